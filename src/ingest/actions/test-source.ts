import { randomUUID } from 'node:crypto'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fail } from '#kernel/error'
import { businessDateOf } from '#kernel/calendar'
import type { Context } from '#platform/context'
import type { InferredColumn, Source, SourceTest } from '../contract.js'
import { targetOf } from '../domain/check-connector.js'
import { compareDates } from '../domain/file-pattern.js'
import { maskText } from '../domain/mask-text.js'
import { takenFiles, takenKey } from '../store/source-file-store.js'
import { SAMPLE_ROWS, type FetchPlace } from './fetcher.js'
import { openFetcher } from './open-fetcher.js'
import { previewFile } from './preview-file.js'
import { uploadFolder } from './resolve-file.js'

const TEST_SECONDS = 30
const SHOWN_FILES = 10

/**
 * Tries a source's connector, of its draft when there is one: what is there, its columns, and twenty rows with letters
 * and digits masked. Loads nothing.
 */
export async function testSource(context: Context, key: string): Promise<SourceTest> {
  const { body } = await context.definitions.get<Source>('source', key)
  if (context.settings.demo && body.demo !== true) fail('DEMO_TAKES_DEMO_ONLY', { source: key })
  const now = context.clock.now().toISOString()
  const place: FetchPlace = {
    context,
    source: body,
    sourceKey: key,
    businessDate: businessDateOf(now, context.settings.timeZone),
    signal: AbortSignal.timeout(TEST_SECONDS * 1000),
    onBytes: () => undefined,
  }
  const fetcher = openFetcher(place)
  const listed = await fetcher.list()
  const newest = [...listed].sort((a, b) => compareDates(b, a))[0]
  if (newest === undefined) return { files: [], matching: 0, columns: [], rows: [] }
  const taken = fetcher.once ? await takenFiles(context.ledger, key, listed.map(({ name }) => name)) : new Set<string>()
  const files = [...listed].sort((a, b) => compareDates(b, a)).slice(0, SHOWN_FILES)
  const path = join(uploadFolder(context), `sample-${randomUUID()}`)
  await mkdir(uploadFolder(context), { recursive: true, mode: 0o700 })
  try {
    await fetcher.sample(newest, path)
    const preview = await previewFile(context, { path }, body.format, true)
    return {
      files: fetcher.once ? files.map((file) => ({ name: file.name, bytes: file.bytes, businessDate: file.businessDate, taken: taken.has(takenKey(file)) })) : [],
      matching: fetcher.once ? listed.length : 0,
      columns: preview.columns.map(({ name, type, values, empty }) => ({ name, type, values, empty })),
      rows: preview.rows.slice(0, SAMPLE_ROWS).map((row) => row.map(maskText)),
      proposal: { format: preview.format, columns: preview.columns.map(withoutSamples), targets: preview.suggestion },
    }
  } catch (error) {
    if (place.signal.aborted) fail('CONNECTOR_UNREACHABLE', { host: targetOf(body.connector ?? { kind: 'upload' })?.url.host ?? '', reason: `no answer in ${TEST_SECONDS} seconds` }, 'connector')
    throw error
  } finally {
    await rm(path, { force: true })
  }
}

const withoutSamples = (column: InferredColumn): InferredColumn => ({ ...column, samples: [], misfitSamples: column.misfitSamples.map(maskText) })
