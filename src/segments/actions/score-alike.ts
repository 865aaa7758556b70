import { auc, curveOf, importanceOf, rankingOf, matrixOf, numbers, scoreTrained, trainedSql, type Matrix, type TrainedModel, type TrainInput } from '#kernel/learn'
import { fail } from '#kernel/error'
import { identifier } from '#kernel/sql'
import type { Context } from '#platform/context'
import type { TierCut, TieringPlan, TieringRun } from '../contract-tiering.js'
import { alikeBands, alikePoints, CURVE, type Scored } from '../domain/alike-bands.js'
import { alikeCutsQuery, alikeRowsQuery, alikeSizesQuery, insertAlikeScores } from '../sql/alike-queries.js'
import { tierRowColumns } from '../sql/tier-queries.js'
import { leftOutOf } from './alike-readings.js'

export type AlikePlan = Extract<TieringPlan, { kind: 'alike' }>

const LEAST_SEEDS = 50
/** Of ten rows by hash, the last three are held out. */
const HELD = { of: 10, from: 7 } as const

interface Place {
  /** Rows with the values of every feature, and whether a customer is a seed. */
  readonly rows: string
  /** Where the scores go. */
  readonly scores: string
  readonly signal: AbortSignal
}

/**
 * Learns what seeds have in common against a sample of the others, on what does not decide who is a seed; scores everybody,
 * and tells on held-out seeds what the bands hold.
 * @throws AppError ALIKE_NO_FEATURES, ALIKE_FEW_SEEDS
 */
export async function scoreAlike(context: Context, plan: AlikePlan, { rows, scores, signal }: Place): Promise<{ cuts: TierCut[]; alike: NonNullable<TieringRun['alike']> }> {
  const leftOut = await leftOutOf(context, plan.seeds, plan.features)
  const told = new Set(leftOut.map(({ feature }) => feature))
  const isUsed = plan.features.map(({ key, evenSo }) => evenSo === true || !told.has(key))
  const used = plan.features.flatMap(({ key }, at) => (isUsed[at] === true ? [{ key, at }] : []))
  if (used.length === 0) fail('ALIKE_NO_FEATURES', {}, 'plan.features')
  const sample = await readSample(context, plan, rows, used)
  const model = await train(context, plan, sample.train, signal)
  const column = (name: string) => identifier(`v${used.find(({ key }) => key === name)?.at ?? 0}`)
  await context.warehouse.createTable({ name: scores, columns: tierRowColumns(1, 2), orderBy: ['cust_no'], spread: 'customer' })
  await context.warehouse.command(insertAlikeScores(scores, rows, trainedSql(model, ({ name }) => column(name))), { signal })
  const shares = plan.bands.map(({ share }) => share)
  const [found] = await context.warehouse.query(alikeCutsQuery(scores, [...shares, ...CURVE]))
  const levels = (found?.cuts ?? []).map((at) => at ?? 1)
  const cuts = levels.slice(0, shares.length).map((at) => ({ axis: 'score', at, strict: false }))
  const steps = [...new Set(levels.slice(shares.length))]
  const [sized] = await context.warehouse.query(alikeSizesQuery(scores, steps))
  const given = scoreTrained(model, sample.held.matrix)
  const held: Scored[] = [...given].map((score, at) => ({ score, isSeed: sample.held.label[at] === 1 }))
  const bands = alikeBands(cuts.map(({ at }) => at), held)
  const curve = alikePoints(steps, (sized?.sizes ?? []).map(Number), held)
  const excluded = plan.features.flatMap(({ key }, at) => (isUsed[at] === true ? [] : [key]))
  const evenSo = plan.features.flatMap(({ key }, at) => (isUsed[at] === true && told.has(key) ? [key] : []))
  const importance = importanceOf(model, sample.held.matrix).map(({ feature, share }) => ({ feature, share }))
  return { cuts, alike: { seeds: Number(found?.seeds ?? 0), trained: sample.train.label.length, held: held.length, auc: auc(curveOf(rankingOf(sample.held.label, given))), excluded, leftOut, evenSo, out: Number(found?.out ?? 0), features: importance, bands, curve } }
}

interface Labelled {
  readonly matrix: Matrix
  readonly label: Float64Array
}

async function readSample(context: Context, plan: AlikePlan, table: string, used: readonly { readonly key: string; readonly at: number }[]): Promise<{ train: Labelled; held: Labelled }> {
  const limit = Math.floor(plan.rows / 2)
  const read = async (isSeed: boolean) => (await context.warehouse.query(alikeRowsQuery(table, used.map(({ at }) => at), { isSeed, limit, seed: plan.seed }))).map(({ values }) => ({ values, isSeed }))
  const [seeds, others] = [await read(true), await read(false)]
  if (seeds.length < LEAST_SEEDS || others.length < LEAST_SEEDS) fail('ALIKE_FEW_SEEDS', { seeds: seeds.length, others: others.length, needed: LEAST_SEEDS })
  const isHeld = (at: number) => at % HELD.of >= HELD.from
  const labelled = (held: boolean): Labelled => {
    const rows = [...seeds.filter((_, at) => isHeld(at) === held), ...others.filter((_, at) => isHeld(at) === held)]
    const columns = used.map(({ key }, place) => numbers(key, rows.map(({ values }) => values[place])))
    return { matrix: { ...matrixOf(columns), rows: rows.length }, label: Float64Array.from(rows, ({ isSeed }) => (isSeed ? 1 : 0)) }
  }
  return { train: labelled(false), held: labelled(true) }
}

function train(context: Context, plan: AlikePlan, { matrix, label }: Labelled, signal: AbortSignal): Promise<TrainedModel> {
  const algorithm: TrainInput['algorithm'] = plan.learner === 'linear' ? { kind: 'linear', l2: 1 } : { kind: 'boosting', trees: 120, leaves: 15, leafRows: 20, rate: 0.1 }
  const input: TrainInput = { target: 'probability', algorithm, calibration: 'none', matrix, label, validation: null, seed: plan.seed }
  return context.compute.run<TrainedModel>({ module: '#kernel/learn', name: 'trainModel', args: [input], machine: true }, signal)
}
