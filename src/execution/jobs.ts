import type { Context } from '#platform/context'
import type { TagPorts } from '#tags'
import { dispatchList, type DispatchInput, type DispatchResult } from './actions/dispatch-list.js'

/** The job that sends a released list. */
export function registerExecution(context: Context, ports: TagPorts): void {
  context.jobs.register<DispatchInput, DispatchResult>({
    kind: 'execution.dispatch',
    titleZh: '执行名单',
    titleEn: 'Send a list',
    afterCrash: 'resume',
    exclusive: (input) => `dispatch:${input.listId}`,
    run: (run) => dispatchList(context, ports, run),
  })
}
