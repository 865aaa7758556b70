import { addDays, datePartsOf } from '#kernel/calendar'
import { join, param, sql, type Sql } from '#kernel/sql'
import { bound, boundList, canonical, day, dayOf, once, type Compiler } from './compiler.js'
import { symbolOf, type SymbolOperator } from './operator.js'
import { type Operand, type TypedCompare, type TypedValue } from './typed.js'
import { comparedValues } from './walk-typed.js'
import { ahead, back, notBefore1900 } from './window.js'
import { type Operator, type Scalar } from './node.js'

/** SQL of a comparison: NULL exactly when one of its values is missing. */
export function comparisonSql(c: Compiler, node: TypedCompare): Sql {
  const { right } = node
  switch (right.kind) {
    case 'none':
      return setOrMissing(c, node)
    case 'value':
      return valueComparison(c, node, right.value)
    case 'range':
      return rangeComparison(c, node, right)
    case 'list':
      return listComparison(c, node, right.values)
    case 'period':
      return timeComparison(c, node, right)
    case 'param':
      throw new TypeError(`open parameter ${right.name}`)
  }
}

/** SQL of "a value of this comparison is missing", or null when none ever is. */
export function missingSql(c: Compiler, node: TypedCompare): Sql | null {
  const values = comparedValues(node).filter((value) => value.info.type !== 'set' && value.kind !== 'literal')
  if (node.right.kind === 'none' || values.length === 0) return null
  return sql`(${join(
    values.map((value) => sql`isNull(${c.value(c, value)})`),
    sql` OR `,
  )})`
}

function setOrMissing(c: Compiler, node: TypedCompare): Sql {
  const left = c.value(c, node.left)
  if (node.left.info.type === 'set') return node.op === 'isSet' ? sql`notEmpty(${left})` : sql`empty(${left})`
  return node.op === 'isSet' ? sql`isNotNull(${left})` : sql`isNull(${left})`
}

const TEXT: Partial<Record<Operator, (left: Sql, right: Sql) => Sql>> = {
  contains: (left, right) => sql`(position(${left}, ${right}) > 0)`,
  notContains: (left, right) => sql`(position(${left}, ${right}) = 0)`,
  startsWith: (left, right) => sql`startsWith(${left}, ${right})`,
  endsWith: (left, right) => sql`endsWith(${left}, ${right})`,
  matches: (left, right) => sql`match(${left}, ${right})`,
}

function valueComparison(c: Compiler, node: TypedCompare, right: TypedValue): Sql {
  const ofText = TEXT[node.op]
  if (ofText !== undefined) return ofText(c.value(c, node.left), c.value(c, right))
  return symbolComparison(c, node, right, symbolOf(node.op) ?? '=')
}

function symbolComparison(c: Compiler, node: TypedCompare, right: TypedValue, symbol: SymbolOperator): Sql {
  if (node.left.info.type === 'set') {
    return compared(symbol, sql`length(${c.value(c, node.left)})`, c.value(c, right))
  }
  const differ = node.left.info.type !== right.info.type
  const asDays = differ && (node.left.info.type === 'instant' || right.info.type === 'instant')
  return asDays
    ? compared(symbol, day(c, node.left), day(c, right))
    : compared(symbol, c.value(c, node.left), c.value(c, right))
}

function compared(symbol: SymbolOperator, left: Sql, right: Sql): Sql {
  switch (symbol) {
    case '=':
      return sql`(${left} = ${right})`
    case '!=':
      return sql`(${left} != ${right})`
    case '<':
      return sql`(${left} < ${right})`
    case '<=':
      return sql`(${left} <= ${right})`
    case '>':
      return sql`(${left} > ${right})`
    case '>=':
      return sql`(${left} >= ${right})`
  }
}

/** Ranges and lists look at the business day of an instant. */
function element(c: Compiler, left: TypedValue): Sql {
  return dayOf(c, left.info, c.value(c, left))
}

