import { inflateRawSync } from 'node:zlib'

/** Texts of a ZIP by name, read from its local headers. */
export function textsOfZip(bytes: Buffer): Map<string, string> {
  const found = new Map<string, string>()
  let at = 0
  while (bytes.readUInt32LE(at) === 0x04034b50) {
    const [packed, name] = [bytes.readUInt32LE(at + 18), bytes.readUInt16LE(at + 26)]
    const start = at + 30 + name
    found.set(bytes.subarray(at + 30, start).toString(), inflateRawSync(bytes.subarray(start, start + packed)).toString())
    at = start + packed
  }
  return found
}
