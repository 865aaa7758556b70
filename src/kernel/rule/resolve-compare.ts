import {
  type CompareNode,
  type LiteralValue,
  type Period,
  type Scalar,
  type ValueNode,
  type ValueType,
} from './node.js'
import { checkScalar, isList } from './literal.js'
import { operandFormOf, operatorsOf, type OperandForm } from './operator.js'
import { patternProblem } from './pattern.js'
import { allOrNull, mistaken, type Resolver } from './resolver.js'
import { type TypeInfo } from './schema.js'
import { type Operand, type TypedBool, type TypedValue } from './typed.js'
import { familyOf, isSameCurrency } from './unify.js'

/** Resolves a comparison: the operator must belong to the type, the right side must fit both. */
export function resolveCompare(r: Resolver, node: CompareNode, path: string): TypedBool | null {
  const left = r.value(r, node.left, `${path}.left`)
  const missing = node.missing ?? false
  if (r.fact !== null && missing === 'exclude') mistaken(r, 'RULE_EXCLUDE_IN_FILTER', `${path}.missing`)
  if (left === null) return null
  if (!operatorsOf[left.info.type].includes(node.op)) {
    return mistaken(r, 'RULE_OPERATOR_NOT_ALLOWED', `${path}.op`, { op: node.op, type: left.info.type })
  }
  const right = resolveOperand(r, node, left, `${path}.value`)
  return right === null ? null : { kind: 'compare', path, left, op: node.op, right, missing }
}

function resolveOperand(r: Resolver, node: CompareNode, left: TypedValue, path: string): Operand | null {
  const form = operandFormOf[node.op]
  if (form === 'none') {
    if (node.value === undefined) return { kind: 'none' }
    return mistaken(r, 'RULE_VALUE_NOT_EXPECTED', path, { op: node.op })
  }
  if (node.value === undefined) return mistaken(r, 'RULE_VALUE_MISSING', path, { op: node.op })
  if (!isNode(node.value)) return literalOperand(r, form, node.value, left, path)
  if (node.value.kind === 'param') return paramOperand(r, form, node.value, left, path)
  if (form !== 'one' && form !== 'text') return mistaken(r, 'RULE_LITERAL_EXPECTED', path, { op: node.op })
  return valueOperand(r, node.value, left, path)
}

function isNode(value: LiteralValue | Period | ValueNode): value is ValueNode {
  return typeof value === 'object' && 'kind' in value
}

function valueOperand(r: Resolver, node: ValueNode, left: TypedValue, path: string): Operand | null {
  const value = r.value(r, node, path)
  if (value === null) return null
  if (familyOf(value.info.type) !== familyOf(left.info.type)) {
    return mistaken(r, 'RULE_TYPE_MISMATCH', path, { expected: left.info.type, found: value.info.type })
  }
  if (!isSameCurrency(left.info, value.info)) {
    const params = { left: left.info.ccy ?? '', right: value.info.ccy ?? '' }
    return mistaken(r, 'RULE_CURRENCY_MIXED', path, params)
  }
  return { kind: 'value', value }
}

function paramOperand(
  r: Resolver,
  form: OperandForm,
  { name, type }: Extract<ValueNode, { kind: 'param' }>,
  left: TypedValue,
  path: string,
): Operand | null {
  if (!paramFits(form, type, left.info.type)) {
    return mistaken(r, 'RULE_TYPE_MISMATCH', `${path}.type`, { expected: left.info.type, found: type })
  }
  if (r.params === null) return { kind: 'param', name }
  const value = Object.hasOwn(r.params, name) ? r.params[name] : undefined
  if (value === undefined) return mistaken(r, 'RULE_PARAM_MISSING', path, { name })
  return literalOperand(r, form, value, left, path)
}

/** The declared type of a parameter is that of one element; a list may also be declared a set. */
function paramFits(form: OperandForm, type: ValueType, left: ValueType): boolean {
  if (form === 'text' || form === 'pattern') return type === 'string'
  if (form === 'list' && type === 'set') return true
  const wanted = left === 'set' ? 'string' : left
  if (form === 'one' || form === 'range' || form === 'list') return familyOf(type) === familyOf(wanted)
  return type === 'int'
}

type Written = LiteralValue | Period

