import { AppError } from '#kernel/error'
import { dirname, join, resolve } from 'node:path'
import { z } from 'zod'
import type { Context } from '#platform/context'
import { idempotencyKey, type Routes } from '#platform/http'
import { startedSchema } from '#platform/http/contract'
import type { JobRun } from '#platform/jobs'
import { packageRoot } from '#platform/files'
import { definitionFiles, readLoopFile, type LoopStep } from './cli/loop-file.js'

const FILE = join('examples', 'email-campaign.yaml')

interface ExampleResult {
  /** Definitions it made, for links. */
  readonly source: string
  readonly segment: string
  readonly evaluation: string
}

/** The example loop a newcomer runs with one click: the shipped file, through the same jobs as a person's own data. */
export function registerExampleLoop(context: Context): void {
  context.jobs.register<Record<string, never>, ExampleResult>({
    kind: 'system.example-loop',
    titleZh: '运行示例闭环',
    titleEn: 'Run the example loop',
    afterCrash: 'resume',
    exclusive: () => 'example-loop',
    run: (run) => runExample(context, run),
  })
}

async function runExample(context: Context, run: JobRun<Record<string, never>>): Promise<ExampleResult> {
  const file = join(packageRoot(), FILE)
  const loop = await readLoopFile(file)
  await context.definitions.apply(definitionFiles(loop), run.actor, { note: 'example loop' })
  for (const [at, step] of loop.run.entries()) {
    run.progress({ step: Object.keys(step)[0] ?? 'step', done: at, total: loop.run.length, unit: 'steps' })
    // What fits is asked of a bank with sources of its own, by the command line.
    if ('fit' in step) throw new AppError('FIELD_INVALID', { reason: 'fit' }, 'run')
    const { kind, input, subject } = jobOf(step, file, loop.asOf)
    await context.jobs.wait(await context.jobs.start(kind, input, run.actor, { subject }))
  }
  return { source: 'email-campaign', segment: 'recent-spenders', evaluation: 'womens-email' }
}

function jobOf(step: Exclude<LoopStep, { fit: string }>, file: string, asOf: string | undefined): { kind: string; input: unknown; subject: string } {
  const date = asOf === undefined ? {} : { asOf }
  if ('load' in step) return loadJob(step, file, asOf)
  if ('tags' in step || 'misTag' in step) return tagJob(step, date)
  if ('segment' in step || 'cluster' in step || 'tier' in step || 'discover' in step) return groupingJob(step, date)
  if ('train' in step) return { kind: 'models.train', subject: step.train, input: { key: step.train } }
  if ('analyse' in step) return { kind: 'models.analyse', subject: step.analyse, input: { key: step.analyse, ...date } }
  if ('list' in step) return { kind: 'strategy.freeze-list', subject: step.list, input: { strategy: step.list, ...date } }
  return { kind: 'review.evaluate', subject: step.evaluate, input: { key: step.evaluate, ...date } }
}

/** Jobs of the tags room. */
function tagJob(step: Extract<LoopStep, { tags: string } | { misTag: string }>, date: { readonly asOf?: string }): { kind: string; input: unknown; subject: string } {
  if ('misTag' in step) return { kind: 'tags.mis-tag', subject: step.misTag, input: { key: step.misTag, ...date } }
  return { kind: step.tags === 'build' ? 'tags.build' : 'tags.evaluate', subject: 'all', input: date }
}

function loadJob(step: Extract<LoopStep, { load: string }>, file: string, asOf: string | undefined): { kind: string; input: unknown; subject: string } {
  const path = resolve(dirname(file), step.data ?? '')
  const businessDate = asOf === undefined ? {} : { businessDate: asOf }
  return { kind: 'data.load', subject: step.load, input: { source: step.load, file: { path }, trustedPath: true, ...businessDate } }
}

type GroupingStep = Extract<LoopStep, { segment: string } | { cluster: string } | { tier: string } | { discover: string }>

/** Jobs of the segments room. */
function groupingJob(step: GroupingStep, date: { readonly asOf?: string }): { kind: string; input: unknown; subject: string } {
  if ('segment' in step) return { kind: 'segment.snapshot', subject: step.segment, input: { key: step.segment, ...date } }
  if ('cluster' in step) return { kind: 'segments.cluster', subject: step.cluster, input: { key: step.cluster, ...date } }
  if ('tier' in step) return { kind: 'segments.tier', subject: step.tier, input: { key: step.tier, months: step.months ?? 0, ...date } }
  return { kind: 'segments.discover', subject: step.discover, input: { key: step.discover, ...date } }
}

/** The route home's "run the example loop" calls. */
export function exampleLoopRoutes(routes: Routes, context: Context): void {
  routes.add({
    method: 'POST', url: '/api/v1/example-loop', permission: 'definition.apply', tags: ['system'],
    summary: 'Run the example loop that ships with the product',
    body: z.strictObject({}).optional(),
    response: startedSchema,
    handler: async ({ actor, request }) => ({ jobId: await context.jobs.start('system.example-loop', {}, actor, { subject: 'example', ...idempotencyKey(request) }) }),
  })
}
