import { dirname, resolve } from 'node:path'
import type { Connection } from './connect.js'
import { fitStep } from './fit-step.js'
import { definitionFiles, type LoopFile, type LoopStep } from './loop-file.js'
import { runJob } from './run-job.js'

export interface LoopOptions {
  /** Files given with --data: a path for the only source, or source=path. */
  readonly data: readonly string[]
  readonly force: boolean
  readonly file: string
  readonly say: (text: string) => void
}

/** What a loop did: everything `--json` prints. */
export interface LoopResult {
  readonly loop: LoopFile['name']
  readonly definitions: unknown
  readonly loads: unknown[]
  /** What `fit` applied of other files, and what the rest lack. */
  readonly fits: unknown[]
  readonly tags: unknown
  /** Evaluations of tags and checks for mis-tags. */
  readonly checks: unknown[]
  readonly segments: unknown[]
  readonly clusterings: unknown[]
  readonly tierings: unknown[]
  readonly discoveries: unknown[]
  readonly models: unknown[]
  readonly analyses: unknown[]
  readonly lists: unknown[]
  /** The last evaluation; `evaluations` holds all of them. */
  readonly evaluation: unknown
  readonly evaluations: unknown[]
}

/** Where a step's answer goes; an evaluation's otherwise. */
const LISTS = [
  ['load', 'loads'], ['fit', 'fits'], ['misTag', 'checks'], ['segment', 'segments'], ['cluster', 'clusterings'], ['tier', 'tierings'], ['discover', 'discoveries'], ['train', 'models'], ['analyse', 'analyses'], ['list', 'lists'],
] as const

/** Runs a whole loop: definitions applied, then each step through the API. */
export async function runLoop(connection: Connection, loop: LoopFile, options: LoopOptions): Promise<LoopResult> {
  const result = { loads: [] as unknown[], fits: [] as unknown[], tags: null as unknown, checks: [] as unknown[], segments: [] as unknown[], clusterings: [] as unknown[], tierings: [] as unknown[], discoveries: [] as unknown[], models: [] as unknown[], analyses: [] as unknown[], lists: [] as unknown[], evaluations: [] as unknown[] }
  const definitions = await connection.request('POST', '/api/v1/definitions/apply', { files: definitionFiles(loop), force: options.force })
  const asOf = loop.asOf === undefined ? {} : { asOf: loop.asOf }
  for (const step of loop.run) {
    const done = 'fit' in step ? await fitStep(connection, resolve(dirname(options.file), step.fit), options) : await runStep(connection, step, asOf, options)
    const list = LISTS.find(([name]) => name in step)?.[1]
    if ('tags' in step && step.tags === 'build') result.tags = done
    else if ('tags' in step) result.checks.push(done)
    else result[list ?? 'evaluations'].push(done)
  }
  return { loop: loop.name, definitions, ...result, evaluation: result.evaluations.at(-1) ?? null }
}

async function runStep(connection: Connection, step: Exclude<LoopStep, { fit: string }>, asOf: { asOf?: string }, options: LoopOptions): Promise<unknown> {
  const run = (path: string, body: unknown, what: string) => {
    options.say(`${what} …`)
    return runJob(connection, path, body, (text) => options.say(`${what}: ${text}`))
  }
  if ('load' in step) return run('/api/v1/data/loads', loadBody(step, asOf, options), `load ${step.load} 装载`)
  if ('tags' in step || 'misTag' in step) return run(...tagStep(step, asOf))
  if ('segment' in step) return run(`/api/v1/segments/${step.segment}/snapshot`, asOf, `segment ${step.segment} 客群`)
  if ('cluster' in step) return run(`/api/v1/clusterings/${step.cluster}/run`, asOf, `cluster ${step.cluster} 聚类`)
  if ('tier' in step) return run(`/api/v1/tierings/${step.tier}/run`, { ...asOf, months: step.months ?? 0 }, `tier ${step.tier} 分层`)
  if ('discover' in step) return run(`/api/v1/discoveries/${step.discover}/run`, asOf, `discover ${step.discover} 子群`)
  if ('train' in step) return run(`/api/v1/models/${step.train}/train`, {}, `train ${step.train} 训练`)
  if ('analyse' in step) return run(`/api/v1/analyses/${step.analyse}/run`, asOf, `analyse ${step.analyse} 分析`)
  if ('list' in step) return run(`/api/v1/strategies/${step.list}/lists`, asOf, `list ${step.list} 名单`)
  return run(`/api/v1/evaluations/${step.evaluate}/run`, asOf, `evaluate ${step.evaluate} 评估`)
}

function loadBody(step: Extract<LoopStep, { load: string }>, { asOf }: { asOf?: string }, options: LoopOptions) {
  return { source: step.load, file: { path: dataPath(step, options) }, ...(asOf === undefined ? {} : { businessDate: asOf }) }
}

/** Steps of the tags room: path, body and what it is called. */
function tagStep(step: Extract<LoopStep, { tags: string } | { misTag: string }>, asOf: { asOf?: string }): [string, unknown, string] {
  if ('misTag' in step) return [`/api/v1/mis-tags/${step.misTag}/run`, asOf, `mis-tag ${step.misTag} 误标核查`]
  return step.tags === 'build' ? ['/api/v1/tags/build', asOf, 'build tags 生成标签'] : ['/api/v1/tag-evaluation/run', asOf, 'evaluate tags 评估标签']
}

/** A load's file: --data source=path, else --data path when there is one, else the path in the file beside it. */
function dataPath(step: Extract<LoopStep, { load: string }>, options: LoopOptions): string {
  const named = options.data.find((item) => item.startsWith(`${step.load}=`))
  if (named !== undefined) return resolve(named.slice(step.load.length + 1))
  const plain = options.data.find((item) => !/^[a-z][a-z0-9-]*=/.test(item))
  if (plain !== undefined) return resolve(plain)
  if (step.data !== undefined) return resolve(dirname(options.file), step.data)
  throw new Error(`No file for the source ${step.load}: add --data ${step.load}=FILE. 请用 --data 指定文件。`)
}
