import { columnOf, numberColumn, takeRows, type Matrix } from '../data/matrix.js'
import type { TrainGround } from '../trained/contract.js'
import { fallingOrder } from '../metrics/order.js'
import { rankCorrelation } from '../metrics/rank-correlation.js'
import { parameterDraws } from './draws.js'
import { aliveOf, byGroup, describeGroups, expectedOf, fitGroups, historyMatrix, modelsOf, seedOf, withValues, type FittedGroups, type GroupModels, type ProcessModel } from './fit-groups.js'
import type { ForecastInput, Holdout, HoldoutBand, HorizonForecast, LifetimeForecast } from './forecast-contract.js'
import { spendAt } from './gamma-gamma.js'

/** Draws of the parameters behind each customer's interval. */
const DRAWS = 40
const BANDS = 10

/**
 * Purchases and value to come of every customer, checked first on what they bought after an earlier date: a model fitted to
 * the history up to that date predicts it, then one fitted to all of it looks ahead. Value is margin times expected amounts,
 * discounted at month ends (Fader, Hardie and Lee 2005, "RFM and CLV"); intervals are of the parameters, not of chance.
 * Errors: those of `fitGroups`.
 */
export function lifetimeForecast({ tick = () => undefined }: Pick<TrainGround, 'tick'>, input: ForecastInput): LifetimeForecast {
  const { process, groups, group, earlier } = input
  const before = historyMatrix(earlier.history)
  const past = fitGroups(process, before, earlier.group, groups.length, (share) => tick(0.3 * share))
  const holdout = judgeHoldout(byGroup(past, before, ({ process: model }, part) => expectedOf(model, part, earlier.months)), earlier.bought, earlier.months)
  const matrix = historyMatrix(input.history)
  const fitted = fitGroups(process, matrix, group, groups.length, (share) => tick(0.3 + 0.3 * share))
  const horizons = input.horizons.map((months, at) => {
    tick(0.6 + (0.4 * at) / input.horizons.length)
    return forecastOf(fitted, matrix, months, input)
  })
  return {
    groups: describeGroups(fitted, matrix, groups, input.level),
    holdout,
    dependence: dependenceOf(input.history.frequency, input.history.value),
    alive: byGroup(fitted, matrix, ({ process: model }, part) => aliveOf(model, part)),
    spend: byGroup(fitted, matrix, ({ spend }, part) => amountsOf(spend?.estimates.values ?? null, part)),
    horizons,
  }
}

/** Expected amount of each row; without a model, its own mean. A customer without a purchase gets the mean amount of the group where the model has none (q of 1 or less). */
function amountsOf(values: readonly number[] | null, part: Matrix): Float64Array {
  const count = numberColumn(columnOf(part, 'frequency')).values
  const mean = numberColumn(columnOf(part, 'value')).values
  const usual = meanAmount(count, mean)
  return Float64Array.from(count, (n, row) => {
    if (values === null) return n === 0 ? usual : (mean[row] as number)
    const amount = spendAt(values, n, mean[row] as number)
    return Number.isFinite(amount) ? amount : usual
  })
}

function meanAmount(count: ArrayLike<number>, mean: ArrayLike<number>): number {
  let [bought, spent] = [0, 0]
  for (let row = 0; row < count.length; row += 1) {
    bought += count[row] as number
    spent += (count[row] as number) * (mean[row] as number)
  }
  return bought === 0 ? 0 : spent / bought
}

function dependenceOf(frequency: Float64Array, value: Float64Array): number {
  const rows = Uint32Array.from(frequency.keys()).filter((row) => (frequency[row] as number) > 0)
  const of = (column: Float64Array) => Float64Array.from(rows, (row) => column[row] as number)
  return rows.length === 0 ? 0 : rankCorrelation(of(frequency), of(value))
}

/** How a prediction met what happened: in total, by customer, and over tenths by prediction. */
function judgeHoldout(predicted: Float64Array, bought: Float64Array, months: number): Holdout {
  const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0)
  const [expected, actual] = [sum(predicted), sum(bought)]
  let absolute = 0
  for (let row = 0; row < bought.length; row += 1) absolute += Math.abs((predicted[row] as number) - (bought[row] as number))
  return {
    months,
    customers: bought.length,
    predicted: expected,
    bought: actual,
    error: actual === 0 ? 0 : (expected - actual) / actual,
    meanAbsolute: absolute / bought.length,
    rankCorrelation: rankCorrelation(predicted, bought),
    bands: bandsOf(predicted, bought),
  }
}