function literalOperand(
  r: Resolver,
  form: OperandForm,
  value: Written,
  left: TypedValue,
  path: string,
): Operand | null {
  switch (form) {
    case 'one':
      return oneOperand(r, value, left, path)
    case 'text':
    case 'pattern':
      return textOperand(r, form, value, path)
    case 'range':
      return rangeOperand(r, value, left, path)
    case 'list':
      return listOperand(r, value, elementInfo(left.info), path)
    case 'monthDays':
      return monthDaysOperand(r, value, path)
    case 'period':
    case 'days':
      return periodOperand(r, form, value, path)
    case 'count':
      return countOperand(r, value, path)
    case 'none':
      return { kind: 'none' }
  }
}

/** Lists and ranges over instants are of business days. */
function elementInfo(info: TypeInfo): TypeInfo {
  return info.type === 'instant' ? { type: 'date' } : info
}

function wrong(r: Resolver, path: string, expected: string, found: unknown): null {
  return mistaken(r, 'RULE_FIELD_INVALID', path, { expected, found: JSON.stringify(found).slice(0, 60) })
}

function oneOperand(r: Resolver, value: Written, left: TypedValue, path: string): Operand | null {
  if (typeof value === 'object') return wrong(r, path, left.info.type, value)
  const checked = checkedScalar(r, value, left.info, path)
  if (checked === null) return null
  return { kind: 'value', value: { kind: 'literal', path, info: checked.type, value: checked.value } }
}

function checkedScalar(
  r: Resolver,
  value: Scalar,
  info: TypeInfo,
  path: string,
): { value: Scalar; type: TypeInfo } | null {
  const checked = checkScalar(value, info)
  if (checked.ok) return checked
  return mistaken(r, checked.code, path, { type: info.type, value: String(value).slice(0, 60) })
}

function textOperand(r: Resolver, form: 'text' | 'pattern', value: Written, path: string): Operand | null {
  if (typeof value !== 'string' || value === '' || value.includes('\0')) return wrong(r, path, 'text', value)
  const problem = form === 'pattern' ? patternProblem(value) : null
  if (problem !== null) return mistaken(r, 'RULE_PATTERN_UNSUPPORTED', path, { reason: problem })
  return { kind: 'value', value: { kind: 'literal', path, info: { type: 'string' }, value } }
}

function rangeOperand(r: Resolver, value: Written, left: TypedValue, path: string): Operand | null {
  const [from, to, ...rest] = isList(value) ? value : []
  if (from === undefined || to === undefined || rest.length > 0) return wrong(r, path, '[from, to]', value)
  const info = elementInfo(left.info)
  const low = checkedScalar(r, from, info, `${path}[0]`)
  const high = checkedScalar(r, to, info, `${path}[1]`)
  if (low === null || high === null) return null
  if (low.value > high.value) {
    return mistaken(r, 'RULE_RANGE_REVERSED', path, { from: String(from), to: String(to) })
  }
  return { kind: 'range', low: low.value, high: high.value }
}

function listOperand(r: Resolver, value: Written, info: TypeInfo, path: string): Operand | null {
  if (!isList(value) || value.length === 0) return wrong(r, path, '[…]', value)
  const values = allOrNull(value.map((item, at) => checkedScalar(r, item, info, `${path}[${at}]`)))
  return values === null ? null : { kind: 'list', values: [...new Set(values.map((each) => each.value))] }
}

function monthDaysOperand(r: Resolver, value: Written, path: string): Operand | null {
  const days = isList(value) ? value : []
  const fits = days.every((day) => typeof day === 'number' && Number.isInteger(day) && day >= 1 && day <= 31)
  return fits && days.length > 0
    ? { kind: 'list', values: [...new Set(days)] }
    : wrong(r, path, '1–31', value)
}

function isWhole(value: unknown, from: number, to: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= from && value <= to
}

function periodOperand(r: Resolver, form: 'period' | 'days', value: Written, path: string): Operand | null {
  if (form === 'days') {
    return isWhole(value, 0, 366) ? periodOf(value, 'd') : wrong(r, path, '0–366', value)
  }
  if (isWhole(value, 1, 36600)) return periodOf(value, 'd')
  if (typeof value !== 'object' || isList(value)) return wrong(r, path, '{n, unit}', value)
  return isWhole(value.n, 1, value.unit === 'd' ? 36600 : 1200)
    ? periodOf(value.n, value.unit)
    : wrong(r, path, '{n, unit}', value)
}

function periodOf(n: number, unit: 'd' | 'm'): Operand {
  return { kind: 'period', period: { n, unit } }
}

function countOperand(r: Resolver, value: Written, path: string): Operand | null {
  if (!isWhole(value, 0, 1_000_000)) return wrong(r, path, '≥ 0', value)
  return { kind: 'value', value: { kind: 'literal', path, info: { type: 'int' }, value } }
}
