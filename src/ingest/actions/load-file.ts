import { randomBytes } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { AppError, fail } from '#kernel/error'
import type { Context } from '#platform/context'
import type { JobRun } from '#platform/jobs'
import type { LedgerDb } from '#platform/ledger'
import type { FileRef, LoadReport, Source } from '../contract.js'
import { readColumns } from '../domain/check-source.js'
import { resolveFormat } from '../domain/stage.js'
import type { IngestPorts } from '../ports.js'
import { beginLoad, endLoad, failOrphanLoads, loadedBefore } from '../store/load-store.js'
import { judgeShape, withShape } from './judge-shape.js'
import { createRejectWriter, type RejectWriter } from './reject-writer.js'
import { assertUnchanged, markFile } from './file-mark.js'
import { resolveFile } from './resolve-file.js'
import { stageFile, type Staged } from './stage-file.js'
import { stageParquet } from './stage-parquet.js'
import { waitForDecision } from './wait-for-decision.js'
import { writeTargets, type WrittenTargets } from './write-targets.js'

export interface LoadInput {
  readonly source: string
  readonly file: FileRef
  readonly businessDate?: string | undefined
  /** The command line on the same machine may read any path. */
  readonly trustedPath?: boolean
  /** A load that waited for a decision and now goes on. */
  readonly resumes?: string
  /** Brings old dates on purpose: never late. */
  readonly backfill?: boolean
}

export interface LoadResult {
  readonly loadId: string
  /** `waiting`: the file differs from the last one of its source and somebody has to decide. */
  readonly status: 'loaded' | 'unchanged' | 'waiting'
  readonly report: LoadReport | null
}

interface Work {
  readonly context: Context
  readonly ports: IngestPorts
  readonly run: JobRun<LoadInput>
  readonly source: Source
  readonly sourceKey: string
  readonly version: number
  readonly loadId: string
  readonly businessDate: string
  readonly path: string
  readonly fileName: string
}

/**
 * Loads a file through a published source: staged as text (a Parquet file is read where it is), typed, rejects kept, then every target table visible in one
 * commit. The same bytes through the same mapping version change nothing.
 */
export async function loadFile(context: Context, ports: IngestPorts, run: JobRun<LoadInput>): Promise<LoadResult> {
  const definition = await context.definitions.version<Source>('source', run.input.source, 'latest')
  if (context.settings.demo && definition.body.demo !== true) fail('DEMO_TAKES_DEMO_ONLY', { source: definition.key })
  const file = await resolveFile(context, run.input.file, run.input.trustedPath === true)
  const today = await context.businessClock.today()
  const businessDate = run.input.businessDate ?? definition.body.businessDate ?? today
  await failOrphanLoads(context.ledger, run.id)
  const loadId = await beginLoad(context.ledger, run.input.resumes, {
    source: definition.key,
    sourceVersion: definition.version,
    sourceName: definition.name,
    fileName: basename(file.name),
    businessDate,
    jobId: run.id,
    actor: run.actor,
  })
  const work = { context, ports, run, source: definition.body, sourceKey: definition.key, version: definition.version, loadId, businessDate, path: file.path, fileName: file.name }
  return settle(work, () => stageAndWrite(work))
}

/** Whatever happens, the load's row says how it ended. */
async function settle(work: Work, task: () => Promise<LoadResult>): Promise<LoadResult> {
  try {
    return await task()
  } catch (error) {
    const cancelled = error instanceof AppError && error.code === 'CANCELLED'
    await endLoad(work.context.ledger.db, work.loadId, { status: cancelled ? 'cancelled' : 'failed' })
    throw error
  }
}

async function stageAndWrite(work: Work): Promise<LoadResult> {
  const { context } = work
  const stage = `stage_${randomBytes(6).toString('hex')}`
  const rejectRun = await context.runs.begin({
    kind: 'reject',
    subject: work.loadId,
    asOf: work.businessDate,
    jobId: work.run.id,
    tables: ['load_reject'],
    ownTables: [stage],
  })
  const rejects = createRejectWriter(context.warehouse, context.secrets, rejectRun, resolveFormat(work.source.format, work.fileName).encoding)
  let written: WrittenTargets | null = null
  try {
    const mark = await markFile(work.path)
    const staged = await readIntoStage(work, stage, rejectRun, rejects)
    if ((await loadedBefore(context.ledger, work.sourceKey, work.version, staged.sha256)) !== null) {
      await endLoad(context.ledger.db, work.loadId, { status: 'unchanged', sha256: staged.sha256, bytes: staged.bytes })
      await context.runs.abandon(rejectRun)
      return { loadId: work.loadId, status: 'unchanged', report: null }
    }
    const judged = await judgeShape({ ...work, signal: work.run.signal, asksLate: work.run.input.backfill !== true && work.run.input.resumes === undefined }, staged)
    if (judged.kind === 'wait') {
      await context.runs.abandon(rejectRun)
      return await waitForDecision(work, staged, judged.differences)
    }
    written = await writeTargets({ ...work, source: judged.source, staged, rejects, signal: work.run.signal, progress: (step) => work.run.progress({ step }) })
    await assertUnchanged(work.path, mark)
    return await commit(work, staged, withShape(written, judged), rejectRun, judged.keep)
  } catch (error) {
    for (const id of [rejectRun, ...(written?.runIds ?? [])]) await context.runs.abandon(id)
    throw error
  } finally {
    await context.warehouse.dropTable(stage)
  }
}

async function readIntoStage(work: Work, stage: string, runId: number, rejects: RejectWriter): Promise<Staged> {
  const { run, source } = work
  const format = resolveFormat(source.format, work.fileName)
  const { size } = await stat(work.path)
  const onRead = (done: number) => run.progress({ step: 'reading', done, total: size, unit: 'bytes' })
  const input = { path: work.path, format, jsonColumns: readColumns(source), stage, runId, signal: run.signal, onRead }
  return format.type === 'parquet' ? stageParquet(work.context.warehouse, input) : stageFile(work.context.warehouse, input, rejects)
}

async function commit(work: Work, staged: Staged, written: WrittenTargets, rejectRun: number, keepShape: (tx: LedgerDb) => Promise<void>): Promise<LoadResult> {
  const { context, loadId } = work
  work.run.progress({ step: 'committing' })
  const commits = [...written.commits, { id: rejectRun, detail: { loadId, rows: written.report.rejected } }]
  await context.runs.commitAll(commits, async (tx) => {
    const end = { sha256: staged.sha256, bytes: staged.bytes, rejectRun, report: written.report }
    await endLoad(tx, loadId, { status: 'loaded', ...end })
    await keepShape(tx)
    await context.audit.record(
      work.run.actor,
      { action: 'data.load', objectKind: 'load', objectKey: loadId, after: { source: work.sourceKey, rows: written.report.accepted } },
      tx,
    )
  })
  if (written.orgs !== null) await work.ports.orgs.replace(written.orgs, work.run.actor)
  await work.ports.watch.loaded({ source: work.sourceKey, loadId, businessDate: work.businessDate }, work.run.actor)
  return { loadId, status: 'loaded', report: written.report }
}
