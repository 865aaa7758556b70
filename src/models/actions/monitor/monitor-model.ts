import { businessDateOf } from '#kernel/calendar'
import { fail } from '#kernel/error'
import type { Context } from '#platform/context'
import type { JobRun } from '#platform/jobs'
import { closeNotice, raiseNotice } from '#quality'
import type { TagPorts } from '#tags'
import type { Model, ScoreRun } from '../../contract.js'
import { monitorSchema, type Fired, type Monitor, type MonitorReport } from '../../contract-monitor.js'
import { causeOf, firedBy } from '../../domain/retrain-rules.js'
import { insertReport, reportOfJob } from '../../store/monitor-store.js'
import { listVersions, versionInRole, type StoredVersion } from '../../store/version-store.js'
import { scoreRuns } from '../read-scores.js'
import { scoreByTask } from '../uplift/by-task.js'
import type { TrainRequest } from '../train-version.js'
import { settleScores } from './settle-scores.js'

export interface MonitorInput {
  readonly key: string
  readonly cause: MonitorReport['cause']
  readonly missed: number
}

export interface MonitorResult {
  readonly fired: number
  readonly trainJob: string | null
}

/** Time people have to decide about a version before another may be trained. */
const DECIDE_MS = 30 * 86_400_000

/** Largest moves a report keeps. */
const FEATURES_KEPT = 50

/**
 * Looks at a model once: scores its population where asked to (and the challenger's shadow), measures how far features and
 * scores have moved since training and how an old run did against what then happened, and where a rule fires tells people
 * and starts the training of a new version. Nothing is promoted.
 * @throws AppError MODEL_NO_CHAMPION, MODEL_NOT_SCORED
 */
export async function monitorModel(context: Context, ports: TagPorts, run: JobRun<MonitorInput>): Promise<MonitorResult> {
  const { key, cause, missed } = run.input
  const made = await reportOfJob(context.ledger, run.id)
  if (made !== null) return { fired: made.fired.length, trainJob: made.trainJob }
  const version = (await versionInRole(context.ledger.db, key, 'champion')) ?? fail('MODEL_NO_CHAMPION', { key })
  const { body: model } = await context.definitions.version<Model>('model', key, version.definitionVersion)
  const monitor = await monitorOf(context, key, model)
  const today = await context.businessClock.today()
  const scored = await freshRun(context, ports, run, { key, version, monitor, today })
  run.progress({ step: 'evaluating' })
  const settled = await settleScores({ context, ports, model, version, today, jobId: run.id, signal: run.signal })
  const trainedOn = businessDateOf(version.trainedAt, context.settings.timeZone)
  const watched = { scorePsi: scored.scorePsi, features: scored.drift.slice(0, FEATURES_KEPT), settled, trainedOn, today: businessDateOf(context.clock.now().toISOString(), context.settings.timeZone) }
  const fired = firedBy(monitor, watched)
  const waiting = await newerThan(context, version)
  const trainJob = fired.length > 0 && monitor.retrain && waiting === null ? await retrain(context, run, key, causeOf(fired, today)) : null
  await tell(context, { key, monitor, fired, today })
  await keep(context, run, {
    model: key, version: version.number, asOf: today, scoreRun: scored.runId, scoredAsOf: scored.asOf, cause, missed,
    scorePsi: scored.scorePsi, features: watched.features, settled, fired, trainJob, waiting,
  })
  return { fired: fired.length, trainJob }
}

/** The limits published now; a model whose monitor was taken away is looked at by the usual ones. */
async function monitorOf(context: Context, key: string, model: Model): Promise<Monitor> {
  const { body } = await context.definitions.version<Model>('model', key, 'latest')
  return body.monitor ?? model.monitor ?? monitorSchema.parse({ schedule: { kind: 'cron', cron: '0 6 * * *' }, score: false, retrain: false })
}

interface Looking {
  readonly key: string
  readonly version: StoredVersion
  readonly monitor: Monitor
  readonly today: string
}

/** The run to look at: made now where the monitor scores and none of today is there. */
async function freshRun(context: Context, ports: TagPorts, run: JobRun<MonitorInput>, { key, version, monitor, today }: Looking): Promise<ScoreRun> {
  const newest = async (shadow: boolean): Promise<ScoreRun | undefined> => (await scoreRuns(context, key, shadow))[0]
  const isDue = (found: ScoreRun | undefined, number: number): boolean => monitor.score && (found?.asOf !== today || found.version !== number)
  if (isDue(await newest(false), version.number)) await scoreByTask(context, ports, { ...run, input: { key } })
  const challenger = await versionInRole(context.ledger.db, key, 'challenger')
  if (challenger !== null && isDue(await newest(true), challenger.number)) await scoreByTask(context, ports, { ...run, input: { key, shadow: true } })
  return (await newest(false)) ?? fail('MODEL_NOT_SCORED', { key })
}

/** A version trained after the champion, not long ago, that nobody has decided about. */
async function newerThan(context: Context, champion: StoredVersion): Promise<number | null> {
  const since = new Date(context.clock.now().getTime() - DECIDE_MS).toISOString()
  const open = (await listVersions(context.ledger, champion.model)).find(({ number, status, trainedAt }) => number > champion.number && status !== 'retired' && new Date(trainedAt).toISOString() > since)
  return open?.number ?? null
}

function retrain(context: Context, run: JobRun<MonitorInput>, key: string, cause: string): Promise<string> {
  const input: TrainRequest = { key, cause }
  return context.jobs.start('models.train', input, run.actor, { subject: key, idempotencyKey: `retrain:${run.id}` })
}

async function tell(context: Context, { key, monitor, fired, today }: { key: string; monitor: Monitor; fired: readonly Fired[]; today: string }): Promise<void> {
  const [worst] = fired
  if (worst === undefined) return closeNotice(context, `model/${key}`, today)
  const { name } = await context.definitions.get<Model>('model', key)
  const named = { zh: `模型“${name.zh}”需要关注：${causeOf(fired, today)}`, en: `The model "${name.en ?? key}" needs attention: ${causeOf(fired, today)}` }
  await raiseNotice(context, { rule: `model/${key}`, name: named, kind: `model-${worst.rule}`, severity: 'warn', asOf: today, value: worst.value, threshold: worst.limit, tell: monitor.tell })
}

async function keep(context: Context, run: JobRun<MonitorInput>, report: Omit<MonitorReport, 'reportedAt'>): Promise<void> {
  await context.ledger.transaction(async (tx) => {
    await insertReport(tx, run.id, report)
    const after = { version: report.version, asOf: report.asOf, scorePsi: report.scorePsi, fired: report.fired, trainJob: report.trainJob }
    await context.audit.record(run.actor, { action: 'model.monitor', objectKind: 'model', objectKey: report.model, after }, tx)
  })
}
