import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import { neutralCsvLine } from '#platform/http'
import { streamedRows } from '#platform/warehouse'
import { sealedRejectsQuery } from '../sql/reject-queries.js'

const DAY_MS = 86_400_000

/** Rejects with what was sent, in clear, as CSV; audited before its first byte. */
export async function streamEventRejects(context: Context, asked: { days: number; code?: string | undefined }, actor: Actor): Promise<AsyncIterable<string>> {
  await context.audit.record(actor, { action: 'event.rejects.export', objectKind: 'event-reject', objectKey: asked.code ?? '*', after: asked })
  return lines(context, { since: new Date(context.clock.now().getTime() - asked.days * DAY_MS).toISOString(), code: asked.code })
}

async function* lines(context: Context, filter: { since: string; code: string | undefined }): AsyncIterable<string> {
  yield `\uFEFF${neutralCsvLine(['id', 'received_at', 'code', 'protocol', 'write_key', 'raw'])}`
  for await (const row of streamedRows(context.warehouse, sealedRejectsQuery(filter))) {
    yield neutralCsvLine([row.id, row.at, row.code, row.protocol, row.write_key, context.secrets.open(row.raw_sealed)])
  }
}
