import { sql, type Sql } from '#kernel/sql'
import { addColumn, addOther, addStart, createGathering, hashOf, passesOf, type PassGathering } from './pass-gathering.js'
import { type FactSpec } from './schema.js'
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
  /** The condition on the rows that some column reads: those of from..to, and where every column filters, of some filter. */
  readonly where: Sql
  readonly columns: readonly FactColumn[]
  /** A query of the rows, where they are not those of a bank table. */
  readonly rows?: Sql | undefined
  /** Days of the customer that columns begin on, to be joined to the rows under their names. */
  readonly starts?: readonly FactStart[] | undefined
  /** A reading of all customers, where the pass is no reading of rows: its `value` is told for each of them. */
  readonly over?: PopulationPass | undefined
}

export interface FactColumn {
  readonly name: string
  readonly expression: Sql
}

/** A day of the customer: a value over `base` and the passes it needs. */
export interface FactStart {
  readonly name: string
  readonly value: Sql
  readonly needs: readonly FactPass[]
}

/** Customers who meet `where`, the columns read of them, and the value (with window functions) over those columns. */
export interface PopulationPass {
  readonly columns: readonly FactColumn[]
  readonly where: Sql
  readonly value: Sql
  readonly needs: readonly FactPass[]
}

/** Gathers the aggregates of many rules, so that they share one pass for each fact table. */
export interface PassCollector {
  /**
   * Adds an aggregate and gives the name of its column; an identical one is added once. `only` is a condition on the rows
   * it reads; null when it may read every row.
   */
  add(fact: FactSpec, range: DateRange, timeZone: string, prefix: string, expression: Sql, only?: Sql | null): string
  /** Adds rows that are no bank table's (of `cust_no` and `value`, one a customer) under an alias; the value is its `value`. */
  addRows(alias: string, rows: Sql, asOf: string): void
  /** Adds a day of the customer to the rows of a fact and gives its name there. */
  addStart(fact: FactSpec, value: Sql, timeZone: string): string
  /** Adds a reading of all customers and gives its alias; the value is its `value`. */
  addOver(over: Omit<PopulationPass, 'needs'>, asOf: string): string
  /** The same collector for what only starts and readings of the population need: it is not joined to the customers. */
  inner(): PassCollector
  /** The passes needed by everything added so far, in order of first use. */
  passes(): readonly FactPass[]
}

/** A collector to give to several compile calls of the same business date and zone. */
export function createPassCollector(): PassCollector {
  return collectorOf(createGathering(), true)
}

function collectorOf(gathering: PassGathering, isOuter: boolean): PassCollector {
  return {
    add: (fact, range, timeZone, prefix, expression, only = null) => addColumn(gathering, { fact, range, timeZone, isOuter, only }, prefix, expression),
    addRows: (alias, rows, asOf) => addOther(gathering, alias, isOuter, () => rowsPass(alias, rows, asOf)),
    addStart: (fact, value, timeZone) => addStart(gathering, fact, value, timeZone),
    addOver(over, asOf) {
      const alias = `p_${hashOf([...over.columns.flatMap((column) => column.expression.parts), ...over.where.parts, ...over.value.parts])}`
      addOther(gathering, alias, isOuter, () => ({ ...rowsPass(alias, over.value, asOf), rows: undefined, columns: [], over: { ...over, needs: [] } }))
      return alias
    },
    inner: () => collectorOf(gathering, false),
    passes: () => passesOf(gathering),
  }
}

function rowsPass(alias: string, rows: Sql, asOf: string): FactPass {
  const columns = [{ name: 'value', expression: sql`any(value)` }]
  return { table: alias, alias, from: null, to: asOf, timeField: '', timeType: 'date', where: sql`1`, columns, rows }
}
