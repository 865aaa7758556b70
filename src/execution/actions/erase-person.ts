import type { Context } from '#platform/context'
import type { ErasurePlace } from '#ingest'
import { dropTaskNotes, notedTasks } from '../store/task-store.js'

/** What people wrote about a customer on their tasks. Decisions and contacts stay: they prove what was done. */
export function executionErasure({ ledger }: Context): ErasurePlace[] {
  return [
    {
      name: 'execution',
      async erase({ custIds }, work) {
        const rows = await notedTasks(ledger.db, custIds)
        if (rows === 0) return
        await work.removing('task', rows)
        await dropTaskNotes(ledger.db, custIds)
      },
    },
  ]
}
