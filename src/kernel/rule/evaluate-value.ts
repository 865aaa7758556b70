import { ageOn, datePartsOf, daysBetween, timeOf, weekdayOf } from '#kernel/calendar'
import { ownValue, type Known } from './customer.js'
import { evaluateAggregate } from './evaluate-aggregate.js'
import { evaluateInterval } from './evaluate-interval.js'
import { evaluatedDay, fitting, wholeMinor, type Evaluator } from './evaluator.js'
import { isMoment, isName, isOfRows, isOfValues, isReading } from './kind.js'
import { evaluatePopulation } from './standing.js'
import { evaluateResponse } from './response.js'
import { type DatePart } from './node.js'
import { type TypedValue } from './typed.js'

type Of<Kind extends TypedValue['kind']> = Extract<TypedValue, { kind: Kind }>

/** The value of a customer (or of a row, in a filter); null when missing. */
export function evaluateTyped(e: Evaluator, value: TypedValue): Known {
  if (isName(value)) return named(e, value)
  if (isMoment(value)) return moment(e, value)
  if (isReading(value)) return reading(e, value)
  if (isOfRows(value)) return ofRows(e, value)
  if (isOfValues(value)) return ofValues(e, value)
  switch (value.kind) {
    case 'literal':
      return value.value
    case 'param':
      throw new TypeError(`open parameter ${value.name}`)
    case 'asOf':
      return e.asOf
    case 'arith':
      return arith(e, value)
    case 'case':
      return cases(e, value)
    case 'bucket':
      return bucket(e, value)
  }
}

function ofRows(e: Evaluator, value: Of<'agg'> | Of<'interval'>): Known {
  return value.kind === 'agg' ? evaluateAggregate(e, value) : evaluateInterval(e, value)
}

function reading(e: Evaluator, value: Of<'set'> | Of<'population'> | Of<'response'>): Known {
  if (value.kind === 'response') return evaluateResponse(e, value)
  if (value.kind === 'population') return evaluatePopulation(e, value)
  return [...new Set(value.items.filter((each) => e.bool(e, each.if, true)).map((each) => each.item.code))]
}

function ofValues(e: Evaluator, value: Of<'coalesce' | 'entropy'>): Known {
  return value.kind === 'coalesce' ? firstKnown(e, value.of) : entropy(value.of.map((each) => e.value(e, each)))
}

function firstKnown(e: Evaluator, values: readonly TypedValue[]): Known {
  for (const each of values) {
    const known = e.value(e, each)
    if (known !== null) return known
  }
  return null
}

function entropy(known: readonly Known[]): number | null {
  const parts = known.filter((part): part is number => typeof part === 'number' && Number.isFinite(part) && part >= 0)
  const whole = parts.reduce((sum, part) => sum + part, 0)
  if (parts.length < known.length || whole === 0) return null
  const nats = parts.reduce((sum, part) => (part > 0 ? sum + (part / whole) * Math.log(part / whole) : sum), 0)
  return Math.abs(Math.round(nats * PLACES) / PLACES)
}

const PLACES = 1_000_000

function moment(e: Evaluator, value: Of<'age' | 'daysBetween' | 'datePart'>): number | null {
  if (value.kind === 'daysBetween') {
    const from = evaluatedDay(e, value.from)
    const to = evaluatedDay(e, value.to)
    return from === null || to === null ? null : daysBetween(from, to)
  }
  if (value.kind === 'datePart' && value.part === 'hour') return hourOf(e, value.of)
  const date = evaluatedDay(e, value.of)
  if (date === null) return null
  return value.kind === 'age' ? ageOn(date, e.asOf) : datePart(value.part, date)
}

function hourOf(e: Evaluator, of: TypedValue): number | null {
  const instant = e.value(e, of)
  return typeof instant === 'string' ? Number(timeOf(instant, e.timeZone).slice(0, 2)) : null
}

function named(e: Evaluator, value: Of<'tag'> | Of<'attr'> | Of<'field'>): Known {
  const found = nameValue(e, value)
  return value.info.type === 'set' ? (found ?? []) : found
}

function nameValue(e: Evaluator, value: Of<'tag'> | Of<'attr'> | Of<'field'>): Known {
  if (value.kind === 'tag') return ownValue(e.customer.tags, value.tag)
  if (value.kind === 'field') return ownValue(e.row ?? undefined, value.field)
  const { attrs } = e.customer
  return ownValue(Object.hasOwn(attrs, value.table) ? attrs[value.table] : undefined, value.field)
}

function arith(e: Evaluator, value: Of<'arith'>): number | null {
  const left = e.value(e, value.left)
  const right = e.value(e, value.right)
  if (left === null || right === null || (value.op === '/' && right === 0)) return null
  const result = computed(value.op, Number(left), Number(right))
  if (value.info.type === 'decimal') return result
  const isExact = value.op === '+' || value.op === '-' || value.info.type === 'int'
  return isExact ? fitting(result) : wholeMinor(result)
}

function computed(op: Of<'arith'>['op'], left: number, right: number): number {
  switch (op) {
    case '+':
      return left + right
    case '-':
      return left - right
    case '*':
      return left * right
    case '/':
      return left / right
  }
}

function cases(e: Evaluator, value: Of<'case'>): Known {
  const branch = value.when.find((each) => e.bool(e, each.if, true))
  if (branch !== undefined) return e.value(e, branch.then)
  return value.else === null ? null : e.value(e, value.else)
}

function bucket(e: Evaluator, value: Of<'bucket'>): Known {
  const of = e.value(e, value.of)
  if (of === null) return null
  const at = value.edges.findIndex((edge) => Number(of) < edge)
  return value.labels[at < 0 ? value.edges.length : at]?.code ?? null
}

function datePart(part: DatePart, date: string): number {
  if (part === 'hour') return 0
  return part === 'weekday' ? weekdayOf(date) : datePartsOf(date)[part]
}
