import type { Query } from '#kernel/sql'
import type { Context } from '#platform/context'
import { assignNumbersStatement, highestNumberQuery } from '../sql/assign-numbers.js'
import { createNumberLock } from './number-lock.js'

/**
 * The one place numbers are given out. Calls wait for each other, so no number is given twice; a crash between leaves
 * numbers of people no load describes yet, which is harmless: the next load finds them. Who writes rows under numbers
 * holds them (`hold`); who changes whose number a customer carries waits for those and is alone meanwhile (`alone`).
 */
export function createCustomerNumbers(context: Context) {
  let last: Promise<unknown> = Promise.resolve()
  const lock = createNumberLock()
  const forgetful: (() => void)[] = []
  const assign = async (ids: Query<{ cust_id: string }>): Promise<number> => {
    const before = (await context.warehouse.query(highestNumberQuery))[0]
    await context.warehouse.command(assignNumbersStatement(ids, before?.highest ?? 0))
    const after = (await context.warehouse.query(highestNumberQuery))[0]
    return Number(after?.customers ?? 0) - Number(before?.customers ?? 0)
  }
  return {
    assign(ids: Query<{ cust_id: string }>): Promise<number> {
      const next = last.then(() => assign(ids))
      last = next.catch(() => undefined)
      return next
    },
    hold: lock.hold,
    alone: lock.alone,
    onChange(forget: () => void): void {
      forgetful.push(forget)
    },
    /** Tells everybody who remembers numbers that they changed. */
    changed(): void {
      for (const forget of forgetful) forget()
    },
  }
}

export type CustomerNumberDesk = ReturnType<typeof createCustomerNumbers>
