import { param, sql, type Sql } from '#kernel/sql'
import { numberColumn, takeRows, type Matrix } from '../data/matrix.js'
import { valueAt } from '../linear/model.js'
import { alignedColumns, type Feature, type Fitted, type ModelKind } from '../model/fitted.js'

export interface MixtureComponent {
  readonly share: number
  readonly mean: readonly number[]
  /** Inverse of the covariance's lower factor, row-major; its rows map a gap to independent unit normals. */
  readonly inverse: readonly number[]
  /** ln of that inverse's determinant. */
  readonly logScale: number
}

/** A fitted mixture: plain data. A missing value counts as the mean of all rows. */
export interface MixtureModel extends Fitted {
  readonly kind: 'gaussian_mixture'
  readonly covariance: 'full' | 'diagonal'
  readonly components: readonly MixtureComponent[]
  readonly center: readonly number[]
  readonly logLikelihood: number
  readonly bic: number
  readonly rounds: number
  readonly rows: number
}

/**
 * Score: number of the likeliest component, of equals the first. Reasons: what each feature adds to the log-odds of that
 * component against the next likeliest: half the difference of gapⱼ·(Σ⁻¹ gap)ⱼ; base is that of shares and determinants.
 */
export const mixtureModel: ModelKind<MixtureModel> = {
  score(model, matrix) {
    const logs = logDensities(model, matrix)
    const count = model.components.length
    return Float64Array.from({ length: matrix.rows }, (_, row) => {
      let best = 0
      for (let part = 1; part < count; part += 1) {
        if ((logs[row * count + part] as number) > (logs[row * count + best] as number)) best = part
      }
      return best
    })
  },
  sql(model, column) {
    const list = logList(model, column)
    return sql`arrayFirstIndex(d -> d = arrayMax([${list}]), [${list}]) - 1`
  },
  explain(model, matrix, row) {
    const one = takeRows(matrix, [row])
    const logs = logDensities(model, one)
    const order = model.components
      .map((_, part) => part)
      .sort((a, b) => (logs[b] as number) - (logs[a] as number) || a - b)
    const [own, next] = [order[0] as number, order[1] ?? (order[0] as number)]
    const values = valuesOf(model, one)
    const parts = [own, next].map((part) => squareParts(model.components[part] as MixtureComponent, values))
    const constant = (part: number) =>
      Math.log((model.components[part] as MixtureComponent).share) +
      (model.components[part] as MixtureComponent).logScale
    const reasons = model.features.map(({ name }, at) => ({
      feature: name,
      value: valueAt(matrix, name, row),
      effect: 0.5 * ((parts[1]?.[at] as number) - (parts[0]?.[at] as number)),
    }))
    return { base: constant(own) - constant(next), reasons }
  },
}

/** Chance of every row to be of each component, row after row. Errors: LEARN_COLUMN_MISSING, LEARN_COLUMN_KIND. */
export function mixtureMembership(model: MixtureModel, matrix: Matrix): Float64Array {
  const chances = logDensities(model, matrix)
  const count = model.components.length
  for (let row = 0; row < matrix.rows; row += 1) {
    const own = chances.subarray(row * count, (row + 1) * count)
    const most = own.reduce((a, b) => Math.max(a, b))
    const total = own.reduce((sum, value) => sum + Math.exp(value - most), 0)
    for (let part = 0; part < count; part += 1) own[part] = Math.exp((own[part] as number) - most) / total
  }
  return chances
}

/** ln of the density of every row under the whole mixture: low where a row is unlike all it was trained on. */
export function mixtureLogDensity(model: MixtureModel, matrix: Matrix): Float64Array {
  const logs = logDensities(model, matrix)
  const count = model.components.length
  return Float64Array.from({ length: matrix.rows }, (_, row) => {
    const own = logs.subarray(row * count, (row + 1) * count)
    const most = own.reduce((a, b) => Math.max(a, b))
    return most + Math.log(own.reduce((sum, value) => sum + Math.exp(value - most), 0))
  })
}

