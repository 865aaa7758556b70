import { sql } from '#kernel/sql'
import { type CustomerValue, type RuleCustomer } from './customer.js'
import { valueEvaluator } from './evaluate.js'
import { populationStatistics } from './evaluate-population.js'
import { type ValueDocument } from './node.js'
import { type RuleSchema } from './schema.js'

/** A column of a table in memory: NaN and null are missing. */
export type TableColumn =
  | { readonly kind: 'number'; readonly name: string; readonly values: ArrayLike<number> }
  | {
      readonly kind: 'category'
      readonly name: string
      readonly codes: ArrayLike<number>
      readonly levels: readonly string[]
    }

/** Columns of a table as a value document names them: `attr` of this table. */
export interface TableGround {
  readonly table: string
  readonly rows: number
  readonly columns: readonly TableColumn[]
}

/** A value that reads columns of a table speaks of no day; this one is given where the evaluator asks. */
const NO_DAY = { asOf: '2000-01-01', timeZone: 'UTC' }

/**
 * A value document over the columns of a table, row by row: numbers, with yes and no as 1 and 0 and NaN where there is
 * none.
 * @throws Mistakes when the document names another column or does not give a number
 */
export function evaluateTable(document: ValueDocument, { table, rows, columns }: TableGround): Float64Array {
  const schema = tableSchema(table, columns)
  const customerOf = (row: number): RuleCustomer => {
    const fields = Object.fromEntries(columns.map((column) => [column.name, cellOf(column, row)]))
    return { custId: '', attrs: { [table]: fields }, tags: {}, facts: {}, segments: [], lists: [] }
  }
  const everyRow = function* () {
    for (let row = 0; row < rows; row += 1) yield customerOf(row)
  }
  const statistics = populationStatistics(document, schema, NO_DAY, everyRow())
  const evaluate = valueEvaluator(document, schema, { ...NO_DAY, statistics })
  const found = new Float64Array(rows)
  for (let row = 0; row < rows; row += 1) {
    const value = evaluate(customerOf(row))
    found[row] = typeof value === 'boolean' ? Number(value) : typeof value === 'number' ? value : Number.NaN
  }
  return found
}

/** The schema of such a document: nothing but the columns of one table. */
export function tableSchema(
  table: string,
  columns: readonly Pick<TableColumn, 'kind' | 'name'>[],
): RuleSchema {
  const kinds = new Map(columns.map(({ name, kind }) => [name, kind]))
  return {
    customer: sql`''`,
    tag: () => undefined,
    attr(named, field) {
      const kind = named === table ? kinds.get(field) : undefined
      if (kind === undefined) return undefined
      return { type: kind === 'number' ? 'decimal' : 'string', zh: field, en: field, expression: sql`NULL` }
    },
    fact: () => undefined,
    segment: () => undefined,
    list: () => undefined,
  }
}

function cellOf(column: TableColumn, row: number): CustomerValue {
  if (column.kind === 'category') return column.levels[column.codes[row] ?? -1] ?? null
  const value = column.values[row] ?? Number.NaN
  return Number.isNaN(value) ? null : value
}
