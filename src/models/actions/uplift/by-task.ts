import { fail } from '#kernel/error'
import type { Context } from '#platform/context'
import type { JobRun } from '#platform/jobs'
import type { TagPorts } from '#tags'
import type { Actor } from '#platform/access/contract'
import type { Model } from '../../contract.js'
import type { UpliftBody } from '../../contract-uplift.js'
import { versionInRole, versionOfJob } from '../../store/version-store.js'
import { explainCustomer } from '../read-scores.js'
import { scoreModel, type ScoreInput, type ScoreResult } from '../score-model.js'
import { trainVersion, type TrainRequest, type TrainResult } from '../train-version.js'
import { isUplift } from './check-uplift.js'
import { explainUplift } from './read-uplift.js'
import { scoreUplift } from './score-uplift.js'
import { trainUplift } from './train-uplift.js'

type Body = Model | UpliftBody

/** Trains a definition in the way of its task. */
export async function trainByTask(context: Context, ports: TagPorts, run: JobRun<TrainRequest>): Promise<TrainResult> {
  const { key, version } = run.input
  const { version: number, body } = await context.definitions.version<Body>('model', key, version ?? 'latest')
  if (!isUplift(body)) return trainVersion(context, ports, run)
  const made = await versionOfJob(context.ledger, run.id)
  return made === null ? trainUplift(context, ports, run, { key, version: number, body }) : { model: key, number: made }
}

/** Scores the population in the way of the version's task. @throws AppError MODEL_NO_CHAMPION and those of scoring */
export async function scoreByTask(context: Context, ports: TagPorts, run: JobRun<ScoreInput>): Promise<ScoreResult> {
  const { key, shadow = false } = run.input
  const version = (await versionInRole(context.ledger.db, key, shadow ? 'challenger' : 'champion')) ?? fail('MODEL_NO_CHAMPION', { key })
  const { body } = await context.definitions.version<Body>('model', key, version.definitionVersion)
  return isUplift(body) ? scoreUplift(context, ports, run, version, body) : scoreModel(context, ports, run)
}

/** A customer's score with its reasons, in the way of the model's task. */
export async function explainByTask(context: Context, key: string, custId: string, actor: Actor) {
  const { body } = await context.definitions.get<Body>('model', key)
  return isUplift(body) ? explainUplift(context, key, custId, actor) : explainCustomer(context, key, custId, actor)
}
