import { type ArithOperator, type ValueType } from './node.js'
import { type EnumValue, type TypeInfo } from './schema.js'

export type TypeFamily = 'number' | 'money' | 'text' | 'time' | 'bool' | 'set'

/** Types of one family can be compared with each other. */
export function familyOf(type: ValueType): TypeFamily {
  switch (type) {
    case 'int':
    case 'decimal':
      return 'number'
    case 'string':
    case 'enum':
      return 'text'
    case 'date':
    case 'instant':
      return 'time'
    case 'bool':
    case 'money':
    case 'set':
      return type
  }
}

/** Whether two amounts may be put together: the currencies are equal or one is not known. */
export function isSameCurrency(a: TypeInfo, b: TypeInfo): boolean {
  return a.ccy === undefined || b.ccy === undefined || a.ccy === b.ccy
}

/** The type of a value that is one or the other, or null when there is none. Sets do not mix. */
export function unified(a: TypeInfo, b: TypeInfo): TypeInfo | null {
  const family = familyOf(a.type)
  if (family === 'set' || family !== familyOf(b.type) || !isSameCurrency(a, b)) return null
  if (a.type === 'enum' && b.type === 'enum') return eitherCode(a, b)
  if (a.type === b.type) return { ...a, ccy: a.ccy ?? b.ccy, unit: a.unit ?? b.unit }
  if (family === 'number') return { type: 'decimal', unit: a.unit ?? b.unit }
  return family === 'text' ? { type: 'string' } : null
}

/** An enum of the codes of both, open where one of them is. */
function eitherCode(a: TypeInfo, b: TypeInfo): TypeInfo {
  const isOpen = a.isOpen === true || b.isOpen === true
  return { type: 'enum', values: merged(a.values, b.values), ...(isOpen ? { isOpen } : {}) }
}

function merged(
  a: readonly EnumValue[] | undefined,
  b: readonly EnumValue[] | undefined,
): readonly EnumValue[] | undefined {
  if (a === undefined || b === undefined) return undefined
  const known = new Set(a.map((value) => value.code))
  return [...a, ...b.filter((value) => !known.has(value.code))]
}

/** The type of an arithmetic result, or null when the operator does not apply. Division of numbers is decimal. */
export function arithType(op: ArithOperator, left: TypeInfo, right: TypeInfo): TypeInfo | null {
  const money: TypeInfo = { type: 'money', ccy: left.ccy ?? right.ccy }
  switch (`${familyOf(left.type)} ${familyOf(right.type)}`) {
    case 'number number':
      return { type: isWholeResult(op, left, right) ? 'int' : 'decimal' }
    case 'money money':
      return moneyPair(op, left, right, money)
    case 'number money':
      return op === '*' ? money : null
    case 'money number':
      return op === '*' || op === '/' ? money : null
    default:
      return null
  }
}

function isWholeResult(op: ArithOperator, left: TypeInfo, right: TypeInfo): boolean {
  return left.type === 'int' && right.type === 'int' && op !== '/'
}

function moneyPair(op: ArithOperator, left: TypeInfo, right: TypeInfo, money: TypeInfo): TypeInfo | null {
  if (!isSameCurrency(left, right) || op === '*') return null
  return op === '/' ? { type: 'decimal' } : money
}

/** A code that is its own name. */
export function selfNamed(code: string): EnumValue {
  return { code, zh: code, en: code }
}