function bandsOf(predicted: Float64Array, bought: Float64Array): HoldoutBand[] {
  const order = fallingOrder(predicted)
  return Array.from({ length: BANDS }, (_, at): HoldoutBand => {
    const rows = order.subarray(Math.floor((at * order.length) / BANDS), Math.floor(((at + 1) * order.length) / BANDS))
    const mean = (values: Float64Array) => (rows.length === 0 ? 0 : rows.reduce((total, row) => total + (values[row] as number), 0) / rows.length)
    return { band: at + 1, customers: rows.length, predicted: mean(predicted), bought: mean(bought) }
  })
}

function forecastOf(fitted: FittedGroups, matrix: Matrix, months: number, input: ForecastInput): HorizonForecast {
  const discount = (1 + input.discount) ** (1 / 12) - 1
  const purchases = byGroup(fitted, matrix, ({ process }, part) => expectedOf(process, part, months))
  const worth = ({ process, spend }: GroupModels, part: Matrix) => {
    const amounts = amountsOf(spend?.estimates.values ?? null, part)
    return discountedOf(process, part, months, discount).map((bought, row) => bought * input.margin * (amounts[row] as number))
  }
  const value = byGroup(fitted, matrix, worth)
  const spread = spreadOf(fitted, matrix, months, { purchases, value, seed: input.seed, level: input.level })
  const total = (values: Float64Array) => values.reduce((sum, each) => sum + each, 0)
  return { months, purchases, value, ...spread, totalPurchases: total(purchases), totalValue: total(value) }
}

/** Purchases of each month ahead, discounted at its end and summed. */
function discountedOf(process: ProcessModel, part: Matrix, months: number, discount: number): Float64Array {
  const sum = new Float64Array(part.rows)
  let before = new Float64Array(part.rows)
  for (let month = 1; month <= months; month += 1) {
    const upTo = Float64Array.from(expectedOf(process, part, month))
    const share = (1 + discount) ** -month
    for (let row = 0; row < sum.length; row += 1) sum[row] = (sum[row] as number) + share * ((upTo[row] as number) - (before[row] as number))
    before = upTo
  }
  return sum
}

interface Middle {
  readonly purchases: Float64Array
  readonly value: Float64Array
  readonly seed: number
  readonly level: number
}

/** Bounds of each row over draws of the parameters; the draw moves value by expected purchases and expected amount. */
function spreadOf(fitted: FittedGroups, matrix: Matrix, months: number, middle: Middle) {
  const empty = () => new Float64Array(matrix.rows).fill(Number.NaN)
  const bounds = { purchasesLow: empty(), purchasesHigh: empty(), valueLow: empty(), valueHigh: empty() }
  fitted.rows.forEach((rows, at) => {
    if (rows.length === 0) return
    const models = modelsOf(fitted, at)
    const draws = parameterDraws(models.process.estimates, DRAWS, seedOf(middle.seed, at))
    const amounts = models.spend === null ? null : parameterDraws(models.spend.estimates, DRAWS, seedOf(middle.seed, at + fitted.rows.length))
    if (draws === null) return
    const part = takeRows(matrix, rows)
    const expected = draws.map((values) => expectedOf(withValues(models.process, values), part, months))
    const usual = amountsOf(models.spend?.estimates.values ?? null, part)
    const drawn = draws.map((_, draw) => (amounts === null ? usual : amountsOf(amounts[draw] ?? null, part)))
    rows.forEach((row, place) => boundsOfRow(row, place, { expected, drawn, usual, middle, bounds }))
  })
  return bounds
}

interface RowDraws {
  readonly expected: readonly Float64Array[]
  readonly drawn: readonly Float64Array[]
  readonly usual: Float64Array
  readonly middle: Middle
  readonly bounds: Record<'purchasesLow' | 'purchasesHigh' | 'valueLow' | 'valueHigh', Float64Array>
}

function boundsOfRow(row: number, place: number, { expected, drawn, usual, middle, bounds }: RowDraws): void {
  const at = middle.purchases[row] as number
  const worth = middle.value[row] as number
  const plain = at * (usual[place] as number)
  const share = plain > 0 ? worth / plain : 0
  const purchases = Float64Array.from(expected, (values) => values[place] as number).sort()
  const value = Float64Array.from(expected, (values, draw) => share * (values[place] as number) * (drawn[draw]?.[place] ?? 0)).sort()
  const [low, high] = [(1 - middle.level) / 2, (1 + middle.level) / 2]
  bounds.purchasesLow[row] = Math.min(at, quantile(purchases, low))
  bounds.purchasesHigh[row] = Math.max(at, quantile(purchases, high))
  bounds.valueLow[row] = Math.min(worth, quantile(value, low))
  bounds.valueHigh[row] = Math.max(worth, quantile(value, high))
}

function quantile(sorted: Float64Array, share: number): number {
  const at = share * (sorted.length - 1)
  const [below, above] = [Math.floor(at), Math.ceil(at)]
  const low = sorted[below] as number
  return low + (at - below) * ((sorted[above] as number) - low)
}
