import { type Operator, type ValueType } from './node.js'

/** What stands on the right of an operator. */
export type OperandForm =
  'none' | 'one' | 'text' | 'pattern' | 'range' | 'list' | 'period' | 'days' | 'monthDays' | 'count'

const EVERY: readonly Operator[] = ['isSet', 'isMissing']
const EQUAL: readonly Operator[] = ['=', '!=']
const LIST: readonly Operator[] = ['in', 'notIn']
const ORDER: readonly Operator[] = ['<', '<=', '>', '>=', 'between', 'notBetween']
const TEXT: readonly Operator[] = ['contains', 'notContains', 'startsWith', 'endsWith', 'matches']
const SIZE: readonly Operator[] = ['size=', 'size!=', 'size<', 'size<=', 'size>', 'size>=']
const TIME: readonly Operator[] = [
  'before',
  'after',
  'withinLast',
  'withinNext',
  'anniversaryWithin',
  'dayOfMonthIn',
]
const NUMBER = [...EVERY, ...EQUAL, ...ORDER, ...LIST]

/** The operators of each type. */
export const operatorsOf: Readonly<Record<ValueType, readonly Operator[]>> = {
  bool: [...EVERY, 'is', ...EQUAL],
  int: NUMBER,
  decimal: NUMBER,
  money: NUMBER,
  string: [...EVERY, ...EQUAL, ...LIST, ...TEXT],
  enum: [...EVERY, ...EQUAL, ...LIST],
  date: [...NUMBER, ...TIME],
  instant: [...NUMBER, ...TIME],
  set: [...EVERY, 'hasAny', 'hasAll', 'hasNone', ...SIZE],
}

/** The form of the right side of each operator. */
export const operandFormOf: Readonly<Record<Operator, OperandForm>> = {
  isSet: 'none',
  isMissing: 'none',
  '=': 'one',
  '!=': 'one',
  '<': 'one',
  '<=': 'one',
  '>': 'one',
  '>=': 'one',
  before: 'one',
  after: 'one',
  is: 'one',
  between: 'range',
  notBetween: 'range',
  in: 'list',
  notIn: 'list',
  hasAny: 'list',
  hasAll: 'list',
  hasNone: 'list',
  withinLast: 'period',
  withinNext: 'period',
  anniversaryWithin: 'days',
  dayOfMonthIn: 'monthDays',
  contains: 'text',
  notContains: 'text',
  startsWith: 'text',
  endsWith: 'text',
  matches: 'pattern',
  'size=': 'count',
  'size!=': 'count',
  'size<': 'count',
  'size<=': 'count',
  'size>': 'count',
  'size>=': 'count',
}

export type SymbolOperator = '=' | '!=' | '<' | '<=' | '>' | '>='

const SYMBOLS: Partial<Record<Operator, SymbolOperator>> = {
  is: '=',
  before: '<',
  after: '>',
  '=': '=',
  '!=': '!=',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
  'size=': '=',
  'size!=': '!=',
  'size<': '<',
  'size<=': '<=',
  'size>': '>',
  'size>=': '>=',
}

/** The arithmetic comparison behind an operator: before is <, size>= is >=. */
export function symbolOf(op: Operator): SymbolOperator | null {
  return SYMBOLS[op] ?? null
}
