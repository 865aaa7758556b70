import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { LoadResult } from '#ingest'
import { definitionFiles, readLoopFile } from '../../../src/app/cli/loop-file.js'
import { headOffice, openFilledApp, type TestApp } from '../app.js'

const folder = dirname(fileURLToPath(import.meta.url))

/** Business date of the small bank. */
export const asOf = '2025-12-31'

/** Runs a job to its end. */
export async function runJob<Result>(app: TestApp, kind: string, input: unknown): Promise<Result> {
  return (await app.context.jobs.wait(await app.context.jobs.start(kind, input, headOffice))) as Result
}

/** Loads one of the small bank's files through a published source. */
export function loadSmallFile(app: TestApp, source: string, file: string, businessDate = asOf): Promise<LoadResult> {
  return runJob(app, 'data.load', { source, file: { path: join(folder, file) }, trustedPath: true, businessDate })
}

/** A test app with the small bank, its tags built and the segments `active` and `wealthy` frozen. */
export function openSmallBank(settings: Record<string, string> = {}): Promise<TestApp> {
  return openFilledApp('small-bank', loadSmallBank, settings)
}

/** Defines and loads the small bank, builds its tags and freezes the segments `active` and `wealthy`. */
export async function loadSmallBank(app: TestApp): Promise<void> {
  const loop = await readLoopFile(join(folder, 'small-bank.yaml'))
  await app.context.definitions.apply(definitionFiles(loop), headOffice)
  for (const source of ['orgs', 'customers', 'scores']) await loadSmallFile(app, source, `${source}.csv`)
  await loadSmallFile(app, 'accounts', 'accounts.csv', '2025-11-30')
  await loadSmallFile(app, 'accounts', 'accounts-update.csv')
  for (const source of ['transactions', 'touches', 'outcomes']) await loadSmallFile(app, source, `${source}.csv`)
  await runJob(app, 'tags.build', { asOf })
  for (const key of ['active', 'wealthy']) await runJob(app, 'segment.snapshot', { key, asOf })
}
