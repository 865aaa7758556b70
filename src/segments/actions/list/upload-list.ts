import { fail } from '#kernel/error'
import type { RuleDocument } from '#kernel/rule'
import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import { normalisedIdentifier } from '#ingest/contract'
import { latestSnapshot } from '#tags'
import { listReasons, uploadedListSchema, type ListKind, type ListUpload, type UploadedList } from '../../contract-life.js'
import type { Segment } from '../../contract.js'
import { readList, type RejectedLine } from '../../domain/read-list.js'
import { LIST_RUN, runMark } from '../run-mark.js'
import { matchList } from './match-list.js'

const detailSchema = uploadedListSchema.omit({ runId: true, key: true, asOf: true })
const MOST_LINES = 1_000_000
const PART = 20_000
const EVERYBODY: RuleDocument = { v: 1, kind: 'rule', rule: { kind: 'always' } }

/**
 * Takes in a list of customer numbers, mobiles or documents and drafts a segment of those found among the customers the uploader
 * may see; with a revision, the next version of a segment of a list. Every line that became nobody is kept with its number and
 * reason; a customer out of scope reads as unknown. Texts are compared by keyed hash and not kept. Audited with the purpose.
 * @throws AppError SEGMENT_LIST_TOO_LONG, SEGMENT_LIST_NOBODY, SEGMENT_NOT_A_LIST, TAGS_NOT_BUILT, and those of a definition
 */
export async function uploadList(context: Context, upload: ListUpload, actor: Actor): Promise<{ key: string; revision: number; list: UploadedList }> {
  const { key, purpose, by: kind = 'cust_id' } = upload
  const read = readList(upload.text, kind, spelling(kind))
  if (read.lines > MOST_LINES) fail('SEGMENT_LIST_TOO_LONG', { lines: read.lines, most: MOST_LINES }, 'text')
  const before = await listBefore(context, upload)
  const snapshot = (await latestSnapshot(context)) ?? fail('TAGS_NOT_BUILT')
  const runId = await context.runs.begin({ kind: LIST_RUN, subject: key, asOf: snapshot.asOf, tables: ['segment_members', 'list_reject'] })
  try {
    const matched = await matchList(context, { runId, snapshot, actor, key, kind }, read.found)
    const rejected = [...read.rejected, ...matched.rejected]
    if (matched.customers === 0) fail('SEGMENT_LIST_NOBODY', { lines: read.lines }, 'text')
    await keepRejects(context, runId, rejected)
    const detail = { purpose, fileName: upload.fileName ?? null, by: actor.name, kind, lines: read.lines, matched: matched.customers, rejected: countsOf(rejected) }
    const revision = await draft(context, upload, { ...before, list: { run: runId, mark: runMark(context, LIST_RUN, runId) } }, actor)
    await context.runs.commit(runId, detail)
    await context.audit.record(actor, { action: 'segment.list-upload', objectKind: 'segment', objectKey: key, purpose })
    return { key, revision, list: { runId, key, asOf: snapshot.asOf, ...detail } }
  } catch (error) {
    await context.runs.abandon(runId)
    throw error
  }
}

const spelling = (kind: ListKind) => (value: string) => (kind === 'cust_id' ? value : normalisedIdentifier(kind, value))

/** What stays of the segment a new list is for; a new segment takes everybody on its list. */
async function listBefore(context: Context, { key, revision }: ListUpload): Promise<Segment> {
  if (revision === undefined) return { rule: EVERYBODY }
  const { body } = await context.definitions.get<Segment>('segment', key)
  return body.list === undefined ? fail('SEGMENT_NOT_A_LIST', { key }, 'key') : body
}

async function draft(context: Context, { key, name, revision }: ListUpload, body: Segment, actor: Actor): Promise<number> {
  const kept = revision === undefined ? await context.definitions.create<Segment>('segment', { key, name, body }, actor) : await context.definitions.save<Segment>('segment', key, { revision, name, body }, actor)
  return kept.revision
}

async function keepRejects(context: Context, runId: number, rejected: readonly RejectedLine[]): Promise<void> {
  for (let at = 0; at < rejected.length; at += PART) {
    const lines = rejected.slice(at, at + PART).map(({ line, shown, reason }) => JSON.stringify({ run_id: runId, line, shown, reason }))
    await context.warehouse.insert('list_reject', 'JSONEachRow', Buffer.from(lines.join('\n')), { token: `${runId}:reject:${at}` })
  }
}

function countsOf(rejected: readonly RejectedLine[]): UploadedList['rejected'] {
  return listReasons.map((reason) => ({ reason, lines: rejected.filter((line) => line.reason === reason).length })).filter(({ lines }) => lines > 0)
}

/** An uploaded list by the run that took it in. @throws AppError NOT_FOUND */
export async function uploadedList(context: Context, runId: number): Promise<UploadedList> {
  const run = await context.runs.get(runId)
  if (run.kind !== LIST_RUN || run.committedAt === null) fail('NOT_FOUND', { what: `list ${runId}` })
  return { ...detailSchema.parse(run.detail), runId, key: run.subject, asOf: run.asOf }
}
