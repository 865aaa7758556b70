import { fail } from '#kernel/error'
import type { Context } from '#platform/context'
import type { JobRun } from '#platform/jobs'
import type { FetchedFile, Source } from '../contract.js'
import { compilePattern } from '../domain/file-pattern.js'
import { businessDatesBetween } from '../domain/next-due.js'
import type { IngestPorts } from '../ports.js'
import { pendingLoad } from '../store/drift-store.js'
import { loadedDates } from '../store/load-history.js'
import { fetchPlace, freshFiles, takeAll } from './fetch-source.js'
import { openFetcher } from './open-fetcher.js'

export interface BackfillInput {
  readonly source: string
  readonly from: string
  readonly to: string
}

/** Dates by what became of them. `stoppedAt`: the date whose load waits for a decision; the same backfill again goes on. */
export interface BackfillResult {
  readonly loaded: number
  readonly unchanged: number
  readonly nothing: number
  readonly stoppedAt: string | null
}

/** Longest range of a backfill: ten years. */
const MOST_DATES = 3660

/** Loads a range of business dates in order, one by one. Dates loaded before are unchanged; a crash loses at most one date. */
export async function backfillSource(context: Context, ports: IngestPorts, run: JobRun<BackfillInput>): Promise<BackfillResult> {
  const { source: key, from, to } = run.input
  const { body } = await context.definitions.version<Source>('source', key, 'latest')
  if (context.settings.demo && body.demo !== true) fail('DEMO_TAKES_DEMO_ONLY', { source: key })
  assertBackfill(body, from, to)
  const waiting = await pendingLoad(context.ledger, key)
  if (waiting !== null) fail('SOURCE_DECISION_PENDING', { loadId: waiting })
  const dates = await datesOf(context, run, body)
  const before = await loadedDates(context.ledger, key, from, to)
  const { done, ...sum } = savedCount(run.checkpoint)
  for (const [at, date] of dates.entries()) {
    if (date <= done) continue
    run.signal.throwIfAborted()
    run.progress({ step: 'backfill', done: at, total: dates.length, unit: 'steps' })
    const files = await loadDate(context, ports, run, body, date, before.has(date))
    if (files.some(({ status }) => status === 'waiting')) return { ...sum, stoppedAt: date }
    sum[outcomeOf(files, before.has(date))] += 1
    await run.save({ done: date, ...sum })
  }
  return { ...sum, stoppedAt: null }
}

function outcomeOf(files: readonly FetchedFile[], wasLoaded: boolean): 'loaded' | 'unchanged' | 'nothing' {
  if (files.some(({ status }) => status === 'loaded')) return 'loaded'
  return files.length > 0 || wasLoaded ? 'unchanged' : 'nothing'
}

interface Saved {
  /** The last date that is done; empty at the beginning. */
  readonly done: string
  loaded: number
  unchanged: number
  nothing: number
}

function savedCount(checkpoint: unknown): Saved {
  const saved = typeof checkpoint === 'object' && checkpoint !== null && 'done' in checkpoint
  return saved ? (checkpoint as Saved) : { done: '', loaded: 0, unchanged: 0, nothing: 0 }
}

/** @throws AppError BACKFILL_RANGE when a source cannot be asked for the past, CONNECTOR_UPLOAD_ONLY */
export function assertBackfill({ connector }: Source, from: string, to: string): void {
  if (from > to) fail('BACKFILL_RANGE', { reason: 'from is after to', reasonZh: '开始日期晚于结束日期' }, 'from')
  if (businessDatesBetween(undefined, from, to).length > MOST_DATES) fail('BACKFILL_RANGE', { reason: 'at most ten years', reasonZh: '最多十年' }, 'to')
  const knowsDates = { upload: false, folder: hasDate(connector), bucket: hasDate(connector), database: connector?.kind === 'database' && connector.rows?.kind === 'date', http: connector?.kind === 'http' && connector.url.includes('{date}') }
  if (knowsDates[connector?.kind ?? 'upload']) return
  fail('BACKFILL_RANGE', { reason: 'the connector cannot be asked for a date', reasonZh: '连接器无法按日期取数' }, 'from')
}

function hasDate(connector: Source['connector']): boolean {
  return connector !== undefined && 'pattern' in connector && compilePattern(connector.pattern)?.hasDate === true
}

/** Dates to bring: those of the files that are there, else those of the schedule. */
async function datesOf(context: Context, run: JobRun<BackfillInput>, source: Source): Promise<string[]> {
  const { from, to } = run.input
  const fetcher = openFetcher(fetchPlace(context, run, source, { source: run.input.source, businessDate: from }))
  if (!fetcher.once) return businessDatesBetween(source.schedule, from, to)
  const dates = (await fetcher.list()).flatMap(({ businessDate }) => (businessDate !== null && businessDate >= from && businessDate <= to ? [businessDate] : []))
  return [...new Set(dates)].sort()
}

async function loadDate(context: Context, ports: IngestPorts, run: JobRun<BackfillInput>, source: Source, date: string, wasLoaded: boolean): Promise<FetchedFile[]> {
  const place = fetchPlace(context, run, source, { source: run.input.source, businessDate: date })
  const fetcher = openFetcher(place)
  if (!fetcher.once && wasLoaded) return []
  const listed = (await fetcher.list()).filter(({ businessDate }) => businessDate === date)
  const fresh = await freshFiles(context, run.input.source, fetcher, listed)
  return takeAll(context, ports, run, { place, fetcher, files: fresh, backfill: true })
}
