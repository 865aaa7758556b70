import { type AggregateFunction, type EachPeriod, type PeriodFunction, type Span } from './node.js'
import { phraseWindow } from './phrase-window.js'
import { say, type Phraser } from './phraser.js'
import { type TypedAggregate, type TypedBool } from './typed.js'

/** An aggregate in words. */
export function phraseAggregate(p: Phraser, agg: TypedAggregate): string {
  const rows = rowsInWords(p, agg)
  if (agg.fn === 'share') return phraseShare(p, agg, rows)
  if (agg.within !== null) return phraseKept(p, agg, rows, agg.within)
  if (agg.bySpec !== null) return phraseArgmax(p, agg, rows)
  const own = FUNCTIONS[agg.fn][p.lang].replace('{q}', percent(agg.q)).replace('{h}', String(agg.halfLife))
  return agg.each === null ? phrasePlain(p, agg, rows, own) : phrasePeriods(p, { ...agg, each: agg.each }, rows, own)
}

function phrasePlain(p: Phraser, agg: TypedAggregate, rows: string, own: string): string {
  const field = agg.fieldSpec === null ? '' : agg.fieldSpec[p.lang]
  if (p.lang === 'zh') return `${rows}的${field}${own}`
  const of = field === '' ? rows : agg.fn === 'count' ? `${rows} with ${field}` : `${field} of ${rows}`
  return `${own} ${of}`
}

function phrasePeriods(p: Phraser, agg: TypedAggregate & { readonly each: EachPeriod }, rows: string, own: string): string {
  // How many periods there are: not what each of them is.
  if (agg.fn === 'count' && agg.each.fn === 'count' && agg.each.empty === undefined) return say(p, `${rows}有记录的${COUNTED[agg.each.per].zh}`, `${COUNTED[agg.each.per].en} with ${rows}`)
  const field = agg.fieldSpec === null ? '' : agg.fieldSpec[p.lang]
  const each = PERIOD_FUNCTIONS[agg.each.fn][p.lang]
  const by = periods(p, agg.each)
  if (p.lang === 'zh') return `${rows}的${by}${field}${each}的${own}`
  return `${own.replace(/ of$/, '')} of the ${each} ${field === '' ? rows : `${field} of ${rows}`}, ${by}`
}

/** Which rows are read: their table, the conditions on them and since when. */
export function rowsInWords(p: Phraser, agg: Pick<TypedAggregate, 'fact' | 'filter' | 'window'>): string {
  const filter = agg.filter === null ? '' : condition(p, agg.filter)
  const table = agg.fact[p.lang]
  if (p.lang === 'zh') return `${phraseWindow(p, agg.window)}${table}${filter === '' ? '' : `（${filter}）`}`
  return `${table}${filter === '' ? '' : ` (${filter})`} ${phraseWindow(p, agg.window)}`
}

function condition(p: Phraser, node: TypedBool): string {
  return p.bool(p, node, { nested: false, negated: false })
}

function phraseShare(p: Phraser, agg: TypedAggregate, rows: string): string {
  const of = agg.of === null ? '' : condition(p, agg.of)
  const field = agg.fieldSpec?.[p.lang]
  return say(p, `${rows}中（${of}）所占${field === undefined ? '笔数' : field}的比例`, `share of ${of} in ${field === undefined ? '' : `${field} of `}${rows}`)
}

function phraseArgmax(p: Phraser, agg: TypedAggregate, rows: string): string {
  const by = agg.bySpec?.[p.lang] ?? ''
  const field = agg.fieldSpec?.[p.lang]
  const most = field === undefined ? '次数' : `${field}合计`
  const of = `${field === undefined ? '' : `${field} of `}${rows}`
  if (agg.fn === 'topShare') return say(p, `${rows}中${most}最多的${by}所占的比例`, `share of the ${by} with the most ${of}`)
  const least = agg.minShare === 0 ? '' : say(p, `（占比不低于 ${percent(agg.minShare)}）`, ` (at least ${percent(agg.minShare)} of all)`)
  return say(p, `${rows}中${most}最多的${by}${least}`, `${by} with the most ${of}${least}`)
}

function phraseKept(p: Phraser, agg: TypedAggregate, rows: string, { n, unit }: Span): string {
  const of = agg.of === null ? '' : condition(p, agg.of)
  const field = agg.fieldSpec?.[p.lang] ?? ''
  return say(p, `${rows}的${field}在${n}${SPANS[unit].zh}内未被（${of}）转走的比例`, `share of ${field} of ${rows} not taken away within ${n} ${SPANS[unit].en}${n === 1 ? '' : 's'} by ${of}`)
}

const SPANS = { d: { zh: '天', en: 'day' }, h: { zh: '小时', en: 'hour' }, min: { zh: '分钟', en: 'minute' } } as const

function periods(p: Phraser, { per, empty }: EachPeriod): string {
  const words = { day: { zh: '按日', en: 'day by day' }, week: { zh: '按周', en: 'week by week' }, month: { zh: '按月', en: 'month by month' } }[per]
  return `${words[p.lang]}${empty === undefined ? '' : say(p, '（无记录计零）', ' (none counts as zero)')}`
}

function percent(q: number): string {
  return `${Number((q * 100).toFixed(4))}%`
}

const COUNTED: Readonly<Record<EachPeriod['per'], { zh: string; en: string }>> = {
  day: { zh: '天数', en: 'number of days' },
  week: { zh: '周数', en: 'number of weeks' },
  month: { zh: '月数', en: 'number of months' },
}

const PERIOD_FUNCTIONS: Readonly<Record<PeriodFunction, { zh: string; en: string }>> = {
  sum: { zh: '合计', en: 'totals of' },
  count: { zh: '次数', en: 'counts of' },
  avg: { zh: '均值', en: 'averages of' },
  min: { zh: '最小值', en: 'lowest' },
  max: { zh: '最大值', en: 'highest' },
}

const FUNCTIONS: Readonly<Record<AggregateFunction, { zh: string; en: string }>> = {
  count: { zh: '次数', en: 'number of' },
  sum: { zh: '合计', en: 'total' },
  avg: { zh: '均值', en: 'average' },
  min: { zh: '最小值', en: 'lowest' },
  max: { zh: '最大值', en: 'highest' },
  median: { zh: '中位数', en: 'median' },
  quantile: { zh: ' {q} 分位数', en: '{q} quantile of' },
  last: { zh: '最近一次取值', en: 'latest' },
  first: { zh: '首次取值', en: 'first' },
  distinct: { zh: '去重个数', en: 'number of different' },
  stddev: { zh: '标准差', en: 'standard deviation of' },
  slope: { zh: '变化趋势（每 30 天或每期）', en: 'trend (for 30 days or a period) of' },
  decay: { zh: '衰减合计（每 {h} 天减半）', en: 'decayed total (half after {h} days) of' },
  share: { zh: '占比', en: 'share of' },
  argmax: { zh: '最多者', en: 'greatest of' },
  topShare: { zh: '最多者占比', en: 'share of the greatest of' },
  kept: { zh: '留存比例', en: 'share kept of' },
  collect: { zh: '的全部取值', en: 'all different values of' },
}
