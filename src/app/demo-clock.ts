import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { addDays } from '#kernel/calendar'
import { fail } from '#kernel/error'
import type { Context } from '#platform/context'
import { idempotencyKey, type Routes } from '#platform/http'
import { startedSchema } from '#platform/http/contract'
import type { JobRun } from '#platform/jobs'
import { advanceSchema, demoClockSchema, type Advance } from './contract.js'

/** Written beside the data by the channel simulator while it runs: where it answers. */
const SIMULATOR_FILE = 'simulator.json'

interface Advanced {
  readonly from: string
  readonly to: string
  /** Whether the simulated market moved too. */
  readonly market: boolean
}

/** The demo's clock: days closed one after another, and the simulated market told. */
export function registerDemoClock(context: Context): void {
  context.jobs.register<Advance, Advanced>({
    kind: 'system.demo-advance',
    titleZh: '推进演示日期',
    titleEn: 'Advance the demo date',
    afterCrash: 'fail',
    exclusive: () => 'demo-clock',
    run: (run) => advance(context, run),
  })
}

async function advance(context: Context, run: JobRun<Advance>): Promise<Advanced> {
  const { days } = run.input
  const from = await context.businessClock.today()
  for (let day = 1; day <= days; day++) {
    if (run.signal.aborted) fail('CANCELLED')
    await context.businessClock.closeDay(addDays(from, day), run.actor)
    run.progress({ step: 'closing-days', done: day, total: days, unit: 'steps' })
  }
  const to = addDays(from, days)
  const url = await simulatorUrl(context)
  if (url === null) return { from, to, market: false }
  run.progress({ step: 'market', done: days, total: days, unit: 'steps' })
  const answer = await fetch(`${url}/advance`, { method: 'POST', body: JSON.stringify({ to }), headers: { 'content-type': 'application/json' }, signal: run.signal })
  if (!answer.ok) fail('SIMULATOR_FAILED', { status: answer.status, reason: (await answer.text()).slice(0, 300) })
  return { from, to, market: true }
}

/** Address of the simulator when one answers; only an address of this machine is believed. */
async function simulatorUrl(context: Context): Promise<string | null> {
  const text = await readFile(join(context.settings.dataDir, SIMULATOR_FILE), 'utf8').catch(() => null)
  const parsed = z.object({ url: z.url({ hostname: /^127\.0\.0\.1$/ }) }).safeParse(text === null ? null : parseJson(text))
  if (!parsed.success) return null
  const alive = await fetch(`${parsed.data.url}/state`, { signal: AbortSignal.timeout(2000) }).catch(() => null)
  return alive?.ok === true ? parsed.data.url : null
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** Routes of the demo's clock. */
export function demoClockRoutes(routes: Routes, context: Context): void {
  routes.add({
    method: 'GET', url: '/api/v1/demo/clock', permission: 'job.read', tags: ['system'],
    summary: 'Whether this is a demo, its business date, whether the simulated market answers',
    response: demoClockSchema,
    handler: async () => {
      const url = context.settings.demo ? await simulatorUrl(context) : null
      return { demo: context.settings.demo, today: await context.businessClock.today(), market: url }
    },
  })
  routes.add({
    method: 'POST', url: '/api/v1/demo/advance', permission: 'system.manage', tags: ['system'],
    summary: 'Let 1 to 90 days pass in a demo',
    body: advanceSchema,
    response: startedSchema,
    handler: async ({ body, actor, request }) => {
      if (!context.settings.demo) fail('DEMO_ONLY')
      return { jobId: await context.jobs.start('system.demo-advance', body, actor, { subject: 'clock', ...idempotencyKey(request) }) }
    },
  })
}