function rangeComparison(c: Compiler, node: TypedCompare, range: Extract<Operand, { kind: 'range' }>): Sql {
  const low = scalarSql(range.low, node)
  const high = scalarSql(range.high, node)
  return once(c, element(c, node.left), (left) =>
    node.op === 'between'
      ? sql`(${left} >= ${low} AND ${left} <= ${high})`
      : sql`(${left} < ${low} OR ${left} > ${high})`,
  )
}

function scalarSql(value: Scalar, node: TypedCompare): Sql {
  const { type } = node.left.info
  if (type === 'instant') return bound(value, 'date')
  return bound(value, type === 'int' && !Number.isSafeInteger(value) ? 'decimal' : type)
}

function listComparison(c: Compiler, node: TypedCompare, values: readonly Scalar[]): Sql {
  const left = node.left
  if (left.info.type === 'set') return setComparison(node, c.value(c, left), boundList(values, 'string'))
  if (node.op === 'dayOfMonthIn') {
    return isIn(c, sql`toDayOfMonth(${element(c, left)})`, boundList(values, 'int'), true)
  }
  const type = left.info.type === 'instant' ? 'date' : left.info.type
  const isFraction = type === 'int' && !values.every((value) => Number.isSafeInteger(value))
  const info = { type: isFraction ? 'decimal' : type } as const
  return isIn(c, canonical(info, element(c, left)), boundList(values, info.type), node.op === 'in')
}

const PLAIN = ['tag', 'attr', 'field']

/**
 * Whether a text column is one of a list, for a comparison a missing value never meets: the column itself, without the
 * NULL guard, which keeps the engine on the dictionary of a LowCardinality column (three times faster). Null when the
 * comparison is of another form.
 */
export function listedSql(c: Compiler, { left, op, right }: TypedCompare): Sql | null {
  const isText = left.info.type === 'enum' || left.info.type === 'string'
  if (op !== 'in' || right.kind !== 'list' || !isText || !PLAIN.includes(left.kind)) return null
  return sql`(${c.value(c, left)} IN ${boundList(right.values, 'string')})`
}

/** IN, but NULL when the value is; the engine's own answer then depends on a setting. */
function isIn(c: Compiler, expression: Sql, values: Sql, positive: boolean): Sql {
  return once(c, expression, (left) =>
    positive
      ? sql`if(isNull(${left}), NULL, ${left} IN ${values})`
      : sql`if(isNull(${left}), NULL, ${left} NOT IN ${values})`,
  )
}

function setComparison(node: TypedCompare, set: Sql, values: Sql): Sql {
  if (node.op === 'hasAll') return sql`hasAll(${set}, ${values})`
  return node.op === 'hasAny' ? sql`hasAny(${set}, ${values})` : sql`(NOT hasAny(${set}, ${values}))`
}

function timeComparison(
  c: Compiler,
  node: TypedCompare,
  { period }: Extract<Operand, { kind: 'period' }>,
): Sql {
  const date = (text: string) => param(text, 'Date32')
  return once(c, element(c, node.left), (left) => {
    if (node.op === 'withinLast') {
      return sql`(${left} > ${date(notBefore1900(back(c.asOf, period)))} AND ${left} <= ${date(c.asOf)})`
    }
    if (node.op === 'withinNext') {
      return sql`(${left} > ${date(c.asOf)} AND ${left} <= ${date(ahead(c.asOf, period))})`
    }
    const { year } = datePartsOf(c.asOf)
    const last = addDays(c.asOf, period.n)
    const inYear = (each: number) =>
      sql`addDays(makeDate32(${param(each, 'UInt32')}, toMonth(${left}), 1), toDayOfMonth(${left}) - 1)`
    const falls = (each: number) =>
      sql`(${inYear(each)} > ${left} AND ${inYear(each)} >= ${date(c.asOf)} AND ${inYear(each)} <= ${date(last)})`
    return sql`(${falls(year)} OR ${falls(year + 1)})`
  })
}
