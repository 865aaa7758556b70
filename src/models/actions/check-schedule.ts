import type { Mistake } from '#kernel/error'
import { cronFault } from '#ingest'
import type { Monitor } from '../contract-monitor.js'

/** Mistakes of when a model is looked at. */
export function scheduleMistakes({ monitor }: { readonly monitor?: Monitor | undefined }): Mistake[] {
  const fault = monitor?.schedule.kind === 'cron' ? cronFault(monitor.schedule.cron) : null
  return fault === null ? [] : [{ code: 'SCHEDULE_INVALID', path: 'monitor.schedule.cron', params: { reason: fault } }]
}
