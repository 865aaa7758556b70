import type { Context } from '#platform/context'
import type { Model } from '../../contract.js'
import { listReports, modelSchedules } from '../../store/monitor-store.js'

const NEWEST = 100

/** What a model is watched by, when next, and its reports, newest first. @throws AppError NOT_FOUND */
export async function readDrift(context: Context, key: string) {
  const { body } = await context.definitions.get<Model>('model', key)
  const [schedules, reports] = await Promise.all([modelSchedules(context.ledger), listReports(context.ledger, key, NEWEST)])
  return { monitor: body.monitor ?? null, nextDue: schedules.get(key)?.nextDue ?? null, reports }
}
