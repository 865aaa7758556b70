import type { Explanation } from '#kernel/learn'
import { param, sql } from '#kernel/sql'
import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import type { Model } from '../../contract.js'
import { leadTimeSchema, type WarningQuery } from '../../contract-warning.js'
import { reasonWords } from '../../domain/warning/reason-words.js'
import { presentScored, presentValue } from '../../present.js'
import { getVersion, type StoredVersion } from '../../store/version-store.js'
import { namedColumns } from '../named-columns.js'
import { readRows } from '../read-rows.js'
import { scoredPage } from '../read-scores.js'
import { featuresTableOf } from '../score-model.js'
import { LEAD_RUN } from './measure-lead.js'

/** Reasons a line of the list shows. */
const REASONS = 3

/** How long before the loss the model warns, as last measured; null when it never was. */
export async function newestLead(context: Context, key: string) {
  await context.definitions.get('model', key)
  const run = await context.runs.latest(LEAD_RUN, key)
  return { leadTime: run === null ? null : { ...leadTimeSchema.parse(run.detail), runId: run.id, measuredAt: run.committedAt ?? '' } }
}

/** The highest published scores the actor may see, each with what moves it most, in words. @throws AppError MODEL_NOT_SCORED */
export async function warningList(context: Context, key: string, actor: Actor, page: WarningQuery) {
  const { run, rows, nextCursor, total } = await scoredPage(context, key, actor, page)
  const version = await getVersion(context.ledger.db, key, run.version)
  const { body } = await context.definitions.version<Model>('model', key, version.definitionVersion)
  const names = new Map(body.features.map((feature) => [feature.key, feature.name]))
  const explained = await explainedRows(context, version, featuresTableOf(run.runId), rows.map((row) => row.cust_no))
  const items = rows.map((row) => ({
    ...presentScored(row),
    reasons: (explained.get(row.cust_no)?.reasons ?? []).slice(0, REASONS).map(({ feature, value, effect }) => {
      const shown = presentValue(value, actor)
      return { feature, value: shown, effect, words: reasonWords({ name: names.get(feature) ?? { zh: feature }, value: shown, effect }) }
    }),
  }))
  return { runId: run.runId, version: run.version, asOf: run.asOf, items, nextCursor, total }
}

/** Reasons of the customers of a page; a brought model has none here, for its reasons cost a call each. */
async function explainedRows(context: Context, { fitted }: StoredVersion, table: string, custNos: readonly number[]): Promise<Map<number, Explanation>> {
  if (fitted.kind !== 'trained' || custNos.length === 0) return new Map()
  const where = sql`cust_no IN (SELECT arrayJoin(${param(custNos, 'Array(UInt32)')}))`
  const { matrix, custNo } = await readRows(context, { table, columns: namedColumns(fitted), where })
  const found = await context.compute.run<Explanation[]>({ module: '#kernel/learn', name: 'explainRows', args: [fitted, matrix] })
  return new Map(found.map((explanation, row) => [custNo[row] ?? 0, explanation]))
}
