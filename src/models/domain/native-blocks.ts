/** Rows of fixed-width numbers, column by column, gathered from blocks of the engine's Native format. */
export interface NumberBlocks {
  /** Takes the next bytes, wherever they were cut. */
  push(chunk: Uint8Array): void
  /** Columns by name. @throws RangeError when bytes are left over */
  end(): { readonly rows: number; readonly columns: ReadonlyMap<string, Float64Array> }
}

const WIDTH: Readonly<Record<string, number>> = { Float64: 8, Float32: 4, Int32: 4, UInt32: 4, UInt16: 2, UInt8: 1, Date32: 4 }

interface Block {
  readonly rows: number
  readonly columns: readonly { readonly name: string; readonly values: Float64Array }[]
}

/** Reads Native (https://clickhouse.com/docs/interfaces/formats/Native): each block is columns, rows, then name, type, data. */
export function numberBlocks(): NumberBlocks {
  const blocks: Block[] = []
  let pending = new Uint8Array(0)
  return {
    push(chunk) {
      const joined = new Uint8Array(pending.length + chunk.length)
      joined.set(pending)
      joined.set(chunk, pending.length)
      let at = 0
      for (;;) {
        const reader = readerOf(joined, at)
        const block = readBlock(reader)
        if (block === null) break
        at = reader.at
        if (block.rows > 0) blocks.push(block)
        if (at >= joined.length) break
      }
      pending = joined.slice(at)
    },
    end() {
      if (pending.length > 0) throw new RangeError(`${pending.length} bytes of a block that did not end`)
      return gather(blocks)
    },
  }
}

interface Reader {
  readonly bytes: Uint8Array
  readonly view: DataView
  at: number
}

function readerOf(bytes: Uint8Array, at: number): Reader {
  return { bytes, view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), at }
}

function readBlock(reader: Reader): Block | null {
  const width = readNumber(reader)
  const rows = readNumber(reader)
  if (width === null || rows === null) return null
  const columns: Block['columns'][number][] = []
  for (let at = 0; at < width; at += 1) {
    const name = readText(reader)
    const type = readText(reader)
    if (name === null || type === null) return null
    const values = readValues(reader, type, rows)
    if (values === null) return null
    columns.push({ name, values })
  }
  return { rows, columns }
}

/** LEB128. */
function readNumber(reader: Reader): number | null {
  let value = 0
  for (let shift = 1; reader.at < reader.bytes.length; shift *= 128) {
    const byte = reader.bytes[reader.at] as number
    reader.at += 1
    value += (byte & 0x7f) * shift
    if (byte < 0x80) return value
  }
  return null
}

function readText(reader: Reader): string | null {
  const length = readNumber(reader)
  if (length === null || reader.at + length > reader.bytes.length) return null
  const text = new TextDecoder().decode(reader.bytes.subarray(reader.at, reader.at + length))
  reader.at += length
  return text
}

function readValues(reader: Reader, type: string, rows: number): Float64Array | null {
  const width = WIDTH[type]
  if (width === undefined) throw new TypeError(`not a fixed-width number: ${type}`)
  if (reader.at + rows * width > reader.bytes.length) return null
  const values = new Float64Array(rows)
  for (let row = 0; row < rows; row += 1) values[row] = readOne(reader.view, type, reader.at + row * width)
  reader.at += rows * width
  return values
}

function readOne(view: DataView, type: string, at: number): number {
  switch (type) {
    case 'Float64':
      return view.getFloat64(at, true)
    case 'Float32':
      return view.getFloat32(at, true)
    case 'UInt32':
      return view.getUint32(at, true)
    case 'UInt16':
      return view.getUint16(at, true)
    case 'UInt8':
      return view.getUint8(at)
    default:
      return view.getInt32(at, true)
  }
}

function gather(blocks: readonly Block[]): { rows: number; columns: Map<string, Float64Array> } {
  const rows = blocks.reduce((sum, block) => sum + block.rows, 0)
  const columns = new Map<string, Float64Array>()
  let at = 0
  for (const block of blocks) {
    for (const { name, values } of block.columns) {
      const whole = columns.get(name) ?? new Float64Array(rows)
      whole.set(values, at)
      columns.set(name, whole)
    }
    at += block.rows
  }
  return { rows, columns }
}
