import type { Splitter } from '#kernel/csv'

/** The splitter looks for the next quote from every record on: short pieces keep that look short. */
const PIECE = 8 * 1024
const NEWLINE = 10

/**
 * Hands chunks to a splitter in short pieces that end with a line, as Buffers: it then copies nothing and searches at the
 * speed of memory. Pieces change nothing in what it finds.
 */
export function createLinePusher(splitter: Splitter): Pick<Splitter, 'push' | 'end'> {
  let tail: Buffer = Buffer.alloc(0)
  const pushPieces = (data: Buffer): number => {
    let at = 0
    while (at < data.length) {
      const near = data.lastIndexOf(NEWLINE, at + PIECE - 1)
      const end = near >= at ? near : data.indexOf(NEWLINE, at + PIECE)
      if (end < 0) break
      splitter.push(data.subarray(at, end + 1))
      at = end + 1
    }
    return at
  }
  return {
    push(chunk) {
      const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
      // A line longer than a chunk is the splitter's to bound.
      if (tail.length > 0 && bytes.indexOf(NEWLINE) < 0) {
        splitter.push(tail)
        tail = Buffer.alloc(0)
        splitter.push(bytes)
        return
      }
      const data = tail.length === 0 ? bytes : Buffer.concat([tail, bytes])
      tail = data.subarray(pushPieces(data))
    },
    end() {
      if (tail.length > 0) splitter.push(tail)
      splitter.end()
    },
  }
}
