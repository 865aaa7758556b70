import { expect } from 'vitest'
import { query, renderInline, sql, type Query } from '#kernel/sql'
import type { Warehouse } from '#platform/warehouse'

interface QueryMatchers<R = unknown> {
  /** The engine's own analysis accepts the query: every table, column, function and type is known. */
  toBeValidQuery(warehouse: Warehouse): Promise<R>
}

declare module 'vitest' {
  // eslint-disable-next-line @typescript-eslint/no-explicit-any, @typescript-eslint/no-empty-object-type -- vitest's own signature
  interface Assertion<T = any> extends QueryMatchers<T> {}
}

expect.extend({
  async toBeValidQuery(received: Query<unknown>, warehouse: Warehouse) {
    try {
      await warehouse.query(query(sql`EXPLAIN QUERY TREE ${received.sql}`))
      return { pass: true, message: () => `the engine accepts\n${renderInline(received.sql)}` }
    } catch (error) {
      const fault = error instanceof Error ? error.message : String(error)
      const params = error instanceof Error && 'params' in error ? JSON.stringify(error.params) : ''
      return { pass: false, message: () => `the engine refuses: ${fault} ${params}\n${renderInline(received.sql)}` }
    }
  },
})
