import type { Sql } from './template.js'

/**
 * A statement that returns rows of type Row. The row type is declared by the builder and checked by the engine in
 * tests (`toBeValidQuery`), not inferred.
 */
export interface Query<Row> {
  readonly sql: Sql
  /** Never set; carries the row type. */
  readonly row?: Row
}

/** Declares the row type of a statement: `query<{ n: string }>(sql\`SELECT …\`)`. 64-bit integers arrive as strings. */
export function query<Row>(statement: Sql): Query<Row> {
  return { sql: statement }
}
