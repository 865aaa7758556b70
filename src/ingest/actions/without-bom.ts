const BOM = Buffer.from([0xef, 0xbb, 0xbf])

/** A file's chunks without a byte order mark in front, however the first bytes are cut. */
export async function* withoutBom(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let head: Buffer | null = Buffer.alloc(0)
  for await (const chunk of chunks) {
    if (head === null) {
      yield chunk
      continue
    }
    head = head.length === 0 ? Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength) : Buffer.concat([head, chunk])
    if (head.length < BOM.length) continue
    yield stripped(head)
    head = null
  }
  if (head !== null && head.length > 0) yield stripped(head)
}

function stripped(head: Buffer): Buffer {
  return head.subarray(0, BOM.length).equals(BOM) ? head.subarray(BOM.length) : head
}
