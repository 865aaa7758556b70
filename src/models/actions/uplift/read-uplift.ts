import { fail } from '#kernel/error'
import { decodeCursor, encodeCursor } from '#kernel/id'
import { explainTreated } from '#kernel/learn'
import { identifier, sql, type Sql } from '#kernel/sql'
import { scopeCondition, type Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import { firstNumberOf } from '#ingest/contract'
import type { HeldQuery, UpliftBody, UpliftQuery } from '../../contract-uplift.js'
import { upliftOf } from '../../domain/uplift/uplift-of.js'
import { presentUplift, presentValue } from '../../present.js'
import { oneOf } from '../../sql/rows-queries.js'
import { scoredCustomerQuery } from '../../sql/score-queries.js'
import { heldCountQuery, heldPageQuery } from '../../sql/uplift/held-queries.js'
import { quadrantCountsQuery, upliftCustomerQuery, upliftPageQuery } from '../../sql/uplift/uplift-scores.js'
import { getVersion, listVersions, versionInRole, type StoredVersion } from '../../store/version-store.js'
import { scoreRuns } from '../read-scores.js'
import { readRows } from '../read-rows.js'
import { featuresTableOf } from '../score-model.js'
import { heldTableOf } from './keep-held.js'
import { upliftColumns } from './score-uplift.js'

function visibleTo(actor: Actor): Sql {
  return scopeCondition(actor.scope, { orgPath: identifier('org_path'), rm: identifier('rm') })
}

async function newest(context: Context, key: string) {
  const run = (await scoreRuns(context, key, false))[0] ?? fail('MODEL_NOT_SCORED', { key })
  const version = await getVersion(context.ledger.db, key, run.version)
  return { run, version, fitted: upliftOf(version) }
}

/** The version asked for, else the champion, else the newest. @throws AppError NOT_FOUND */
export async function versionToRead(context: Context, key: string, number?: number): Promise<StoredVersion> {
  if (number !== undefined) return getVersion(context.ledger.db, key, number)
  const champion = await versionInRole(context.ledger.db, key, 'champion')
  if (champion !== null) return champion
  const last = (await listVersions(context.ledger, key))[0] ?? fail('NOT_FOUND', { what: `version of the model ${key}` })
  return getVersion(context.ledger.db, key, last.number)
}

/**
 * Customers by what the best arm is worth, all or of one quadrant (sleeping dogs: the list to leave alone), in the actor's scope.
 * @throws AppError MODEL_NOT_SCORED, MODEL_NOT_UPLIFT
 */
export async function upliftScores(context: Context, key: string, actor: Actor, page: UpliftQuery) {
  const { run, fitted } = await newest(context, key)
  const visible = visibleTo(actor)
  const [worth, custNo] = page.cursor === undefined ? [] : decodeCursor(page.cursor)
  const after = worth === undefined ? null : { worth: Number(worth), custNo: Number(custNo) }
  const rows = await context.warehouse.query(upliftPageQuery({ runId: run.runId, visible, quadrant: page.quadrant ?? null, after, limit: page.limit + 1 }))
  const counts = (await context.warehouse.query(quadrantCountsQuery(run.runId, visible))).map(({ quadrant, n }) => ({ quadrant, customers: Number(n) }))
  const items = rows.slice(0, page.limit)
  const last = items.at(-1)
  const total = counts.filter(({ quadrant }) => page.quadrant === undefined || quadrant === page.quadrant).reduce((sum, { customers }) => sum + customers, 0)
  const arms = fitted.arms.map(({ arm }) => arm)
  return {
    runId: run.runId, version: run.version, asOf: run.asOf, counts, total,
    items: items.map((row) => ({ ...presentUplift(row, arms), custId: row.cust_id, orgPath: row.org_path, decile: row.decile })),
    nextCursor: rows.length > page.limit && last ? encodeCursor([last.worth, last.cust_no]) : null,
  }
}

/**
 * What an uplift model says of one customer, with the reasons of the effect of the arm worth most, in units of the chance.
 * @throws AppError MODEL_NOT_SCORED, NOT_FOUND, MODEL_NOT_UPLIFT
 */
export async function explainUplift(context: Context, key: string, custId: string, actor: Actor) {
  const { run, version, fitted } = await newest(context, key)
  const visible = visibleTo(actor)
  const found = (await context.warehouse.query(scoredCustomerQuery(run.runId, visible, sql`${firstNumberOf(custId)}`)))[0] ?? fail('NOT_FOUND', { what: 'customer' })
  const scored = (await context.warehouse.query(upliftCustomerQuery(run.runId, visible, found.cust_no)))[0] ?? fail('NOT_FOUND', { what: 'customer' })
  const { body } = await context.definitions.version<UpliftBody>('model', key, version.definitionVersion)
  const { matrix } = await readRows(context, { table: featuresTableOf(run.runId), columns: upliftColumns(fitted), where: oneOf(found.cust_no) })
  const arms = fitted.arms.map(({ arm }) => arm)
  const { base, reasons } = explainTreated(fitted, Math.max(0, arms.indexOf(scored.arm)), matrix, 0)
  const names = new Map(body.features.map((feature) => [feature.key, feature.name]))
  return {
    custId: found.cust_id, orgPath: found.org_path, score: found.score, decile: found.decile,
    model: key, version: run.version, asOf: run.asOf, base, method: 'path' as const, uplift: presentUplift(scored, arms),
    reasons: reasons.map(({ feature, value, effect }) => ({ feature, effect, value: presentValue(value, actor), name: names.get(feature) ?? { zh: feature } })),
  }
}

/** Scores of past campaigns' customers by models that had not seen them, in the actor's scope: what a referee judges. */
export async function heldScores(context: Context, key: string, actor: Actor, page: HeldQuery) {
  const version = await versionToRead(context, key)
  upliftOf(version)
  const table = heldTableOf(version.dataRun)
  const visible = visibleTo(actor)
  const campaign = page.campaign ?? null
  const [named, pair, custNo] = page.cursor === undefined ? [] : decodeCursor(page.cursor)
  const after = named === undefined ? null : ([String(named), String(pair), Number(custNo)] as const)
  const rows = await context.warehouse.query(heldPageQuery({ table, visible, campaign, after, limit: page.limit + 1 }))
  const total = Number((await context.warehouse.query(heldCountQuery(table, visible, campaign)))[0]?.n ?? 0)
  const items = rows.slice(0, page.limit)
  const last = items.at(-1)
  return {
    version: version.number, total,
    items: items.map((row) => ({ custId: row.cust_id, campaign: row.campaign, arm: row.pair, effect: row.effect, gain: row.gain, organic: row.organic, response: row.response, fold: row.fold })),
    nextCursor: rows.length > page.limit && last ? encodeCursor([last.campaign, last.pair, last.cust_no]) : null,
  }
}
