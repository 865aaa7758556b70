import { type CodedColumn, type Distilled, type TradeOffPoint } from '#kernel/learn'
import type { Context } from '#platform/context'
import type { Distillation } from '../../contract-evaluation.js'

export interface DistilGround {
  readonly context: Context
  readonly signal: AbortSignal
  /** By tag, in the order of `columns`. */
  readonly tags: readonly string[]
  readonly columns: readonly CodedColumn[]
  readonly decisions: readonly string[]
  /** By decision. */
  readonly outcomes: readonly Uint8Array[]
}

const KEEP = 30
const SEED = 2026

/** For each decision, and over all of them, the thirty tags that tell most beside each other, and what fewer would keep. */
export async function distilTags(ground: DistilGround): Promise<Distillation[]> {
  const { decisions, outcomes, columns } = ground
  const told = decisions.map((decision, at) => ({ decision, outcome: outcomes[at] as Uint8Array })).filter(({ outcome }) => outcome.includes(1) && outcome.includes(0))
  if (told.length === 0 || columns.length === 0) return []
  const single = told.length > 1 ? told.map((each) => ({ decision: each.decision, of: [each.outcome] })) : []
  const asked = [{ decision: null as string | null, of: told.map(({ outcome }) => outcome) }, ...single]
  const found: Distillation[] = []
  for (const { decision, of } of asked) found.push(await distilFor(ground, decision, of))
  return found
}

async function distilFor({ context, signal, tags, columns }: DistilGround, decision: string | null, outcomes: readonly Uint8Array[]): Promise<Distillation> {
  const run = <Result>(name: string, args: readonly unknown[]) => context.compute.run<Result>({ module: '#kernel/learn', name, args }, signal)
  const { steps, agreement, rows } = await run<Distilled>('distil', [{ columns, outcomes, keep: KEEP, seed: SEED }])
  const order = steps.map(({ column }) => columns[column] as CodedColumn)
  const curves: TradeOffPoint[][] = []
  for (const outcome of order.length === 0 ? [] : outcomes) curves.push(await run<TradeOffPoint[]>('tradeOff', [order, outcome, SEED]))
  return {
    decision,
    customers: rows,
    candidates: tags.length,
    agreement,
    steps: steps.map(({ column, adds, alone, steady }) => ({ tag: tags[column] ?? '', adds, alone, steady })),
    curve: meanCurve(curves.filter((curve) => curve.length > 0)),
  }
}

/** Information kept at each number of tags as a share of the most of its curve, and AUC, meant over the decisions. */
function meanCurve(curves: readonly (readonly TradeOffPoint[])[]): Distillation['curve'] {
  const first = curves[0] ?? []
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  return first.map(({ tags }, at) => ({
    tags,
    kept: mean(curves.map((curve) => Math.max(0, curve[at]?.nats ?? 0) / Math.max(1e-12, ...curve.map(({ nats }) => nats)))),
    auc: mean(curves.map((curve) => curve[at]?.auc ?? 0.5)),
  }))
}
