import { query, sql } from '#kernel/sql'
import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import { neutralCsvLine } from '#platform/http'
import { streamedRows } from '#platform/warehouse'
import { getLoad } from '../store/load-store.js'

interface RejectRow {
  readonly line: string
  readonly code: string
  readonly column: string
  readonly raw_sealed: string
}

/** Every rejected row of a load as CSV: line, code, column, and the row as it was in the file. Audited. */
export async function streamRejects(context: Context, loadId: string, actor: Actor): Promise<{ name: string; bytes: AsyncIterable<string> }> {
  const load = await getLoad(context.ledger, loadId)
  await context.audit.record(actor, { action: 'data.rejects.export', objectKind: 'load', objectKey: loadId })
  return { name: `rejects-${loadId}.csv`, bytes: rejectLines(context, load.rejectRun ?? 0) }
}

async function* rejectLines(context: Context, runId: number): AsyncIterable<string> {
  yield `\uFEFF${neutralCsvLine(['line', 'code', 'column', 'raw'])}`
  const asked = query<RejectRow>(sql`SELECT line, code, column, raw_sealed FROM load_reject WHERE run_id = ${runId} ORDER BY line`)
  for await (const row of streamedRows(context.warehouse, asked)) yield rejectLine(context, row)
}

function rejectLine(context: Context, row: RejectRow): string {
  const raw = Buffer.from(context.secrets.open(row.raw_sealed), 'base64').toString('utf8')
  return neutralCsvLine([row.line, row.code, row.column, raw])
}
