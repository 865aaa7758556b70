import type { Context } from '#platform/context'
import type { JobRun } from '#platform/jobs'
import type { FileRef } from '../contract.js'
import type { IngestPorts } from '../ports.js'
import { releaseFile } from '../store/drift-store.js'
import { loadFile, type LoadResult } from './load-file.js'

export interface ResumeInput {
  readonly loadId: string
  readonly source: string
  readonly file: FileRef
  readonly businessDate: string
}

/** Goes on with a load that somebody decided about: the kept file is read again and compared again. */
export async function resumeLoad(context: Context, ports: IngestPorts, run: JobRun<ResumeInput>): Promise<LoadResult> {
  const { loadId, source, file, businessDate } = run.input
  const result = await loadFile(context, ports, { ...run, input: { source, file, businessDate, resumes: loadId } })
  if (result.status !== 'waiting') await releaseFile(context.ledger.db, file)
  return result
}
