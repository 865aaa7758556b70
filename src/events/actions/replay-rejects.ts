import type { Context } from '#platform/context'
import type { JobRun } from '#platform/jobs'
import { streamedRows } from '#platform/warehouse'
import type { Protocol } from '../domain/record.js'
import { tsvInstant } from '../domain/tsv.js'
import { sealedRejectsQuery, type SealedReject } from '../sql/reject-queries.js'
import { intakeOf } from './intake-of.js'
import { takeEvents } from './take-events.js'

export interface ReplayInput {
  readonly code?: string | undefined
  readonly days: number
}

export interface ReplayResult {
  readonly tried: number
  readonly accepted: number
  readonly duplicates: number
  /** Rejected again, with the reason they have now. */
  readonly rejected: number
}

const PAGE = 500
const DAY_MS = 86_400_000

/**
 * Tries rejects again as they came, with the time they arrived, after a limit, the plan or a time was mended. Those taken
 * are noted as replayed once they are durable; those rejected again stay rejects, under the reason they have now.
 */
export async function replayRejects(context: Context, run: JobRun<ReplayInput>): Promise<ReplayResult> {
  const since = new Date(context.clock.now().getTime() - run.input.days * DAY_MS).toISOString()
  const sum = { tried: 0, accepted: 0, duplicates: 0, rejected: 0 }
  let page: SealedReject[] = []
  const flush = async () => {
    run.signal.throwIfAborted()
    for (const reject of page) await tryAgain(context, reject, sum)
    page = []
    run.progress({ step: 'replaying', done: sum.tried, unit: 'rows' })
  }
  for await (const row of streamedRows(context.warehouse, sealedRejectsQuery({ since, code: run.input.code }))) {
    page.push(row)
    if (page.length >= PAGE) await flush()
  }
  await flush()
  return sum
}

async function tryAgain(context: Context, reject: SealedReject, sum: { tried: number; accepted: number; duplicates: number; rejected: number }): Promise<void> {
  const raw = JSON.parse(context.secrets.open(reject.raw_sealed)) as unknown
  const taken = await takeEvents(context, await intakeOf(context), {
    key: { id: reject.write_key, rateLimit: null },
    protocol: reject.protocol as Protocol,
    type: reject.type,
    raws: [raw],
    sentAt: reject.sent_at === null ? null : Date.parse(`${reject.sent_at.replace(' ', 'T')}Z`),
    bytes: context.secrets.open(reject.raw_sealed).length,
    receivedAt: Date.parse(reject.at),
  })
  sum.tried += 1
  sum.accepted += taken.accepted
  sum.duplicates += taken.duplicates
  sum.rejected += taken.rejected.length
  if (taken.rejected.some(({ code }) => code === reject.code)) return
  const line = `${reject.id}\t${tsvInstant(context.clock.now().getTime())}\n`
  await context.warehouse.insert('event_reject_replayed', 'TabSeparated', Buffer.from(line), { columns: ['id', 'at'] })
}
