import { fitPipeline, quantilesOf, type CategoryColumn, type Column, type NumberColumn } from '#kernel/learn'
import type { TypeInfo } from '#kernel/rule'
import { clusterPreparationSchema, type ClusterFeature, type ClusterProfile } from '../contract-clustering.js'
import type { Words } from './cluster-names.js'
import { preparationOf } from './cluster-feature.js'

type Preparation = ClusterFeature['prepare']
type Histogram = NonNullable<ClusterProfile['prepared']>

const BINS = 20
const LEVELS = 8
/** Over this skewness an amount or a count is put on a log scale. */
const SKEWED = 2
/** So many quartile widths beyond the quartiles is an extreme value (Tukey's outer fence). */
const FENCE = 3
const MOSTLY_MISSING = 0.4
const ONE_VALUE = 0.95
const MANY_LEVELS = 30

export interface ProfileOptions {
  /** Counts under this are hidden. */
  readonly minCell: number
  readonly prepare?: Preparation | undefined
}

/** What one sampled feature looks like, how to prepare it and what speaks against it. Values as the column keeps them. */
export function profileOf(column: Column, type: TypeInfo, { minCell, prepare }: ProfileOptions): ClusterProfile {
  const rows = column.kind === 'number' ? column.values.length : column.codes.length
  const missing = rows === 0 ? 1 : missingOf(column) / rows
  const base = { key: column.name, type: type.type, ...(type.ccy === undefined ? {} : { ccy: type.ccy }), missing }
  if (column.kind === 'category') {
    const category = categoryOf(column, minCell)
    const top = category.levels[0]?.share ?? 0
    return { ...base, ...levelsOf(type), number: null, category, suggested: clusterPreparationSchema.parse({}), why: [{ zh: '代码展开为是非列，缺失取最常见的值', en: 'A code becomes a column for each level; a missing one takes the most frequent' }], prepared: null, warnings: warningsOf(missing, top, category.distinct) }
  }
  const known = Float64Array.from(column.values).filter((value) => !Number.isNaN(value)).sort()
  const { suggested, why } = suggestedFor(known, type, missing)
  const number = known.length === 0 ? null : { ...figuresOf(known), histogram: histogramOf(known, minCell) }
  return { ...base, number, category: null, suggested, why, prepared: known.length === 0 ? null : preparedOf(column, prepare ?? suggested, minCell), warnings: warningsOf(missing, topShare(known), 0) }
}

function levelsOf(type: TypeInfo) {
  return type.values === undefined ? {} : { levels: type.values.slice(0, MANY_LEVELS).map(({ code, zh, en }) => ({ code, zh, en })) }
}

function missingOf(column: Column): number {
  return column.kind === 'number' ? Float64Array.from(column.values).filter((value) => Number.isNaN(value)).length : column.codes.filter((code) => code < 0).length
}

function categoryOf({ codes, levels }: CategoryColumn, minCell: number): NonNullable<ClusterProfile['category']> {
  const counts = levels.map((level, code) => ({ level, count: codes.reduce((sum, own) => sum + (own === code ? 1 : 0), 0) }))
  const known = counts.reduce((sum, { count }) => sum + count, 0)
  const shown = counts.filter(({ count }) => count >= Math.max(1, minCell)).sort((a, b) => b.count - a.count || (a.level < b.level ? -1 : 1))
  return { levels: shown.slice(0, LEVELS).map(({ level, count }) => ({ level, share: count / known })), distinct: levels.length }
}

function figuresOf(known: Float64Array) {
  const mean = known.reduce((sum, value) => sum + value, 0) / known.length
  const zeros = known.reduce((sum, value) => sum + (value === 0 ? 1 : 0), 0) / known.length
  return { quantiles: quantilesOf(known, [0.01, 0.25, 0.5, 0.75, 0.99]), mean, skewness: skewnessOf(known), zeros }
}

/** Third standardised moment; 0 of a constant or of nothing. */
function skewnessOf(values: Float64Array): number {
  if (values.length === 0) return 0
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const [second, third] = values.reduce<[number, number]>(([two, three], value) => [two + (value - mean) ** 2, three + (value - mean) ** 3], [0, 0])
  const deviation = Math.sqrt(second / values.length)
  return deviation > 1e-12 * (1 + Math.abs(mean)) ? third / values.length / deviation ** 3 : 0
}

