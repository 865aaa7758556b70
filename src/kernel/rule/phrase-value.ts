import { type DatePart } from './node.js'
import { isMoment, isName, isOfRows, isOfValues, isReading } from './kind.js'
import { phraseAggregate } from './phrase-aggregate.js'
import { phraseReading } from './phrase-population.js'
import { phraseLiteral } from './phrase-literal.js'
import { phraseInterval } from './phrase-sequence.js'
import { say, type Phraser } from './phraser.js'
import { type TypedValue } from './typed.js'

type Of<Kind extends TypedValue['kind']> = Extract<TypedValue, { kind: Kind }>

/** A value in words. */
export function phraseTyped(p: Phraser, value: TypedValue): string {
  if (isName(value)) return value.spec[p.lang]
  if (isMoment(value)) return phraseMoment(p, value)
  if (isReading(value)) return phraseReading(p, value)
  if (isOfRows(value)) return ofRows(p, value)
  if (isOfValues(value)) return phraseList(p, value)
  switch (value.kind) {
    case 'literal':
      return phraseLiteral(p, value.value, value.info)
    case 'param':
      return `{${value.name}}`
    case 'asOf':
      return say(p, '业务日期', 'the business date')
    case 'arith':
      return `${operand(p, inCurrency(value.left, value.info.ccy))} ${SIGNS[value.op]} ${operand(p, inCurrency(value.right, value.info.ccy))}`
    case 'case':
      return phraseCase(p, value)
    case 'bucket':
      return say(p, `${p.value(p, value.of)}所在分档`, `band of ${p.value(p, value.of)}`)
  }
}

function ofRows(p: Phraser, value: Of<'agg'> | Of<'interval'>): string {
  return value.kind === 'agg' ? phraseAggregate(p, value) : phraseInterval(p, value)
}

function phraseList(p: Phraser, value: Of<'coalesce' | 'entropy'>): string {
  if (value.kind === 'coalesce') return value.of.map((each) => p.value(p, inCurrency(each, value.info.ccy))).join(say(p, '（没有则取）', ', or if missing '))
  const ccy = value.of.find(({ info }) => info.ccy !== undefined)?.info.ccy
  const parts = value.of.map((each) => p.value(p, inCurrency(each, ccy))).join(say(p, '、', ', '))
  return say(p, `（${parts}）各占比的熵 −Σp·ln p`, `entropy −Σp·ln p of the shares of (${parts})`)
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
  hour: { zh: '小时（0–23）', en: 'hour (0 to 23)' },
}

/** An amount written into a rule is in the currency of what it stands beside. */
function inCurrency(value: TypedValue, ccy: string | undefined): TypedValue {
  const isPlain = value.kind === 'literal' && value.info.type === 'money' && value.info.ccy === undefined
  return isPlain && ccy !== undefined ? { ...value, info: { ...value.info, ccy } } : value
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
