import { fail } from '#kernel/error'
import type { Context } from '#platform/context'
import type { JobRun } from '#platform/jobs'
import type { FetchedFile, Source } from '../contract.js'
import type { ListedFile } from '../domain/file-pattern.js'
import type { IngestPorts } from '../ports.js'
import { pendingLoad } from '../store/drift-store.js'
import { markTaken, takenFiles, takenKey } from '../store/source-file-store.js'
import type { Fetcher, FetchPlace } from './fetcher.js'
import { loadFile } from './load-file.js'
import { openFetcher } from './open-fetcher.js'

export interface FetchInput {
  readonly source: string
  /** For what the files do not say themselves. */
  readonly businessDate: string
}

export interface FetchResult {
  readonly files: readonly FetchedFile[]
}

/** Takes what is new at a source's connector, file by file in order, until one has to wait for a decision. */
export async function fetchSource(context: Context, ports: IngestPorts, run: JobRun<FetchInput>): Promise<FetchResult> {
  const { key, body } = await context.definitions.version<Source>('source', run.input.source, 'latest')
  if (context.settings.demo && body.demo !== true) fail('DEMO_TAKES_DEMO_ONLY', { source: key })
  const earlier = filesOf(run.checkpoint)
  if (earlier.some(({ status }) => status === 'waiting')) return { files: earlier }
  const waiting = await pendingLoad(context.ledger, key)
  if (waiting !== null) fail('SOURCE_DECISION_PENDING', { loadId: waiting })
  run.progress({ step: 'listing' })
  const place = fetchPlace(context, run, body, run.input)
  const fetcher = openFetcher(place)
  const fresh = await freshFiles(context, key, fetcher, await fetcher.list())
  const again = new Set(fresh.map(({ name }) => name))
  const before = earlier.filter(({ name }) => !again.has(name))
  const onTaken = (files: readonly FetchedFile[]) => run.save({ files: [...before, ...files] })
  return { files: [...before, ...(await takeAll(context, ports, run, { place, fetcher, files: fresh, backfill: false, onTaken }))] }
}

/** Files an attempt of this run took before it was cut off. */
function filesOf(checkpoint: unknown): readonly FetchedFile[] {
  return typeof checkpoint === 'object' && checkpoint !== null && 'files' in checkpoint ? (checkpoint as FetchResult).files : []
}

/** Where a running job fetches a source for a date. */
export function fetchPlace(context: Context, run: JobRun<unknown>, source: Source, { source: sourceKey, businessDate }: FetchInput): FetchPlace {
  const onBytes = (done: number) => run.progress({ step: 'fetching', done, unit: 'bytes' })
  return { context, source, sourceKey, businessDate, signal: run.signal, onBytes }
}

/** Files that were not taken yet in their present state. */
export async function freshFiles(context: Context, source: string, fetcher: Fetcher, files: readonly ListedFile[]): Promise<ListedFile[]> {
  if (!fetcher.once) return [...files]
  const taken = await takenFiles(context.ledger, source, files.map(({ name }) => name))
  return files.filter((file) => !taken.has(takenKey(file)))
}

export interface Taking {
  readonly place: FetchPlace
  readonly fetcher: Fetcher
  readonly files: readonly ListedFile[]
  readonly backfill: boolean
  /** Told after each file which ones are through. */
  readonly onTaken?: (files: readonly FetchedFile[]) => Promise<void>
}

/** Loads files one after the other; stops behind one that waits for a decision, since order may matter. */
export async function takeAll(context: Context, ports: IngestPorts, run: JobRun<unknown>, { place, fetcher, files, backfill, onTaken }: Taking): Promise<FetchedFile[]> {
  const results: FetchedFile[] = []
  for (const file of files) {
    run.signal.throwIfAborted()
    const fetched = await fetcher.take(file)
    if (fetched === null) continue
    const businessDate = file.businessDate ?? place.businessDate
    const input = { source: place.sourceKey, file: fetched.file, businessDate, backfill }
    const { status, loadId } = await loadFile(context, ports, { ...run, input })
    results.push({ name: file.name, businessDate, loadId, status })
    await onTaken?.(results)
    await markTaken(context.ledger, place.sourceKey, { name: file.name, mark: fetched.mark ?? file.mark, businessDate, loadId })
    if (status === 'waiting') break
  }
  return results
}
