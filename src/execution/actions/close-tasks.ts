import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import { getList } from '#strategy'
import { openTasksOf, skipTasks } from '../store/task-store.js'

/** Puts aside the open tasks of a customer who may no longer be contacted; returns how many. Audited. */
export async function closeTasks(context: Context, custId: string, why: { readonly marketingOnly: boolean; readonly note: string }, actor: Actor): Promise<number> {
  return context.ledger.transaction(async (tx) => {
    const open = await openTasksOf(tx, custId)
    const lists = new Map(await Promise.all([...new Set(open.map((task) => task.listId))].map(async (id) => [id, await getList(tx, id)] as const)))
    const ended = open.filter((task) => !why.marketingOnly || lists.get(task.listId)?.purpose === 'MARKETING').map((task) => task.id)
    await skipTasks(tx, ended, { note: why.note, by: actor.name })
    for (const id of ended) await context.audit.record(actor, { action: 'task.close', objectKind: 'task', objectKey: id, after: { state: 'SKIPPED', note: why.note } }, tx)
    return ended.length
  })
}
