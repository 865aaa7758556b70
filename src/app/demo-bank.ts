import { spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { AppError, fail } from '#kernel/error'
import { CLI_TOKEN_FILE } from '#platform/access'
import type { Context } from '#platform/context'
import { idempotencyKey, type Routes } from '#platform/http'
import { startedSchema } from '#platform/http/contract'
import type { JobRun } from '#platform/jobs'
import { packageRoot } from '#platform/files'
import { SERVER_FILE } from './cli/server-file.js'
import { demoBankNewsSchema, demoBankResultSchema, demoBankSchema, type DemoBank, type DemoBankResult } from './contract.js'
import { startDemoMarket, truthFolder } from './demo-market.js'
import { demoProcessArgs } from './demo-process.js'

/** Business date of the demo bank's last data; the clock of a demo starts there. */
const DEMO_TODAY = '2025-12-31'
/** Files the bank delivers, for progress. */
const FILES = 40
/** Words of the process kept for an error. */
const TAIL = 2000

/**
 * Fills a demo with the made-up bank: its process, apart from the product, makes the files and delivers them over the
 * API as a bank would. Stopped and started again, it goes on: what is loaded stays.
 */
export function registerDemoBank(context: Context): void {
  context.jobs.register<DemoBank, DemoBankResult>({
    kind: 'system.demo-bank',
    titleZh: '装载演示银行',
    titleEn: 'Load the demo bank',
    afterCrash: 'fail',
    exclusive: () => 'demo-bank',
    run: (run) => fill(context, run),
  })
}

async function fill(context: Context, run: JobRun<DemoBank>): Promise<DemoBankResult> {
  await startClock(context, run)
  const { dataDir } = context.settings
  const { url } = JSON.parse(await readFile(join(dataDir, SERVER_FILE), 'utf8')) as { url: string }
  const token = (await readFile(join(dataDir, CLI_TOKEN_FILE), 'utf8')).trim()
  const { customers, seed } = run.input
  const args = [...demoProcessArgs(), 'load', '--customers', String(customers), '--seed', String(seed), '--truth', truthFolder(context)]
  const result = await deliver(run, args, JSON.stringify({ url, token }))
  await startDemoMarket(context)
  return result
}

/** The demo's first day, unless its clock has gone on already. */
async function startClock(context: Context, run: JobRun<DemoBank>): Promise<void> {
  try {
    await context.businessClock.closeDay(DEMO_TODAY, run.actor)
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'BUSINESS_DATE_BACK') throw error
  }
}

/** Runs the process until it ends; its news are the job's progress, its last line the result. */
async function deliver(run: JobRun<DemoBank>, args: readonly string[], input: string): Promise<DemoBankResult> {
  const child = spawn(process.execPath, args, { cwd: packageRoot(), stdio: ['pipe', 'pipe', 'pipe'], signal: run.signal })
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  // A stop of the job ends the process, which is the error of `ended`; it is awaited after the lines.
  ended.catch(() => undefined)
  let tail = ''
  child.stderr.on('data', (bytes: Buffer) => (tail = `${tail}${bytes.toString()}`.slice(-TAIL)))
  child.stdin.end(input)
  let result: DemoBankResult | null = null
  for await (const line of createInterface({ input: child.stdout })) result = readNews(run, line) ?? result
  const code = await ended.catch((error: unknown) => {
    if (run.signal.aborted) fail('CANCELLED')
    throw error
  })
  if (code !== 0 || result === null) fail('DEMO_BANK_FAILED', { reason: tail.trim().split('\n').find((line) => line.includes('Error')) ?? `exit ${String(code)}` })
  return result
}

function readNews(run: JobRun<DemoBank>, line: string): DemoBankResult | null {
  const value: unknown = JSON.parse(line)
  const result = demoBankResultSchema.safeParse((value as { result?: unknown }).result)
  if (result.success) return result.data
  const news = demoBankNewsSchema.parse(value)
  run.progress({ step: news.step, done: Math.min(news.done, FILES - 1), total: FILES, unit: 'steps' })
  return null
}

/** The route that fills a demo; refused where real data may be. */
export function demoBankRoutes(routes: Routes, context: Context): void {
  routes.add({
    method: 'POST', url: '/api/v1/demo/bank', permission: 'system.manage', tags: ['system'],
    summary: 'Load the made-up demo bank (demo mode only)',
    body: demoBankSchema,
    response: startedSchema,
    handler: async ({ body, actor, request }) => {
      if (!context.settings.demo) fail('DEMO_ONLY')
      return { jobId: await context.jobs.start('system.demo-bank', body, actor, { subject: 'demo-bank', ...idempotencyKey(request) }) }
    },
  })
}
