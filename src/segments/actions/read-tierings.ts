import type { Sql } from '#kernel/sql'
import { identifier } from '#kernel/sql'
import { scopeCondition, type Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import type { Definition } from '#platform/definition'
import type { Tiering, TieringRun } from '../contract-tiering.js'
import { concentrationOf, hidden, nearFloors, tierRows } from '../domain/tier-figures.js'
import { namedCells, tierColumns } from '../domain/tier-plan.js'
import { lorenzQuery, orgGiniQuery, runGiniQuery, tierCellsQuery, tierGridQuery, tierMarksQuery, tierMovesQuery, tierNearQuery, tierOrgsQuery, tierTrendQuery, type TierPlace } from '../sql/tier-reading.js'
import { tieringRun, tieringRuns } from './tiering-runs.js'

const LORENZ_STEPS = 200
const TREND_RUNS = 36

/** Whose rows of a run an actor may see: by the org and manager of the run's date. */
export function visibleRows(actor: Actor): Sql {
  return scopeCondition(actor.scope, { orgPath: identifier('org_path'), rm: identifier('rm') })
}

/** Every tiering with its newest run. */
export async function listTierings(context: Context) {
  const heads = await context.definitions.list<Tiering>('tiering')
  return Promise.all(heads.map((head) => tieringItem(context, head)))
}

async function tieringItem(context: Context, head: Definition<Tiering>) {
  return {
    key: head.key,
    name: head.name,
    kind: head.body.plan.kind,
    cells: namedCells(head.body.plan).length,
    version: head.version,
    hasDraft: head.hasDraft,
    latest: (await tieringRuns(context, head.key))[0] ?? null,
    updatedAt: head.updatedAt,
  }
}

/** A tiering with its runs and who uses it. */
export async function showTiering(context: Context, key: string) {
  const head = await context.definitions.get<Tiering>('tiering', key)
  return { ...(await tieringItem(context, head)), revision: head.revision, body: head.body, runs: await tieringRuns(context, key), usedBy: await context.definitions.usedBy('tiering', key) }
}

/** A run as one may see it: cells with customers, money and shares; concentration, near tiers, stages, RFM grid. */
export async function showTiers(context: Context, key: string, actor: Actor, runId?: number) {
  const run = await tieringRun(context, key, runId)
  const place = { runId: run.runId, visible: visibleRows(actor) }
  const { minCell } = actor.scope
  const { body } = await context.definitions.version<Tiering>('tiering', key, run.version)
  const found = await context.warehouse.query(tierCellsQuery(place, run.asOf))
  const rows = tierRows(run.cells, found, { met: await metOf(context, body, place), near: await nearOf(context, body, run, place), isLifecycle: run.kind === 'lifecycle' }, minCell)
  const customers = found.reduce((sum, row) => sum + Number(row.n), 0)
  const isFew = customers < minCell
  return {
    run,
    customers: isFew ? 0 : customers,
    money: run.money === null || isFew ? null : found.reduce((sum, row) => sum + (row.money ?? 0), 0),
    rows,
    concentration: (run.kind === 'pyramid' || run.kind === 'pareto') && !isFew ? await concentration(context, place) : null,
    grid: run.kind === 'rfm' ? await gridOf(context, place, minCell) : [],
  }
}

async function metOf(context: Context, { plan }: Tiering, place: TierPlace): Promise<number[]> {
  if (plan.kind !== 'funnel') return []
  const rows = await context.warehouse.query(tierMarksQuery(place, tierColumns(plan).rules.length))
  return (rows[0]?.met ?? []).map(Number)
}

async function nearOf(context: Context, { plan }: Tiering, run: TieringRun, place: TierPlace) {
  const floors = nearFloors(plan, run.cells)
  if (floors.length === 0) return new Map<number, { near: number; lacking: number }>()
  const row = (await context.warehouse.query(tierNearQuery(place, floors)))[0]
  return new Map(floors.map(({ cell }, at) => [cell, { near: Number(row?.near[at] ?? 0), lacking: row?.lacking[at] ?? 0 }]))
}

async function concentration(context: Context, place: TierPlace) {
  const points = await context.warehouse.query(lorenzQuery(place, LORENZ_STEPS))
  const [gini] = await context.warehouse.query(runGiniQuery([place.runId], place.visible))
  return concentrationOf(points, gini?.gini ?? null)
}

async function gridOf(context: Context, place: TierPlace, minCell: number) {
  const rows = await context.warehouse.query(tierGridQuery(place))
  return rows.map(({ recency, frequency, n, money }) => {
    const customers = hidden(Number(n), minCell)
    return { recency, frequency, customers, money: customers === null ? null : money }
  })
}

/** Cells and concentration by org at a depth (2: branches). */
export async function showTierOrgs(context: Context, key: string, actor: Actor, at: { readonly run: number; readonly depth: number }) {
  const run = await tieringRun(context, key, at.run)
  const place = { runId: run.runId, visible: visibleRows(actor) }
  const { minCell } = actor.scope
  const rows = await context.warehouse.query(tierOrgsQuery(place, at.depth))
  const isMeasured = run.kind === 'pyramid' || run.kind === 'pareto'
  const ginis = new Map(isMeasured ? (await context.warehouse.query(orgGiniQuery(place, at.depth))).map(({ grp, gini }) => [grp, gini]) : [])
  const items = [...new Set(rows.map(({ org }) => org))].map((org) => {
    const own = rows.filter((row) => row.org === org)
    const customers = hidden(own.reduce((sum, { n }) => sum + Number(n), 0), minCell)
    return {
      org: `${org}/`,
      customers,
      money: customers === null || run.money === null ? null : own.reduce((sum, { money }) => sum + (money ?? 0), 0),
      gini: customers === null ? null : (ginis.get(org) ?? null),
      cells: run.cells.map(({ code }, cell) => shownCell(code, own.find((row) => row.cell === cell), minCell)),
    }
  })
  return { items }
}

function shownCell(code: string, row: { readonly n: string; readonly money: number | null } | undefined, minCell: number) {
  const customers = hidden(Number(row?.n ?? 0), minCell)
  return { code, customers, money: customers === null ? null : (row?.money ?? null) }
}

/** Moves between two runs of a tiering; the cells are those of the later one's definition, by code. @throws AppError TIERING_RUN_UNKNOWN */
export async function showTierMoves(context: Context, key: string, actor: Actor, between: { readonly from: number; readonly to: number }) {
  const [from, to] = [await tieringRun(context, key, between.from), await tieringRun(context, key, between.to)]
  const found = await context.warehouse.query(tierMovesQuery(from.runId, to.runId, visibleRows(actor)))
  const rank = (code: string | null) => to.cells.findIndex((cell) => cell.code === code)
  const moves = found.map((row) => ({ from: from.cells[row.came - 1]?.code ?? null, to: to.cells[row.went - 1]?.code ?? null, n: Number(row.n), before: row.before, after: row.after }))
  const count = (is: (move: (typeof moves)[number]) => boolean) => moves.filter(is).reduce((sum, { n }) => sum + n, 0)
  const isBoth = (move: (typeof moves)[number]) => move.from !== null && move.to !== null
  const { minCell } = actor.scope
  const told = (customers: number) => hidden(customers, minCell) ?? 0
  return {
    from,
    to,
    moves: moves.map((move) => {
      const customers = hidden(move.n, minCell)
      return { from: move.from, to: move.to, customers, moneyBefore: customers === null ? null : move.before, moneyAfter: customers === null ? null : move.after }
    }),
    up: told(count((move) => isBoth(move) && rank(move.to) > rank(move.from))),
    down: told(count((move) => isBoth(move) && rank(move.to) < rank(move.from))),
    stayed: told(count((move) => isBoth(move) && move.to === move.from)),
    entered: told(count(({ from: came }) => came === null)),
    left: told(count(({ to: went }) => went === null)),
  }
}

/** Cells, money and concentration run by run, oldest first. */
export async function showTierTrend(context: Context, key: string, actor: Actor) {
  const runs = (await tieringRuns(context, key)).slice(0, TREND_RUNS).toReversed()
  if (runs.length === 0) return { points: [] }
  const visible = visibleRows(actor)
  const ids = runs.map(({ runId }) => runId)
  const rows = await context.warehouse.query(tierTrendQuery(ids, visible))
  const isMeasured = runs.some(({ kind }) => kind === 'pyramid' || kind === 'pareto')
  const ginis = new Map(isMeasured ? (await context.warehouse.query(runGiniQuery(ids, visible))).map(({ grp, gini }) => [Number(grp), gini]) : [])
  return {
    points: runs.map((run) => ({
      runId: run.runId,
      asOf: run.asOf,
      gini: ginis.get(run.runId) ?? null,
      rows: run.cells.map(({ code }, cell) => shownCell(code, rows.find((row) => Number(row.run_id) === run.runId && row.cell === cell), actor.scope.minCell)),
    })),
  }
}
