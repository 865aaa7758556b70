import { addDays, anniversaryIn, datePartsOf } from '#kernel/calendar'
import { type Known } from './customer.js'
import { dayOfValue, evaluatedDay, type Evaluator } from './evaluator.js'
import { type Operator, type Period, type Scalar } from './node.js'
import { symbolOf, type SymbolOperator } from './operator.js'
import { patternMatches } from './pattern.js'
import { type TypedCompare, type TypedValue } from './typed.js'
import { ahead, back, notBefore1900 } from './window.js'

/** Whether a comparison holds; null when one of its values is missing. */
export function comparison(e: Evaluator, node: TypedCompare): boolean | null {
  const { right } = node
  switch (right.kind) {
    case 'none':
      return isSet(e.value(e, node.left)) === (node.op === 'isSet')
    case 'value':
      return valueComparison(e, node, right.value)
    case 'range': {
      const value = elementOf(e, node.left)
      if (value === null) return null
      return (value >= right.low && value <= right.high) === (node.op === 'between')
    }
    case 'list':
      return listComparison(e, node, right.values)
    case 'period': {
      const date = evaluatedDay(e, node.left)
      return date === null ? null : timeComparison(e, node, date, right.period)
    }
    case 'param':
      throw new TypeError(`open parameter ${right.name}`)
  }
}

function isSet(value: Known): boolean {
  return typeof value === 'object' ? value !== null && value.length > 0 : true
}

const TEXT: Partial<Record<Operator, (left: string, right: string) => boolean>> = {
  contains: (left, right) => left.includes(right),
  notContains: (left, right) => !left.includes(right),
  startsWith: (left, right) => left.startsWith(right),
  endsWith: (left, right) => left.endsWith(right),
  matches: (left, right) => patternMatches(right, left),
}

function valueComparison(e: Evaluator, node: TypedCompare, rightNode: TypedValue): boolean | null {
  const ofText = TEXT[node.op]
  if (ofText === undefined) return symbolComparison(e, node, rightNode)
  const left = e.value(e, node.left)
  const right = e.value(e, rightNode)
  return left === null || right === null ? null : ofText(String(left), String(right))
}

function symbolComparison(e: Evaluator, node: TypedCompare, right: TypedValue): boolean | null {
  const symbol = symbolOf(node.op) ?? '='
  const [a, b] = comparable(e, node.left, right)
  return a === null || b === null ? null : compared(symbol, a, b)
}

/** Both sides in a form that JavaScript orders as the engine does. */
function comparable(e: Evaluator, left: TypedValue, right: TypedValue): [Scalar | null, Scalar | null] {
  const both = [left, right]
  if (both.every((value) => value.info.type === 'instant')) {
    return [instantMs(e.value(e, left)), instantMs(e.value(e, right))]
  }
  if (both.some((value) => value.info.type === 'instant')) {
    return [evaluatedDay(e, left), evaluatedDay(e, right)]
  }
  return [sized(e.value(e, left)), sized(e.value(e, right))]
}

function instantMs(value: Known): number | null {
  return typeof value === 'string' ? Date.parse(value) : null
}

function sized(value: Known): Scalar | null {
  return typeof value === 'object' && value !== null ? value.length : value
}

function compared(symbol: SymbolOperator, a: Scalar, b: Scalar): boolean {
  switch (symbol) {
    case '=':
      return a === b
    case '!=':
      return a !== b
    case '<':
      return a < b
    case '<=':
      return a <= b
    case '>':
      return a > b
    case '>=':
      return a >= b
  }
}

/** A scalar, with the business day in place of an instant. */
function elementOf(e: Evaluator, left: TypedValue): Scalar | null {
  const value = e.value(e, left)
  if (left.info.type === 'instant') return dayOfValue(e, left.info, value)
  return sized(value)
}

function listComparison(e: Evaluator, node: TypedCompare, values: readonly Scalar[]): boolean | null {
  if (node.left.info.type === 'set') return setComparison(node, e.value(e, node.left), values)
  const value = elementOf(e, node.left)
  if (value === null) return null
  if (node.op === 'dayOfMonthIn') return values.includes(datePartsOf(String(value)).day)
  return values.includes(value) === (node.op === 'in')
}

function setComparison(node: TypedCompare, value: Known, wanted: readonly Scalar[]): boolean {
  const set: readonly Scalar[] = Array.isArray(value) ? (value as readonly string[]) : []
  if (node.op === 'hasAll') return wanted.every((item) => set.includes(item))
  return wanted.some((item) => set.includes(item)) === (node.op === 'hasAny')
}

function timeComparison(e: Evaluator, node: TypedCompare, date: string, period: Period): boolean {
  if (node.op === 'withinLast') return date > notBefore1900(back(e.asOf, period)) && date <= e.asOf
  if (node.op === 'withinNext') return date > e.asOf && date <= ahead(e.asOf, period)
  const { year } = datePartsOf(e.asOf)
  const last = addDays(e.asOf, period.n)
  return [year, year + 1]
    .map((each) => anniversaryIn(date, each))
    .some((day) => day > date && day >= e.asOf && day <= last)
}