function hasExtremes(values: Float64Array): boolean {
  if (values.length === 0) return false
  const [low, high] = quantilesOf(values, [0.25, 0.75]) as [number, number]
  const reach = FENCE * (high - low)
  return (values.at(-1) ?? 0) > high + reach || (values[0] ?? 0) < low - reach
}

const signedLog = (value: number): number => Math.sign(value) * Math.log1p(Math.abs(value))

/** Median for a ratio, 0 for amounts and counts; a log scale where they lean far right of 0; ends cut where extremes are left. */
function suggestedFor(known: Float64Array, { type }: TypeInfo, missing: number): { suggested: Preparation; why: Words[] } {
  const counted = type === 'money' || type === 'int'
  const skewness = skewnessOf(known)
  const log = counted && skewness > SKEWED && (known[Math.floor(known.length / 100)] ?? 0) >= 0
  const cuts = type !== 'bool' && hasExtremes(log ? known.map(signedLog) : known)
  const fill = counted || type === 'bool' ? 'zero' : 'median'
  return { suggested: { missing: fill, log, winsorise: cuts ? { low: 0.01, high: 0.99 } : null, weight: 1 }, why: reasonsOf({ log, cuts, fill: missing > 0 ? fill : null }, skewness) }
}

function reasonsOf({ log, cuts, fill }: { readonly log: boolean; readonly cuts: boolean; readonly fill: 'zero' | 'median' | null }, skewness: number): Words[] {
  return [
    log && { zh: `右偏（偏度 ${skewness.toFixed(1)}），取对数`, en: `Leans far right (skewness ${skewness.toFixed(1)}): log scale` },
    cuts && { zh: '有极端值，两端各截去 1%', en: 'Extreme values: 1 % cut off at both ends' },
    fill !== null && FILLS[fill],
  ].filter((one) => one !== false)
}

const FILLS: Readonly<Record<'zero' | 'median', Words>> = { zero: { zh: '缺失视为没有，按 0', en: 'Missing means none: 0' }, median: { zh: '缺失按中位数', en: 'Missing takes the median' } }

function preparedOf(column: NumberColumn, prepare: Preparation, minCell: number): Histogram | null {
  const name = column.name
  const matrix = { rows: column.values.length, columns: [column] }
  const plan = preparationOf([{ key: name, prepare }], new Map([[name, 'number']]))
  const own = fitPipeline(plan, matrix, { seed: 1 }).training.columns[0]
  return own?.kind === 'number' ? histogramOf(Float64Array.from(own.values).sort(), minCell) : null
}

/** Sorted values in bins of one width between their 1 % and 99 % quantiles; what lies beyond counts in the last bins. */
function histogramOf(sorted: Float64Array, minCell: number): Histogram {
  const [low, high] = quantilesOf(sorted, [0.01, 0.99]) as [number, number]
  const [from, to] = high > low ? [low, high] : [sorted[0] ?? 0, sorted.at(-1) ?? 0]
  const bins = to > from ? BINS : 1
  const width = to > from ? (to - from) / bins : 1
  const counts = Array.from({ length: bins }, () => 0)
  for (const value of sorted) {
    const at = Math.min(bins - 1, Math.max(0, Math.floor((value - from) / width)))
    counts[at] = (counts[at] ?? 0) + 1
  }
  return { edges: Array.from({ length: bins + 1 }, (_, at) => from + at * width), counts: counts.map((count) => (count < minCell ? 0 : count)) }
}

function topShare(sorted: Float64Array): number {
  let [best, run] = [0, 0]
  sorted.forEach((value, at) => {
    run = at > 0 && sorted[at - 1] === value ? run + 1 : 1
    best = Math.max(best, run)
  })
  return sorted.length === 0 ? 0 : best / sorted.length
}

function warningsOf(missing: number, top: number, distinct: number): Words[] {
  const percent = (share: number) => `${Math.round(share * 100)}%`
  return [
    ...(missing >= MOSTLY_MISSING ? [{ zh: `${percent(missing)} 的客户缺失`, en: `Missing for ${percent(missing)} of customers` }] : []),
    ...(top >= 1 ? [{ zh: '所有客户取值相同，不能用', en: 'The same for every customer: cannot be used' }] : top >= ONE_VALUE ? [{ zh: `${percent(top)} 的客户取值相同，几乎不起作用`, en: `The same for ${percent(top)} of customers: tells few apart` }] : []),
    ...(distinct > MANY_LEVELS ? [{ zh: `有 ${distinct} 种取值，展开后列数过多`, en: `${distinct} levels: too many columns` }] : []),
  ]
}
