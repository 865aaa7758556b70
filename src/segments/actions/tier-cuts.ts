import type { Context } from '#platform/context'
import type { TierCut, TieringPlan } from '../contract-tiering.js'
import type { Fifths } from '../domain/tier-cell.js'
import { paretoCutsQuery, tierQuantilesQuery } from '../sql/tier-queries.js'

const FIFTHS = [0.2, 0.4, 0.6, 0.8] as const
const HALF = 0.5
/** The best two fifths: of recency the lowest. */
const HIGH = { low: 0.4, high: 0.6 } as const

export interface FoundCuts {
  readonly cuts: readonly TierCut[]
  readonly fifths: Fifths
}

type Plan<Kind extends TieringPlan['kind']> = Extract<TieringPlan, { kind: Kind }>

/** Where a plan cuts its axes, on the rows of a run. */
export async function findCuts(context: Context, plan: TieringPlan, table: string): Promise<FoundCuts> {
  if (plan.kind === 'pareto') return { cuts: await paretoCuts(context, plan, table), fifths: new Map() }
  if (plan.kind === 'rfm') return rfmCuts(context, plan, table)
  if (plan.kind === 'quadrant') return { cuts: await quadrantCuts(context, plan, table), fifths: new Map() }
  return { cuts: [], fifths: new Map() }
}

async function paretoCuts(context: Context, { classes }: Plan<'pareto'>, table: string): Promise<TierCut[]> {
  const rows = await context.warehouse.query(paretoCutsQuery(table, classes.slice(0, -1).map(({ share }) => share)))
  return (rows[0]?.cuts ?? []).map((at) => ({ axis: 'measure', at, strict: false }))
}

async function rfmCuts(context: Context, plan: Plan<'rfm'>, table: string): Promise<FoundCuts> {
  const fifths = new Map<string, number[]>()
  const cuts: TierCut[] = []
  for (const [at, axis] of (['recency', 'frequency', 'monetary'] as const).entries()) {
    const [row] = await context.warehouse.query(tierQuantilesQuery(table, at, [...FIFTHS, HALF], axis !== 'recency'))
    const levels = row?.levels.map((level) => level ?? 0) ?? []
    fifths.set(axis, levels.slice(0, FIFTHS.length))
    const found = plan.cut === 'median' ? levels[FIFTHS.length] : levels[FIFTHS.indexOf(axis === 'recency' ? HIGH.low : HIGH.high)]
    cuts.push(typeof plan.cut === 'string' ? { axis, at: found ?? 0, strict: plan.cut === 'median' || axis !== 'recency' } : { axis, at: plan.cut[axis], strict: false })
  }
  return { cuts, fifths }
}

async function quadrantCuts(context: Context, plan: Plan<'quadrant'>, table: string): Promise<TierCut[]> {
  const cuts: TierCut[] = []
  for (const [at, axis] of (['x', 'y'] as const).entries()) {
    const { cut } = plan[axis]
    if ('at' in cut) cuts.push({ axis, at: cut.at, strict: false })
    else {
      const [row] = await context.warehouse.query(tierQuantilesQuery(table, at, [cut.quantile], true))
      cuts.push({ axis, at: row?.levels[0] ?? 0, strict: true })
    }
  }
  return cuts
}
