import { matrixOf, type Column, type Matrix } from '#kernel/learn'
import type { Sql } from '#kernel/sql'
import type { Context } from '#platform/context'
import { numberBlocks } from '../domain/native-blocks.js'
import { codeLevels, numbersQuery } from '../sql/rows-queries.js'

/** A column to read and the name it gets in the matrix. */
export interface NamedColumn {
  readonly name: string
  readonly column: string
  readonly levels: readonly string[] | null
}

export interface ReadRows {
  readonly matrix: Matrix
  readonly label: Float64Array
  readonly custNo: Float64Array
}

const READ_SECONDS = 3600

/** Rows of a table as typed columns, in the order of date and customer. */
export async function readRows(context: Context, part: { table: string; columns: readonly NamedColumn[]; where: Sql; first?: string }, signal?: AbortSignal): Promise<ReadRows> {
  const blocks = numberBlocks()
  const options = { maxSeconds: READ_SECONDS, ...(signal === undefined ? {} : { signal }) }
  for await (const chunk of context.warehouse.stream(numbersQuery(part), 'Native', options)) blocks.push(chunk)
  const { rows, columns } = blocks.end()
  const values = (name: string): Float64Array => columns.get(name) ?? new Float64Array(rows)
  const typed = part.columns.map(({ name, column, levels }): Column => {
    const own = values(`n_${column}`)
    return levels === null ? { kind: 'number', name, values: own } : { kind: 'category', name, codes: Int32Array.from(own), levels: codeLevels(levels) }
  })
  return { matrix: { ...matrixOf(typed), rows }, label: values('n_label'), custNo: values('cust_no') }
}

/** Levels without the one for all others where no row has it, so that nothing is learned of nobody. */
export function withoutEmptyOther(matrix: Matrix, known: ReadonlyMap<string, readonly string[]>): Matrix {
  const columns = matrix.columns.map((column) => (column.kind === 'category' ? { ...column, levels: known.get(column.name) ?? column.levels } : column))
  return { rows: matrix.rows, columns }
}
