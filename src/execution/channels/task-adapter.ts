import { addDays } from '#kernel/calendar'
import { addTasks } from '../store/task-store.js'
import type { ChannelAdapter } from './adapter.js'

const DUE_DAYS = 7

/** The console's own task list: one task a customer, for the relationship manager or the branch. */
export const taskAdapter: ChannelAdapter = {
  channel: 'TASK',
  batch: 1000,
  afterCrash: 'again',
  notReady: () => null,
  async deliver({ context, list, strategy }, deliveries) {
    const due = addDays(await context.businessClock.today(), strategy.window?.days ?? DUE_DAYS)
    const tasks = deliveries.map((one) => ({
      list_id: Number(list.id),
      strategy: list.strategy,
      cust_id: one.custId,
      org_path: one.orgPath,
      rm: one.rm,
      arm: one.arm,
      text: one.content?.body ?? null,
      due,
    }))
    await addTasks(context.ledger.db, tasks)
    return deliveries.map(({ custId }) => ({ custId, sent: true }))
  },
}
