import type { ManualValue, Mark } from './contract.js'
import type { MarkRow } from './sql/mark-queries.js'

/** A word about a customer as people see it. */
export function presentMark({ id, cust_id, value, gone, until, day, reason, batch, actor_name, ts }: MarkRow, { values = [] }: Pick<ManualValue, 'values'>): Mark {
  const named = values.find(({ code }) => code === value)
  const said = gone ? null : value
  return {
    id, custId: cust_id, value: said, label: named === undefined || gone ? null : { zh: named.zh, en: named.en },
    until, day, reason, by: actor_name, at: `${ts.replace(' ', 'T')}Z`, fromFile: batch !== '',
  }
}
