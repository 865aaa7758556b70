import { amountRange, groupReport, rankCorrelation, stability, stabilityBase, type AmountReport, type CategoryColumn, type ProbabilityReport } from '#kernel/learn'
import { fail } from '#kernel/error'
import type { Context } from '#platform/context'
import type { Figures, Model } from '../contract.js'
import type { DatePlan } from '../domain/plan-dates.js'
import type { FittedModel } from '../domain/plugged-model.js'
import { keptLevels, levelsQuery, partOf } from '../sql/rows-queries.js'
import type { Parts } from './read-parts.js'
import { sharesOf } from './plug/fit-plug.js'
import { readRows } from './read-rows.js'
import { scoresOf } from './scores-of.js'

/** Bootstrap rounds behind the intervals. */
const ROUNDS = 100

export interface EvaluateInput {
  readonly model: Model
  readonly plan: DatePlan
  readonly table: string
  readonly parts: Parts
  readonly fitted: FittedModel
  readonly signal: AbortSignal
}

/** Every figure of a fitted model on the test rows it has not seen. */
export async function evaluateVersion(context: Context, input: EvaluateInput): Promise<Figures> {
  const { model, plan, parts, fitted, signal } = input
  const { test, train } = parts
  const scores = await scoresOf(context, fitted, test.matrix, signal)
  requireScores(scores)
  const binary = model.task === 'binary'
  const judge = <Report>(name: string): Promise<Report> =>
    context.compute.run<Report>({ module: '#kernel/learn', name, args: [test.label, scores, { seed: model.training.seed, rounds: ROUNDS }] }, signal)
  return {
    rows: { train: train.label.length, valid: parts.valid.label.length, test: test.label.length },
    dates: { train: [...plan.train], test: [...plan.test], left: [...plan.left] },
    outOfTime: plan.test.length > 0,
    calibrated: fitted.calibrator !== null,
    probability: binary ? plainReport(await judge<ProbabilityReport>('probabilityReport')) : null,
    amount: binary ? null : { ...(await judge<AmountReport>('amountReport')), ...amountFigures(fitted, test.label, scores) },
    fairness: binary ? await fairness(context, input, scores) : [],
    importance: await sharesOf(context, fitted, train.matrix, model.training.seed, signal),
    stability: train.matrix.columns.map((column, at) => ({ feature: column.name, psi: stability(stabilityBase(column), test.matrix.columns[at] ?? column).value })),
    unused: [...fitted.unused],
  }
}

/** How well amounts are ranked, and how often the range said held them. */
function amountFigures(fitted: FittedModel, label: Float64Array, scores: Float64Array): { rankCorrelation: number; range: { level: number; covered: number } | null } {
  const ranges = fitted.kind === 'trained' ? Array.from(scores, (score) => amountRange(fitted, score)) : []
  const inside = ranges.filter((range, row) => range !== null && (label[row] as number) >= range.low && (label[row] as number) <= range.high).length
  const level = ranges[0]?.level
  return { rankCorrelation: rankCorrelation(label, scores), range: level === undefined ? null : { level, covered: inside / label.length } }
}

/** A model is judged on every test row, so each needs a score. @throws AppError MODEL_SCORE_MISSING */
function requireScores(scores: Float64Array): void {
  const rows = scores.filter((score) => !Number.isFinite(score)).length
  if (rows > 0) fail('MODEL_SCORE_MISSING', { rows })
}

function plainReport(report: ProbabilityReport): Figures['probability'] {
  const { calibration } = report
  return { ...report, calibration: { ...calibration, bands: [...calibration.bands] }, lift: [...report.lift], gains: [...report.gains] }
}

/** Groups a model must not treat worse, by the column that holds them. */
export const FAIR_GROUPS = [
  { by: 'age', column: 'g_age' },
  { by: 'gender', column: 'g_gender' },
  { by: 'region', column: 'g_region' },
] as const

/** How groups fare that the model must not treat worse, whether it reads them or not. */
async function fairness(context: Context, { table, parts, signal }: EvaluateInput, scores: Float64Array): Promise<Figures['fairness']> {
  const columns = []
  for (const { by, column } of FAIR_GROUPS) {
    const levels = keptLevels((await context.warehouse.query(levelsQuery(table, column))).map(({ level }) => level))
    columns.push({ name: by, column, levels: levels.sort() })
  }
  const { matrix } = await readRows(context, { table, columns, where: partOf('test') }, signal)
  return FAIR_GROUPS.map(({ by }, at) => {
    const column = matrix.columns[at] as CategoryColumn
    return { by, groups: groupReport(parts.test.label, scores, column.codes, column.levels) }
  })
}
