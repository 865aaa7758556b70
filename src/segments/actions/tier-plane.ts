import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import type { PlaneAsk, TierPlane } from '../contract-plane.js'
import type { Tiering, TieringPlan, TieringRun } from '../contract-tiering.js'
import { PLANE, requirePlane, type PlaneMoments } from '../domain/plane-grid.js'
import { planeBinsQuery, planeFrontQuery, planeSumsQuery, planeViewQuery, type PlaneView } from '../sql/plane-queries.js'
import type { TierPlace } from '../sql/tier-reading.js'
import { visibleRows } from './read-tierings.js'
import { planeMoments, tieringRun } from './tiering-runs.js'

const RFM_NAMES = { x: { zh: '金额', en: 'Money' }, y: { zh: '频度', en: 'Frequency' } } as const

/**
 * The customers of a run with two figures as hexagons, and of a capacity whom it takes: so many of the highest sum of
 * standard scores among those the asker may see; scores are of the whole run. @throws AppError TIERING_NO_PLANE, TIERING_RUN_UNKNOWN
 */
export async function showTierPlane(context: Context, at: { readonly key: string; readonly run: number }, actor: Actor, ask: PlaneAsk): Promise<TierPlane> {
  const run = await tieringRun(context, at.key, at.run)
  requirePlane(run.kind, at.key)
  const { plan } = (await context.definitions.version<Tiering>('tiering', at.key, run.version)).body
  const place = { runId: run.runId, visible: visibleRows(actor) }
  const moments = await planeMoments(context, run.runId, ask.scale)
  const [found] = await context.warehouse.query(planeViewQuery(place, ask.scale))
  const { minCell } = actor.scope
  const customers = Number(found?.n ?? 0)
  const view = { x: viewOf(found?.x), y: viewOf(found?.y) }
  const isFew = customers === 0 || customers < minCell
  const bins = isFew ? [] : await context.warehouse.query(planeBinsQuery(place, ask.scale, view))
  const told = bins.filter(({ n }) => Number(n) >= minCell)
  return {
    run,
    customers: isFew ? 0 : customers,
    x: { ...axisOf(plan, run, 'x'), ...moments.x, ...view.x },
    y: { ...axisOf(plan, run, 'y'), ...moments.y, ...view.y },
    columns: PLANE.columns,
    rows: PLANE.rows,
    bins: told.map(({ col, row, n, money }) => ({ column: col, row, customers: Number(n), money: run.money === null ? null : money })),
    hidden: bins.length - told.length,
    chosen: isFew || ask.most === undefined ? null : await chosenOf(context, { place, run, moments, customers, minCell }, { ...ask, most: ask.most }),
  }
}

function viewOf(ends: readonly number[] | undefined): PlaneView {
  const [from = 0, to = 0] = ends ?? []
  return { from, to: to > from ? to : from + 1 }
}

function axisOf(plan: TieringPlan, run: TieringRun, axis: 'x' | 'y') {
  const cuts = { quadrant: { x: 'x', y: 'y' }, rfm: { x: 'monetary', y: 'frequency' } } as const
  const named = plan.kind === 'quadrant' ? plan[axis].name : RFM_NAMES[axis]
  const cut = run.cuts.find((one) => one.axis === (run.kind === 'rfm' ? cuts.rfm : cuts.quadrant)[axis])
  return { name: named, unit: axis === 'x' ? run.measure : run.second, cut: cut?.at ?? null }
}

interface Ground {
  readonly place: TierPlace
  readonly run: TieringRun
  readonly moments: PlaneMoments
  readonly customers: number
  readonly minCell: number
}

async function chosenOf(context: Context, { place, run, moments, customers, minCell }: Ground, ask: PlaneAsk & { readonly most: number }): Promise<TierPlane['chosen']> {
  const [front] = await context.warehouse.query(planeFrontQuery(place, ask, moments, ask.most))
  const [all] = await context.warehouse.query(planeSumsQuery(place))
  const n = Number(front?.n ?? 0)
  const others = customers - n
  // Means of few customers, or of the few that are left, would tell of them.
  if (front === undefined || n < Math.max(1, minCell)) return null
  return { customers: n, line: front.line, ...chosenMeans({ n, others, minCell, hasMoney: run.money !== null }, front, all ?? { x: 0, y: 0 }) }
}

interface Sums {
  readonly x: number
  readonly y: number
}

/** Means of those chosen and of the others; none where the others are so few that the sums would tell of them. */
function chosenMeans({ n, others, minCell, hasMoney }: { readonly n: number; readonly others: number; readonly minCell: number; readonly hasMoney: boolean }, front: Sums & { readonly money: number | null }, all: Sums) {
  if (others > 0 && others < minCell) return { x: null, y: null, money: null, restX: null, restY: null }
  const rest = (sum: number, own: number) => (others === 0 ? null : (sum - own) / others)
  return { x: front.x / n, y: front.y / n, money: hasMoney ? front.money : null, restX: rest(all.x, front.x), restY: rest(all.y, front.y) }
}
