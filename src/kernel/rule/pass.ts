import { dayEnd, dayStart } from '#kernel/calendar'
import { murmurHash3_32 } from '#kernel/id'
import { identifier, param, sql, type Sql } from '#kernel/sql'
import { factAlias, type FactSpec } from './schema.js'
import { type DateRange } from './window.js'

/**
 * One reading of a fact table: every aggregate of the table, to be grouped by customer and LEFT JOINed under `alias`.
 * Rows outside from..to serve no column.
 */
export interface FactPass {
  readonly table: string
  readonly alias: string
  readonly from: string | null
  readonly to: string
  readonly timeField: string
  readonly timeType: 'date' | 'instant'
  /** The condition on the rows that from..to stands for. */
  readonly where: Sql
  readonly columns: readonly FactColumn[]
  /** A query of the rows, where they are not those of a bank table. */
  readonly rows?: Sql | undefined
}

export interface FactColumn {
  readonly name: string
  readonly expression: Sql
}

/** Gathers the aggregates of many rules, so that they share one pass for each fact table. */
export interface PassCollector {
  /** Adds an aggregate and gives the name of its column; an identical one is added once. */
  add(fact: FactSpec, range: DateRange, timeZone: string, prefix: string, expression: Sql): string
  /** Adds rows that are no bank table's (of `cust_no` and `value`, one a customer) under an alias; the value is its `value`. */
  addRows(alias: string, rows: Sql, asOf: string): void
  /** The passes needed by everything added so far, in order of first use. */
  passes(): readonly FactPass[]
}

interface Gathering {
  readonly fact: FactSpec
  readonly timeZone: string
  range: DateRange
  readonly names: Map<string, string>
  readonly columns: FactColumn[]
}

/** A collector to give to several compile calls of the same business date and zone. */
export function createPassCollector(): PassCollector {
  const gathered = new Map<string, Gathering>()
  const add: PassCollector['add'] = (fact, range, timeZone, prefix, expression) => {
    const alias = factAlias(fact)
    const found = gathered.get(alias) ?? {
      fact,
      timeZone,
      range,
      names: new Map<string, string>(),
      columns: [],
    }
    gathered.set(alias, found)
    found.range = widened(found.range, range)
    return columnName(found, prefix, expression)
  }
  const others = new Map<string, FactPass>()
  return {
    add,
    addRows: (alias, rows, asOf) => void others.set(alias, rowsPass(alias, rows, asOf)),
    passes: () => [...[...gathered.entries()].map(([alias, each]) => toPass(alias, each)), ...others.values()],
  }
}

function rowsPass(alias: string, rows: Sql, asOf: string): FactPass {
  const columns = [{ name: 'value', expression: sql`any(value)` }]
  return { table: alias, alias, from: null, to: asOf, timeField: '', timeType: 'date', where: sql`1`, columns, rows }
}

/** `sum_1f2e3d4c`: the function and a hash of the aggregate, the same whichever rule comes first. */
function columnName(into: Gathering, prefix: string, expression: Sql): string {
  const key = JSON.stringify(expression.parts)
  const known = into.names.get(key)
  if (known !== undefined) return known
  const base = `${prefix}_${murmurHash3_32(key).toString(16).padStart(8, '0')}`
  const taken = into.columns.filter((column) => column.name.startsWith(base)).length
  const name = taken === 0 ? base : `${base}_${taken + 1}`
  into.names.set(key, name)
  into.columns.push({ name, expression })
  return name
}

function widened(a: DateRange, b: DateRange): DateRange {
  const from = a.from === null || b.from === null ? null : a.from < b.from ? a.from : b.from
  return { from, to: a.to > b.to ? a.to : b.to }
}

function toPass(alias: string, each: Gathering): FactPass {
  const { fact, range } = each
  return {
    table: fact.table,
    alias,
    ...range,
    timeField: fact.timeField,
    timeType: fact.timeType,
    where: rowsWithin(fact, range, each.timeZone),
    columns: [...each.columns],
  }
}

/** Condition on a fact's time: its business day lies in the range. Bounds are constants, so the engine can skip data. */
export function rowsWithin(fact: FactSpec, range: DateRange, timeZone: string): Sql {
  const time = identifier(fact.timeField)
  const { from, to } = range
  if (fact.timeType === 'date') {
    const until = sql`${time} <= ${param(to, 'Date32')}`
    return from === null ? until : sql`${time} >= ${param(from, 'Date32')} AND ${until}`
  }
  const until = sql`${time} < ${instantParam(dayEnd(to, timeZone))}`
  return from === null ? until : sql`${time} >= ${instantParam(dayStart(from, timeZone))} AND ${until}`
}

/** An ISO instant bound in the form every engine setting reads. */
export function instantParam(instant: string): ReturnType<typeof param> {
  return param(instant.replace('T', ' ').replace('Z', ''), "DateTime64(3, 'UTC')")
}
