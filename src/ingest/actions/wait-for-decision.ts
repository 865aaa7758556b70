import { createReadStream } from 'node:fs'
import { fail } from '#kernel/error'
import type { Context } from '#platform/context'
import type { JobRun } from '#platform/jobs'
import type { Difference, FileRef } from '../contract.js'
import { holdLoad } from '../store/drift-store.js'
import { keepUpload } from './keep-upload.js'
import type { LoadInput, LoadResult } from './load-file.js'
import type { Staged } from './stage-file.js'

interface WaitingLoad {
  readonly context: Context
  readonly run: JobRun<LoadInput>
  readonly sourceKey: string
  readonly loadId: string
  readonly path: string
  readonly fileName: string
}

/** Stops a load before anything is written, its file kept, until somebody decides about the differences. */
export async function waitForDecision(load: WaitingLoad, staged: Staged, differences: readonly Difference[]): Promise<LoadResult> {
  const { context, loadId, sourceKey } = load
  const file = await keptFile(load, staged)
  await context.ledger.transaction(async (tx) => {
    await holdLoad(tx, { id: loadId, source: sourceKey, sha256: staged.sha256, bytes: staged.bytes, file, differences })
    const after = { source: sourceKey, differences: differences.map((difference) => ({ kind: difference.kind, ...('column' in difference ? { column: difference.column } : {}) })) }
    await context.audit.record(load.run.actor, { action: 'data.load.wait', objectKind: 'load', objectKey: loadId, after }, tx)
  })
  return { loadId, status: 'waiting', report: null }
}

/** A file of a folder may be gone or changed by the time somebody decides: a copy of what was judged is kept. */
async function keptFile({ context, run, path, fileName }: WaitingLoad, staged: Staged): Promise<FileRef> {
  if ('fileId' in run.input.file) return run.input.file
  const copy = await keepUpload(context, fileName, createReadStream(path), run.actor)
  return copy.sha256 === staged.sha256 ? { fileId: copy.id } : fail('FILE_CHANGED')
}
