import type { Secrets } from '#platform/secrets'
import type { Warehouse } from '#platform/warehouse'
import { maskText } from '../domain/mask-text.js'

const LONGEST_RAW = 64 * 1024
const FLUSH_AT = 2000

export interface Reject {
  readonly line: number
  readonly code: string
  readonly column: string
  readonly raw: Uint8Array
}

/** Keeps every rejected row: its raw bytes sealed, its line, its reason. */
export interface RejectWriter {
  readonly runId: number
  add(reject: Reject): void
  /** Writes what is waiting when there is enough of it; call between chunks. */
  flush(all: boolean): Promise<void>
  readonly count: () => number
}

/** `encoding` is the file's: samples are masked as people read them. */
export function createRejectWriter(warehouse: Warehouse, secrets: Secrets, runId: number, encoding: 'utf-8' | 'gb18030'): RejectWriter {
  const decoder = new TextDecoder(encoding)
  let waiting: Reject[] = []
  let count = 0
  let batch = 0
  return {
    runId,
    add(reject) {
      // A view into a shared buffer: copy, and keep at most the first 64 KiB of an absurd line.
      waiting.push({ ...reject, raw: Buffer.from(reject.raw.subarray(0, LONGEST_RAW)) })
      count += 1
    },
    async flush(all) {
      if (waiting.length === 0 || (!all && waiting.length < FLUSH_AT)) return
      const lines = waiting.map((reject) => JSON.stringify(toRow(reject, { runId, secrets, decoder })))
      waiting = []
      batch += 1
      await warehouse.insert('load_reject', 'JSONEachRow', Buffer.from(lines.join('\n')), { token: `${runId}:reject:${batch}` })
    },
    count: () => count,
  }
}

function toRow(reject: Reject, { runId, secrets, decoder }: { runId: number; secrets: Secrets; decoder: InstanceType<typeof TextDecoder> }) {
  return {
    run_id: runId,
    line: reject.line,
    code: reject.code,
    column: reject.column,
    masked: maskText(decoder.decode(reject.raw)),
    raw_sealed: secrets.seal(Buffer.from(reject.raw).toString('base64')),
  }
}
