import { categories, matrixOf, numbers, takeRows, type CategoryColumn, type Matrix } from '#kernel/learn'

/** Rows to learn from: features without missing values, and a target of every kind. */
export interface Sample {
  readonly matrix: Matrix
  readonly label: Float64Array
  readonly count: Float64Array
  readonly real: Float64Array
  readonly classes: CategoryColumn
  readonly time: Float64Array
  readonly event: Float64Array
  readonly weights: Float64Array
  /** Purchase histories with spend, row by row beside the others. */
  readonly purchases: Matrix
}

/** Uniform numbers that depend on nothing of ours (mulberry32), so that an oracle's figures stay valid. */
export function uniform(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** About normal: twelve uniforms. */
export function nearNormal(next: () => number): number {
  let sum = -6
  for (let at = 0; at < 12; at += 1) sum += next()
  return sum
}

const CITIES = ["成都's", '上海', '北京']

/** A made-up bank's rows: age, aum and city move every target. */
export function learnSample(rows = 400, seed = 11): Sample {
  const next = uniform(seed)
  const each = <T>(of: (row: number) => T): T[] => Array.from({ length: rows }, (_, row) => of(row))
  const age = each(() => Math.round(45 + 12 * nearNormal(next)))
  const aum = each(() => nearNormal(next))
  const city = each(() => CITIES[Math.floor(next() * 3)] as string)
  const pull = each(
    (row) =>
      0.06 * ((age[row] as number) - 45) - 0.8 * (aum[row] as number) + (city[row] === '北京' ? 1 : 0) - 0.4,
  )
  const label = each((row) => (next() < 1 / (1 + Math.exp(-(pull[row] as number))) ? 1 : 0))
  const count = each((row) => Math.floor(-Math.log(1 - next()) * Math.exp(0.5 * (pull[row] as number))))
  const real = each((row) => 2 * (pull[row] as number) + nearNormal(next))
  const classes = each((row) => {
    const seen = (pull[row] as number) + nearNormal(next)
    return seen < -1 ? 'low' : seen < 0.6 ? 'middle' : 'high'
  })
  const lives = each((row) => Math.ceil((-Math.log(1 - next()) * 6) / Math.exp(0.5 * (pull[row] as number))))
  const watched = each(() => 1 + Math.floor(next() * 10))
  const purchases = each(() => history(next))
  return {
    matrix: matrixOf([numbers('age', age), numbers('aum', aum), categories('city', city)]),
    label: Float64Array.from(label),
    count: Float64Array.from(count),
    real: Float64Array.from(real),
    classes: categories('class', classes),
    time: Float64Array.from(lives, (life, row) => Math.min(life, watched[row] as number)),
    event: Float64Array.from(lives, (life, row) => (life <= (watched[row] as number) ? 1 : 0)),
    weights: Float64Array.from(each(() => 1 + Math.floor(next() * 2))),
    purchases: matrixOf([
      numbers(
        'frequency',
        purchases.map((one) => one.x),
      ),
      numbers(
        'recency',
        purchases.map((one) => one.tx),
      ),
      numbers(
        'age',
        purchases.map((one) => one.age),
      ),
      numbers(
        'value',
        purchases.map((one) => one.value),
      ),
    ]),
  }
}

/** A customer who buys at a rate of their own until dropping out, watched for 20 to 39 weeks. */
function history(next: () => number): { x: number; tx: number; age: number; value: number } {
  const rate = -Math.log(1 - next()) * 0.15
  const leaves = next() * 0.4
  const age = 20 + Math.floor(next() * 20)
  const usual = 20 * Math.exp(0.5 * nearNormal(next))
  let [x, tx, at, spent] = [0, 0, 0, 0]
  for (;;) {
    at += -Math.log(1 - next()) / rate
    if (!(at <= age)) break
    x += 1
    tx = Math.min(age, Math.ceil(at))
    spent += -Math.log(1 - next()) * usual
    if (next() < leaves) break
  }
  return { x, tx, age, value: x === 0 ? 0 : spent / x }
}

/** The rows named of every part of a sample. */
export function takeSample(sample: Sample, rows: readonly number[]): Sample {
  const take = (values: Float64Array) => Float64Array.from(rows, (row) => values[row] as number)
  const { classes } = sample
  return {
    matrix: takeRows(sample.matrix, rows),
    label: take(sample.label),
    count: take(sample.count),
    real: take(sample.real),
    classes: { ...classes, codes: Int32Array.from(rows, (row) => classes.codes[row] as number) },
    time: take(sample.time),
    event: take(sample.event),
    weights: take(sample.weights),
    purchases: takeRows(sample.purchases, rows),
  }
}

/** Rows to score: random ones, missing numbers and categories, a category never seen. */
export function scoreRows(rows = 300, seed = 23): Matrix {
  const next = uniform(seed)
  const each = <T>(of: (row: number) => T): T[] => Array.from({ length: rows }, (_, row) => of(row))
  return matrixOf([
    numbers(
      'age',
      each(() => (next() < 0.1 ? null : Math.round(45 + 14 * nearNormal(next)))),
    ),
    numbers(
      'aum',
      each(() => (next() < 0.1 ? null : 1.5 * nearNormal(next))),
    ),
    categories(
      'city',
      each(() => (next() < 0.1 ? null : (['拉萨', ...CITIES][Math.floor(next() * 4)] as string))),
    ),
  ])
}
