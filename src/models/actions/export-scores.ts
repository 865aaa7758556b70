import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import { neutralCsvLine } from '#platform/http'
import type { Model } from '../contract.js'
import type { UpliftBody } from '../contract-uplift.js'
import { exportPageQuery, SCORE_COLUMNS, UPLIFT_COLUMNS_OUT } from '../sql/export-queries.js'
import { newestRun, scoresVisibleTo } from './read-scores.js'
import { isUplift } from './uplift/check-uplift.js'

const EXPORT_PAGE = 20_000

/**
 * The newest published scores the actor may see as CSV, with a watermark line that names model, version, date, who took it
 * and why. Audited before the first byte. @throws AppError MODEL_NOT_SCORED, NOT_FOUND
 */
export async function exportScores(context: Context, key: string, actor: Actor, purpose: string) {
  const { body } = await context.definitions.get<Model | UpliftBody>('model', key)
  const run = await newestRun(context, key)
  await context.audit.record(actor, { action: 'model.export', objectKind: 'model', objectKey: key, purpose, after: { runId: run.runId, version: run.version } })
  const mark = `Qunce export / ${key} v${run.version} / ${run.asOf} / ${actor.name} / ${context.clock.now().toISOString()} / ${purpose}`
  return { name: `scores-${key}.csv`, bytes: scoreLines(context, { runId: run.runId, actor, uplift: isUplift(body), mark }) }
}

async function* scoreLines(context: Context, { runId, actor, uplift, mark }: { runId: number; actor: Actor; uplift: boolean; mark: string }): AsyncIterable<string> {
  const [table, columns] = uplift ? (['model_uplift', UPLIFT_COLUMNS_OUT] as const) : (['model_score', SCORE_COLUMNS] as const)
  yield `\uFEFF${neutralCsvLine([`# ${mark}`])}`
  yield neutralCsvLine(['cust_id', 'org_path', ...columns])
  let after = 0
  for (;;) {
    const rows = await context.warehouse.query(exportPageQuery({ table, columns, runId, visible: scoresVisibleTo(actor), after, limit: EXPORT_PAGE }))
    if (rows.length > 0) yield rows.map((row) => neutralCsvLine(['cust_id', 'org_path', ...columns].map((name) => text(row[name])))).join('')
    const last = rows.at(-1)
    if (rows.length < EXPORT_PAGE || last === undefined) return
    after = Number(last['cust_no'])
  }
}

function text(value: string | number | null | undefined): string | null {
  return value === null || value === undefined ? null : String(value)
}
