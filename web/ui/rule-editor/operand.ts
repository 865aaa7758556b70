import { type BoolNode, type CompareNode, nodesOf, operandFormOf, type OperandForm, type Operator, operatorsOf, type ValueNode, type ValueType } from '#kernel/rule'
import { minorUnitsOf, parseMoney } from '#kernel/money'
import type { SpokenType } from './spoken.js'
import { isBlank } from './value-form.js'

export type Operand = CompareNode['value']

const usual: Readonly<Record<ValueType, Operator>> = {
  bool: 'is',
  int: '>=',
  decimal: '>=',
  money: '>=',
  string: '=',
  enum: 'in',
  date: 'withinLast',
  instant: 'withinLast',
  set: 'hasAny',
}

/** What a form starts with: only a yes needs no typing. */
function emptyOperand(form: OperandForm, type: ValueType): Operand {
  if (form === 'list' || form === 'range' || form === 'monthDays') return []
  if (form === 'period') return { n: 30, unit: 'd' }
  if (form === 'days') return 7
  if (form === 'count') return 1
  return form === 'one' && type === 'bool' ? true : undefined
}

const withValue = (node: Omit<CompareNode, 'value'>, value: Operand): CompareNode =>
  value === undefined ? node : { ...node, value }

/** The best of a ranking are its first. */
const usualOf = (left: ValueNode, type: ValueType): Operator => (left.kind === 'population' && left.fn === 'rank' ? '<=' : usual[type])

/** A new condition on a value, with its usual operator or another. */
export function startCompare(left: ValueNode, { type }: SpokenType, op: Operator = usualOf(left, type)): CompareNode {
  return withValue({ kind: 'compare', left, op }, emptyOperand(operandFormOf[op], type))
}

/** Another operator: the operand stays where its form allows. */
export function withOperator(node: CompareNode, op: Operator, { type }: SpokenType): CompareNode {
  const { value, ...rest } = node
  const [from, to] = [operandFormOf[node.op], operandFormOf[op]]
  if (from === to) return { ...node, op }
  if (from === 'one' && to === 'list') return { ...rest, op, value: value === undefined || typeof value === 'object' ? [] : [value] }
  if (from === 'list' && to === 'one' && Array.isArray(value) && value.length === 1) return { ...rest, op, value: firstOf(value) }
  return withValue({ ...rest, op }, emptyOperand(to, type))
}

/** Another left value: operator and operand stay when the type does. */
export function withLeft(node: CompareNode, left: ValueNode, before: SpokenType | null, after: SpokenType): CompareNode {
  const isSameKind = before?.type === after.type && before.values === after.values && before.ccy === after.ccy
  if (isSameKind) return { ...node, left }
  const { missing } = node
  return { ...startCompare(left, after), ...(missing === undefined ? {} : { missing }) }
}

export const operatorsFor = (type: SpokenType): readonly Operator[] => operatorsOf[type.type]

export const isValueNode = (value: Operand): value is ValueNode =>
  typeof value === 'object' && !Array.isArray(value) && 'kind' in value

const isTyped = (value: unknown): boolean => value !== undefined && value !== '' && value !== null

function isOperandWhole(form: OperandForm, value: Operand): boolean {
  if (form === 'none') return true
  if (form === 'range') return Array.isArray(value) && value.length === 2 && value.every(isTyped)
  if (form === 'list' || form === 'monthDays') return Array.isArray(value) ? value.length > 0 : isTyped(value)
  return isTyped(value)
}

/** Conditions a group holds; null of what is none. */
function partsOf(node: BoolNode | ValueNode): readonly BoolNode[] | null {
  if (node.kind === 'all') return node.all
  if (node.kind === 'any') return node.any
  return node.kind === 'atLeast' ? node.atLeast : null
}

function isNodeWhole(node: BoolNode | ValueNode): boolean {
  const parts = partsOf(node)
  if (parts !== null) return parts.length > 0
  if (node.kind === 'compare') return isOperandWhole(operandFormOf[node.op], node.value)
  if (node.kind === 'literal') return isTyped(node.value)
  if (node.kind === 'sample') return node.salt !== ''
  return node.kind !== 'tag' || !isBlank(node)
}

/** Whether nothing is left to fill in, also in values and their filters; a live count waits for it. */
export const isWhole = (node: BoolNode): boolean => nodesOf({ v: 1, kind: 'rule', rule: node }).every((each) => isNodeWhole(each.node))

/** Whether nothing of a value is left to choose or to fill in. */
export const isValueWhole = (value: ValueNode): boolean => nodesOf({ v: 1, kind: 'value', value }).every((each) => isNodeWhole(each.node))

/** Whether every comparison of a value has what it compares with; unlike a whole one it may be an empty text. */
export function isValueSaid(value: ValueNode): boolean {
  return nodesOf({ v: 1, kind: 'value', value }).every(({ node }) => node.kind !== 'compare' || operandFormOf[node.op] === 'none' || isSaid(node.value))
}

const isSaid = (value: Operand): boolean => (Array.isArray(value) ? value.length > 0 : value !== undefined)

/** Minor units as text in major units: 123450 CNY is 1234.50. */
export function majorText(minor: number, ccy: string): string {
  const digits = minorUnitsOf(ccy)
  const sign = minor < 0 ? '-' : ''
  const text = String(Math.abs(Math.trunc(minor))).padStart(digits + 1, '0')
  return digits === 0 ? `${sign}${text}` : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`
}

/** Text in major units as minor units, exactly; undefined when it is no amount. */
export function minorOf(text: string, ccy: string): number | undefined {
  const minor = parseMoney(text, ccy)
  if (minor === null) return undefined
  const number = Number(minor)
  return Number.isSafeInteger(number) ? number : undefined
}

function firstOf(value: Operand): Operand {
  return Array.isArray(value) ? (value as readonly (string | number | boolean)[])[0] : value
}
