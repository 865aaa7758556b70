import { isUtf8 } from 'node:buffer'

const BATCH_BYTES = 8 * 1024 * 1024
const NEWLINE = 10

export interface Batch {
  /** Records ready for the engine: line number, delimiter, record, newline. */
  readonly bytes: Uint8Array
  readonly rows: number
}

/** Called for a record whose bytes are not text in the file's encoding. */
export type OnBadText = (bytes: Uint8Array, line: number) => void

interface Placed {
  readonly start: number
  readonly line: number
  readonly end: number
}

/** Gathers records into batches, each record with its line number in front, as UTF-8. */
export interface BatchWriter {
  add(record: Uint8Array, line: number): void
  /** Full batches so far. */
  full(): Batch[]
  /** Every batch left, the last one included. */
  rest(): Batch[]
}

export function createBatchWriter(delimiter: string, encoding: 'utf-8' | 'gb18030', onBadText: OnBadText): BatchWriter {
  let buffer = Buffer.allocUnsafe(BATCH_BYTES)
  let at = 0
  let placed: Placed[] = []
  const ready: Batch[] = []

  const close = () => {
    if (placed.length === 0) return
    const batch = settle(buffer.subarray(0, at), placed, encoding, onBadText)
    if (batch.rows > 0) ready.push(batch)
    buffer = Buffer.allocUnsafe(BATCH_BYTES)
    at = 0
    placed = []
  }

  return {
    add(record, line) {
      const prefix = `${line}${delimiter}`
      const needed = prefix.length + record.length + 1
      if (at + needed > buffer.length) {
        close()
        if (needed > buffer.length) buffer = Buffer.allocUnsafe(needed)
      }
      const start = at
      at += buffer.write(prefix, at, 'latin1')
      buffer.set(record, at)
      at += record.length
      buffer[at] = NEWLINE
      at += 1
      placed.push({ start, line, end: at })
    },
    full: () => ready.splice(0),
    rest() {
      close()
      return ready.splice(0)
    },
  }
}

/** Checks a batch's text as a whole, record by record only when something is wrong in it. */
function settle(bytes: Buffer, placed: readonly Placed[], encoding: 'utf-8' | 'gb18030', onBadText: OnBadText): Batch {
  const whole = toUtf8(bytes, encoding)
  if (whole) return { bytes: whole, rows: placed.length }
  const good: Uint8Array[] = []
  for (const { start, end, line } of placed) {
    const part = bytes.subarray(start, end)
    const text = toUtf8(part, encoding)
    if (text) good.push(text)
    else onBadText(part.subarray(String(line).length + 1, -1), line)
  }
  return { bytes: Buffer.concat(good), rows: good.length }
}

function toUtf8(bytes: Uint8Array, encoding: 'utf-8' | 'gb18030'): Uint8Array | null {
  if (encoding === 'utf-8') return isUtf8(bytes) ? bytes : null
  try {
    return Buffer.from(new TextDecoder('gb18030', { fatal: true }).decode(bytes))
  } catch {
    return null
  }
}
