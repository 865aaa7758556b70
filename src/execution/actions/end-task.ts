import { fail } from '#kernel/error'
import type { z } from 'zod'
import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import { addDoNotContact } from '#strategy'
import type { taskDoneSchema, TaskView } from '../contract.js'
import { endTask as storeEnd, lockTask } from '../store/task-store.js'

/** Ends a task of the actor's scope. A customer who asks not to be called goes on the do-not-contact list at once. */
export async function endTask(context: Context, id: string, end: z.infer<typeof taskDoneSchema>, actor: Actor): Promise<TaskView> {
  return context.ledger.transaction(async (tx) => {
    const task = await lockTask(tx, id, actor.scope)
    if (task.state !== 'OPEN') fail('TASK_ENDED', { id })
    const done = await storeEnd(tx, id, { state: end.skip ? 'SKIPPED' : 'DONE', disposition: end.disposition ?? null, note: end.note ?? null, by: actor.name })
    if (end.disposition === 'DO_NOT_CALL') await addDoNotContact(context, tx, [task.custId], `task ${id}`, actor)
    await context.audit.record(actor, { action: 'task.end', objectKind: 'task', objectKey: id, after: { state: done.state, disposition: done.disposition } }, tx)
    return done
  })
}
