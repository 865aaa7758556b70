import { type Operator, type Period } from './node.js'
import { phraseList, phraseLiteral } from './phrase-literal.js'
import { say, type Phraser, type Place } from './phraser.js'
import { type Operand, type TypedCompare, type TypedValue } from './typed.js'
import { familyOf } from './unify.js'

interface Words {
  readonly zh: string
  readonly en: string
}

/** A comparison in words, with its missing policy when that is not the plain one. */
export function phraseCompare(p: Phraser, node: TypedCompare, place: Place): string {
  const left = p.value(p, node.left)
  const gap = p.lang === 'en' ? ' ' : ''
  return `${left}${gap}${predicate(p, node)}${missingNote(p, node, place)}`
}

function missingNote(p: Phraser, node: TypedCompare, place: Place): string {
  if (node.right.kind === 'none' || !canBeMissing(node.left)) return ''
  if (node.missing === true) return say(p, '（无数据也算）', ' (counting customers without a value)')
  if (node.missing === 'exclude') {
    return say(p, '（无数据者排除）', ' (customers without a value are removed)')
  }
  return place.negated ? say(p, '（无数据者不计入）', ' (customers without a value do not count)') : ''
}

/** Whether a customer may lack the value; counts and sums never do. */
function canBeMissing(value: TypedValue): boolean {
  if (value.kind === 'agg') return !['count', 'sum', 'distinct', 'collect'].includes(value.fn)
  return value.info.type !== 'set' && value.kind !== 'literal' && value.kind !== 'asOf'
}

function predicate(p: Phraser, node: TypedCompare): string {
  const { right } = node
  switch (right.kind) {
    case 'none':
      return node.op === 'isSet' ? say(p, '有值', 'is known') : say(p, '缺失', 'is missing')
    case 'value':
      return `${verb(p, node)}${p.lang === 'en' ? ' ' : ''}${p.value(p, right.value)}${after(p, node.op)}`
    case 'param':
      return `${verb(p, node)}${p.lang === 'en' ? ' ' : ''}{${right.name}}${after(p, node.op)}`
    case 'range':
      return phraseRange(p, node, right)
    case 'list':
      return phraseMembers(p, node, right)
    case 'period':
      return phrasePeriod(p, node.op, right.period)
  }
}

const VERBS: Readonly<Record<Operator, Words>> = {
  isSet: { zh: '有值', en: 'is known' },
  isMissing: { zh: '缺失', en: 'is missing' },
  '=': { zh: '等于', en: 'is' },
  '!=': { zh: '不等于', en: 'is not' },
  '<': { zh: '小于', en: 'is below' },
  '<=': { zh: '不超过', en: 'is at most' },
  '>': { zh: '大于', en: 'is above' },
  '>=': { zh: '不低于', en: 'is at least' },
  before: { zh: '早于', en: 'is before' },
  after: { zh: '晚于', en: 'is after' },
  is: { zh: '为', en: 'is' },
  between: { zh: '介于', en: 'is between' },
  notBetween: { zh: '不在此区间：', en: 'is not between' },
  in: { zh: '属于', en: 'is one of' },
  notIn: { zh: '不属于', en: 'is none of' },
  withinLast: { zh: '在最近', en: 'is within the last' },
  withinNext: { zh: '在未来', en: 'is within the next' },
  anniversaryWithin: { zh: '的周年日在', en: 'has its anniversary within' },
  dayOfMonthIn: { zh: '在每月', en: 'falls on day of month' },
  contains: { zh: '包含', en: 'contains' },
  notContains: { zh: '不包含', en: 'does not contain' },
  startsWith: { zh: '开头为', en: 'starts with' },
  endsWith: { zh: '结尾为', en: 'ends with' },
  matches: { zh: '符合正则', en: 'matches the pattern' },
  hasAny: { zh: '含有任一：', en: 'has any of' },
  hasAll: { zh: '同时含有：', en: 'has all of' },
  hasNone: { zh: '不含任何：', en: 'has none of' },
  'size=': { zh: '的个数等于', en: 'has exactly' },
  'size!=': { zh: '的个数不等于', en: 'does not have exactly' },
  'size<': { zh: '的个数小于', en: 'has fewer than' },
  'size<=': { zh: '的个数不超过', en: 'has at most' },
  'size>': { zh: '的个数大于', en: 'has more than' },
  'size>=': { zh: '的个数不低于', en: 'has at least' },
}

const DATE_VERBS: Partial<Record<Operator, Words>> = {
  '<': { zh: '早于', en: 'is before' },
  '<=': { zh: '不晚于', en: 'is on or before' },
  '>': { zh: '晚于', en: 'is after' },
  '>=': { zh: '不早于', en: 'is on or after' },
}

const TEXT_VERBS: Partial<Record<Operator, Words>> = {
  '=': { zh: '为', en: 'is' },
  '!=': { zh: '不为', en: 'is not' },
}

function verb(p: Phraser, node: TypedCompare): string {
  const family = familyOf(node.left.info.type)
  const own = family === 'time' ? DATE_VERBS[node.op] : undefined
  const text = family === 'text' || family === 'time' || family === 'bool' ? TEXT_VERBS[node.op] : undefined
  return (own ?? text ?? VERBS[node.op])[p.lang]
}

function after(p: Phraser, op: Operator): string {
  return op.startsWith('size') ? say(p, '', ' items') : ''
}

function phraseRange(p: Phraser, node: TypedCompare, range: Extract<Operand, { kind: 'range' }>): string {
  const low = phraseLiteral(p, range.low, node.left.info)
  const high = phraseLiteral(p, range.high, node.left.info)
  return say(
    p,
    `${verb(p, node)} ${low} 与 ${high} 之间（含两端）`,
    `${verb(p, node)} ${low} and ${high} inclusive`,
  )
}

function phraseMembers(p: Phraser, node: TypedCompare, list: Extract<Operand, { kind: 'list' }>): string {
  if (node.op === 'dayOfMonthIn') {
    const days = phraseList(p, list.values, { type: 'int' })
    return say(p, `在每月${days}日`, `falls on day ${days} of the month`)
  }
  return `${verb(p, node)}${p.lang === 'en' ? ' ' : ''}${phraseList(p, list.values, node.left.info)}`
}

function phrasePeriod(p: Phraser, op: Operator, { n, unit }: Period): string {
  const length = say(
    p,
    `${n}${unit === 'd' ? '天' : '个月'}`,
    `${n} ${unit === 'd' ? 'day' : 'month'}${n === 1 ? '' : 's'}`,
  )
  if (op === 'anniversaryWithin' && n === 0) return say(p, '的周年日就是今天', 'has its anniversary today')
  return say(p, `${VERBS[op].zh}${length}内`, `${VERBS[op].en} ${length}`)
}