/** Chances of all components as an array of the engine, in their order. */
export function mixtureMembershipSql(model: MixtureModel, column: (feature: Feature) => Sql): Sql {
  const list = logList(model, column)
  return sql`arrayMap(d -> 1 / arraySum(arrayMap(e -> exp(e - d), [${list}])), [${list}])`
}

/** Values of the rows, missing ones the mean, row-major. */
function valuesOf(model: MixtureModel, matrix: Matrix): Float64Array {
  const width = model.features.length
  const values = new Float64Array(matrix.rows * width)
  alignedColumns(model.features, matrix).forEach((column, at) => {
    const own = numberColumn(column).values
    for (let row = 0; row < matrix.rows; row += 1) {
      const value = own[row] as number
      values[row * width + at] = value === value ? value : (model.center[at] as number)
    }
  })
  return values
}

function logDensities(model: MixtureModel, matrix: Matrix): Float64Array {
  const width = model.features.length
  const count = model.components.length
  const values = valuesOf(model, matrix)
  const logs = new Float64Array(matrix.rows * count)
  model.components.forEach((component, part) => {
    const constant = constantOf(component, width)
    for (let row = 0; row < matrix.rows; row += 1) {
      logs[row * count + part] = constant - 0.5 * squareOf(component, values, row * width, width)
    }
  })
  return logs
}

function constantOf({ share, logScale }: MixtureComponent, width: number): number {
  return Math.log(share) + logScale - 0.5 * width * Math.log(2 * Math.PI)
}

function squareOf(
  { mean, inverse }: MixtureComponent,
  values: Float64Array,
  from: number,
  width: number,
): number {
  let square = 0
  for (let at = 0; at < width; at += 1) {
    let along = 0
    for (let other = 0; other <= at; other += 1) {
      along +=
        (inverse[at * width + other] as number) * ((values[from + other] as number) - (mean[other] as number))
    }
    square += along * along
  }
  return square
}

/** gapⱼ·(Σ⁻¹ gap)ⱼ of one row: they add up to the squared Mahalanobis distance. */
function squareParts({ mean, inverse }: MixtureComponent, values: Float64Array): number[] {
  const width = mean.length
  const gaps = mean.map((own, at) => (values[at] as number) - own)
  const along = gaps.map((_, at) =>
    gaps.reduce((sum, gap, other) => sum + (inverse[at * width + other] as number) * gap, 0),
  )
  return gaps.map(
    (gap, at) =>
      gap * along.reduce((sum, value, row) => sum + (inverse[row * width + at] as number) * value, 0),
  )
}

function logList(model: MixtureModel, column: (feature: Feature) => Sql): Sql {
  const width = model.features.length
  const values = model.features.map((feature, at) => {
    const center = param(model.center[at] as number, 'Float64')
    return sql`ifNull(ifNotFinite(toFloat64(${column(feature)}), ${center}), ${center})`
  })
  const logs = model.components.map((component) => {
    const squares = component.mean.map((_, at) => sql`pow(${alongSql(component, values, at)}, 2)`)
    return sql`${param(constantOf(component, width), 'Float64')} - 0.5 * (${squares.reduce((sum, one) => sql`${sum} + ${one}`)})`
  })
  return logs.reduce((all, one) => sql`${all}, ${one}`)
}

function alongSql({ mean, inverse }: MixtureComponent, values: readonly Sql[], at: number): Sql {
  const width = mean.length
  return values.slice(0, at + 1).reduce(
    (sum, value, other) => {
      const factor = inverse[at * width + other] as number
      if (factor === 0) return sum
      return sql`${sum} + ${param(factor, 'Float64')} * (${value} - ${param(mean[other] as number, 'Float64')})`
    },
    sql`toFloat64(0)`,
  )
}
