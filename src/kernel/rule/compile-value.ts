import { join, param, sql, type Sql } from '#kernel/sql'
import { compileAggregate } from './compile-aggregate.js'
import { compileInterval } from './compile-interval.js'
import { compilePopulation } from './compile-population.js'
import { compileResponse } from './compile-response.js'
import { bound, canonical, day, once, wholeMoney, type Compiler } from './compiler.js'
import { isMoment, isName, isOfRows, isOfValues, isReading } from './kind.js'
import { type DatePart } from './node.js'
import { type TypedValue } from './typed.js'

type Of<Kind extends TypedValue['kind']> = Extract<TypedValue, { kind: Kind }>

/** SQL of a value; NULL when missing. A set is an array and never NULL. */
export function compileTyped(c: Compiler, value: TypedValue): Sql {
  if (isName(value)) return value.spec.expression
  if (isMoment(value)) return moment(c, value)
  if (isReading(value)) return reading(c, value)
  if (isOfRows(value)) return ofRows(c, value)
  if (isOfValues(value)) return ofValues(c, value)
  switch (value.kind) {
    case 'literal':
      return bound(value.value, value.info.type)
    case 'param':
      throw new TypeError(`open parameter ${value.name}`)
    case 'asOf':
      return sql`${param(c.asOf, 'Date32')}`
    case 'arith':
      return arith(c, value)
    case 'case':
      return cases(c, value)
    case 'bucket':
      return bucket(c, value)
  }
}

function ofRows(c: Compiler, value: Of<'agg'> | Of<'interval'>): Sql {
  return value.kind === 'agg' ? compileAggregate(c, value) : compileInterval(c, value)
}

function ofValues(c: Compiler, value: Of<'coalesce' | 'entropy'>): Sql {
  if (value.kind === 'coalesce') return sql`coalesce(${join(value.of.map((each) => canonical(value.info, compileTyped(c, each))))})`
  // A part that is missing or no number stands as a negative one, which no whole has.
  const parts = join(value.of.map((each) => sql`ifNotFinite(ifNull(toFloat64(${compileTyped(c, each)}), -1.), -1.)`))
  return once(c, sql`[${parts}]`, (list) => {
    const share = sql`(part / arraySum(${list}))`
    return sql`if(arrayMin(${list}) < 0 OR arraySum(${list}) = 0, NULL, abs(round(arraySum(part -> if(part > 0, ${share} * log(${share}), 0.), ${list}), 6)))`
  })
}

function moment(c: Compiler, value: Of<'age' | 'daysBetween' | 'datePart'>): Sql {
  switch (value.kind) {
    case 'age':
      return once(c, day(c, value.of), (date) => {
        const asOf = param(c.asOf, 'Date32')
        return sql`if(${date} > ${asOf}, NULL, age('year', ${date}, ${asOf}))`
      })
    case 'daysBetween':
      return sql`dateDiff('day', ${day(c, value.from)}, ${day(c, value.to)})`
    case 'datePart':
      return value.part === 'hour' ? sql`toHour(${c.value(c, value.of)}, ${c.timeZone})` : datePart(value.part, day(c, value.of))
  }
}

function arith(c: Compiler, value: Of<'arith'>): Sql {
  const left = sql`toFloat64(${compileTyped(c, value.left)})`
  const right = sql`toFloat64(${compileTyped(c, value.right)})`
  const result = arithText(value.op, left, right)
  if (value.info.type === 'decimal') return result
  const isExact = value.op === '+' || value.op === '-' || value.info.type === 'int'
  return isExact ? sql`accurateCastOrNull(${result}, 'Int64')` : wholeMoney(result)
}

function arithText(op: Of<'arith'>['op'], left: Sql, right: Sql): Sql {
  switch (op) {
    case '+':
      return sql`(${left} + ${right})`
    case '-':
      return sql`(${left} - ${right})`
    case '*':
      return sql`(${left} * ${right})`
    case '/':
      return sql`(${left} / nullIf(${right}, 0))`
  }
}

function cases(c: Compiler, value: Of<'case'>): Sql {
  const branches = value.when.map(
    (branch) => sql`${c.bool(c, branch.if, true)}, ${canonical(value.info, compileTyped(c, branch.then))}`,
  )
  const last = value.else === null ? sql`NULL` : canonical(value.info, compileTyped(c, value.else))
  return sql`multiIf(${join(branches)}, ${last})`
}

function reading(c: Compiler, value: Of<'set'> | Of<'population'> | Of<'response'>): Sql {
  if (value.kind === 'response') return compileResponse(c, value)
  return value.kind === 'set' ? items(c, value) : compilePopulation(c, value)
}

function items(c: Compiler, value: Of<'set'>): Sql {
  const each = value.items.map(({ if: condition, item }) => sql`if(${c.bool(c, condition, true)}, [${item.code}], [])`)
  return sql`CAST(arrayDistinct(arrayConcat(${join(each)})), 'Array(String)')`
}

function bucket(c: Compiler, value: Of<'bucket'>): Sql {
  return once(c, compileTyped(c, value.of), (of) => {
    const branches = value.edges.map(
      (edge, at) => sql`${of} < ${param(edge, 'Float64')}, ${value.labels[at]?.code ?? ''}`,
    )
    return sql`multiIf(isNull(${of}), NULL, ${join(branches)}, ${value.labels.at(-1)?.code ?? ''})`
  })
}

function datePart(part: Exclude<DatePart, 'hour'>, date: Sql): Sql {
  switch (part) {
    case 'year':
      return sql`toYear(${date})`
    case 'month':
      return sql`toMonth(${date})`
    case 'day':
      return sql`toDayOfMonth(${date})`
    case 'weekday':
      return sql`toDayOfWeek(${date})`
  }
}
