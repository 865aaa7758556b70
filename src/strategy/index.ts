import type { Context } from '#platform/context'
import { listsOf, type StoredList } from './store/list-store.js'

export { addDoNotContact } from './actions/do-not-contact.js'
export { listsOfCustomer } from './actions/lists-of-customer.js'
export { listRun, listUnits, memberPages } from './actions/read-list.js'
export type { Channel, Content, ListArm, Purpose, Strategy } from './contract.js'
export { registerStrategy } from './jobs.js'
export { strategyRoutes } from './routes.js'
export type { MemberRow } from './sql/member-queries.js'
export { idsOnList } from './store/do-not-contact-store.js'
export { endFrozen, getList, type StoredList } from './store/list-store.js'
export { strategyMigrations } from './store/migrations.js'
export { strategyTables } from './warehouse/tables.js'

/** Every list of a strategy, newest first. */
export function findLists(context: Context, strategyKey: string): Promise<StoredList[]> {
  return listsOf(context.ledger, strategyKey)
}
