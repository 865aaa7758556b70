import { type AggregateFunction, type DatePart, type Window } from './node.js'
import { isMoment, isName } from './kind.js'
import { phraseLiteral } from './phrase-literal.js'
import { say, type Phraser } from './phraser.js'
import { type TypedAggregate, type TypedValue } from './typed.js'

type Of<Kind extends TypedValue['kind']> = Extract<TypedValue, { kind: Kind }>

/** A value in words. */
export function phraseTyped(p: Phraser, value: TypedValue): string {
  if (isName(value)) return value.spec[p.lang]
  if (isMoment(value)) return phraseMoment(p, value)
  switch (value.kind) {
    case 'literal':
      return phraseLiteral(p, value.value, value.info)
    case 'param':
      return `{${value.name}}`
    case 'asOf':
      return say(p, '业务日期', 'the business date')
    case 'arith':
      return `${operand(p, value.left)} ${SIGNS[value.op]} ${operand(p, value.right)}`
    case 'coalesce':
      return value.of.map((each) => p.value(p, each)).join(say(p, '（没有则取）', ', or if missing '))
    case 'case':
      return phraseCase(p, value)
    case 'bucket':
      return say(p, `${p.value(p, value.of)}所在分档`, `band of ${p.value(p, value.of)}`)
    case 'agg':
      return phraseAggregate(p, value)
  }
}

function phraseMoment(p: Phraser, value: Of<'age' | 'daysBetween' | 'datePart'>): string {
  if (value.kind === 'daysBetween') return phraseDays(p, value)
  const of = p.value(p, value.of)
  if (value.kind === 'age') return say(p, `按${of}计的周岁`, `age by ${of}`)
  return say(p, `${of}的${PARTS[value.part].zh}`, `${PARTS[value.part].en} of ${of}`)
}

const SIGNS = { '+': '+', '-': '−', '*': '×', '/': '÷' } as const

const PARTS: Readonly<Record<DatePart, { zh: string; en: string }>> = {
  year: { zh: '年份', en: 'year' },
  month: { zh: '月份', en: 'month' },
  day: { zh: '日', en: 'day of month' },
  weekday: { zh: '星期（1为周一）', en: 'weekday (1 is Monday)' },
}

function operand(p: Phraser, value: TypedValue): string {
  const text = p.value(p, value)
  return value.kind === 'arith' || value.kind === 'coalesce' ? say(p, `（${text}）`, `(${text})`) : text
}

function phraseCase(p: Phraser, value: Of<'case'>): string {
  const place = { nested: true, negated: false }
  const branches = value.when.map((branch) => {
    const condition = p.bool(p, branch.if, place)
    const then = p.value(p, branch.then)
    return say(p, `${condition}时取${then}`, `${then} if ${condition}`)
  })
  const last = value.else === null ? say(p, '缺失', 'missing') : p.value(p, value.else)
  return say(p, `（${branches.join('；')}；其余取${last}）`, `(${branches.join('; ')}; otherwise ${last})`)
}

function phraseDays(p: Phraser, value: Of<'daysBetween'>): string {
  const from = p.value(p, value.from)
  const to = p.value(p, value.to)
  if (value.to.kind === 'asOf') return say(p, `${from}至今的天数`, `days since ${from}`)
  if (value.from.kind === 'asOf') return say(p, `今天到${to}的天数`, `days until ${to}`)
  return say(p, `${from}到${to}的天数`, `days from ${from} to ${to}`)
}

function phraseAggregate(p: Phraser, agg: TypedAggregate): string {
  const field = agg.fieldSpec === null ? '' : agg.fieldSpec[p.lang]
  const filter = agg.filter === null ? '' : p.bool(p, agg.filter, { nested: false, negated: false })
  const table = agg.fact[p.lang]
  if (p.lang === 'zh') {
    const rows = `${phraseWindow(p, agg.window)}${table}${filter === '' ? '' : `（${filter}）`}`
    return `${rows}的${field}${FUNCTIONS[agg.fn].zh.replace('{q}', percent(agg.q))}`
  }
  const rows = `${table}${filter === '' ? '' : ` (${filter})`} ${phraseWindow(p, agg.window)}`
  const of = field === '' ? rows : agg.fn === 'count' ? `${rows} with ${field}` : `${field} of ${rows}`
  return `${FUNCTIONS[agg.fn].en.replace('{q}', percent(agg.q))} ${of}`
}

function percent(q: number): string {
  return `${Number((q * 100).toFixed(4))}%`
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
}

function phraseWindow(p: Phraser, window: Window): string {
  switch (window.kind) {
    case 'all':
      return say(p, '截至目前全部', 'so far')
    case 'last': {
      const unit = window.unit === 'd' ? { zh: '天', en: 'day' } : { zh: '个月', en: 'month' }
      return say(
        p,
        `近${window.n}${unit.zh}`,
        `in the last ${window.n} ${unit.en}${window.n === 1 ? '' : 's'}`,
      )
    }
    case 'between':
      return say(p, `${window.from}天前至${window.to}天前`, `from ${window.from} to ${window.to} days ago`)
    case 'month':
      return calendarWords(p, window.offset, { zh: '月', en: 'month' })
    case 'quarter':
      return calendarWords(p, window.offset, { zh: '季度', en: 'quarter' })
  }
}

function calendarWords(p: Phraser, offset: number, unit: { zh: string; en: string }): string {
  if (offset === 0) return say(p, `本${unit.zh}`, `this ${unit.en}`)
  if (offset === -1) return say(p, `上${unit.zh === '月' ? '' : '一'}${unit.zh}`, `last ${unit.en}`)
  const ago = -offset
  return say(
    p,
    `往前第${ago}个${unit.zh === '月' ? '自然月' : '季度'}`,
    `in the ${unit.en} ${ago} ${unit.en}s ago`,
  )
}
