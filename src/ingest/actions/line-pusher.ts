import type { Splitter } from '#kernel/csv'

const NEWLINE = 10

/**
 * Hands chunks to a splitter cut at their last line end, as Buffers: it then has nothing to join and searches at the
 * speed of memory. Where the cut is changes nothing in what it finds.
 */
export function createLinePusher(splitter: Splitter): Pick<Splitter, 'push' | 'end'> {
  let tail: Buffer = Buffer.alloc(0)
  return {
    push(chunk) {
      const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
      const cut = bytes.lastIndexOf(NEWLINE)
      if (cut < 0) {
        // A line longer than a chunk is the splitter's to bound.
        if (tail.length > 0) splitter.push(tail)
        tail = Buffer.alloc(0)
        splitter.push(bytes)
        return
      }
      splitter.push(tail.length === 0 ? bytes.subarray(0, cut + 1) : Buffer.concat([tail, bytes.subarray(0, cut + 1)]))
      tail = Buffer.from(bytes.subarray(cut + 1))
    },
    end() {
      if (tail.length > 0) splitter.push(tail)
      splitter.end()
    },
  }
}
