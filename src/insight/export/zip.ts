import { crc32, deflateRawSync } from 'node:zlib'

export interface ZipEntry {
  readonly name: string
  readonly text: string
}

/** 1 January 1980, the first day the format knows: the same content makes the same bytes. */
const DATE = 0x21
const DEFLATED = 8
const VERSION = 20
/** Names are UTF-8. */
const UTF8 = 0x0800

/** A ZIP file of some texts (PKWARE APPNOTE 6.3.4: local headers, central directory, end record; no ZIP64: files below 4 GB). */
export function zipOf(entries: readonly ZipEntry[]): Buffer {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const entry of entries) {
    const bytes = Buffer.from(entry.text)
    const packed = deflateRawSync(bytes)
    const name = Buffer.from(entry.name)
    const about = describe(packed.length, bytes.length, crc32(bytes), name.length)
    const local = Buffer.concat([u32(0x04034b50), about, name, packed])
    directory.push(Buffer.concat([u32(0x02014b50), u16(VERSION), about, u16(0), u16(0), u16(0), u32(0), u32(offset), name]))
    parts.push(local)
    offset += local.length
  }
  const central = Buffer.concat(directory)
  const end = Buffer.concat([u32(0x06054b50), u16(0), u16(0), u16(entries.length), u16(entries.length), u32(central.length), u32(offset), u16(0)])
  return Buffer.concat([...parts, central, end])
}

/** What a local header and an entry of the directory have in common. */
function describe(packed: number, size: number, sum: number, name: number): Buffer {
  return Buffer.concat([u16(VERSION), u16(UTF8), u16(DEFLATED), u16(0), u16(DATE), u32(sum), u32(packed), u32(size), u16(name), u16(0)])
}

function u16(value: number): Buffer {
  const bytes = Buffer.alloc(2)
  bytes.writeUInt16LE(value)
  return bytes
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}
