import { query, sql } from '#kernel/sql'
import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import { neutralCsvLine } from '#platform/http'
import { streamedRows } from '#platform/warehouse'
import type { Source } from '../contract.js'
import { resolveFormat } from '../domain/stage.js'
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
  const { body } = await context.definitions.version<Source>('source', load.source, load.sourceVersion)
  const { encoding } = resolveFormat(body.format, load.fileName)
  return { name: `rejects-${loadId}.csv`, bytes: rejectLines(context, load.rejectRun ?? 0, new TextDecoder(encoding)) }
}

async function* rejectLines(context: Context, runId: number, decoder: InstanceType<typeof TextDecoder>): AsyncIterable<string> {
  yield `\uFEFF${neutralCsvLine(['line', 'code', 'column', 'raw'])}`
  const asked = query<RejectRow>(sql`SELECT line, code, column, raw_sealed FROM load_reject WHERE run_id = ${runId} ORDER BY line`)
  for await (const row of streamedRows(context.warehouse, asked)) yield rejectLine(context, row, decoder)
}

function rejectLine(context: Context, row: RejectRow, decoder: InstanceType<typeof TextDecoder>): string {
  const raw = decoder.decode(Buffer.from(context.secrets.open(row.raw_sealed), 'base64'))
  return neutralCsvLine([row.line, row.code, row.column, raw])
}
