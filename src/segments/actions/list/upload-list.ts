import { fail } from '#kernel/error'
import type { RuleDocument } from '#kernel/rule'
import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import { latestSnapshot, visibleTo, type TagSnapshot } from '#tags'
import { listReasons, uploadedListSchema, type ListUpload, type UploadedList } from '../../contract-life.js'
import type { Segment } from '../../contract.js'
import { readList, shortened, type ListLine, type RejectedLine } from '../../domain/read-list.js'
import { insertNumbers, listedQuery, mateNumbersQuery, seenNumbersQuery } from '../../sql/list-queries.js'

export const LIST_RUN = 'segment-list'
const detailSchema = uploadedListSchema.omit({ runId: true, key: true, asOf: true })
const MOST_LINES = 1_000_000
const PART = 20_000
const EVERYBODY: RuleDocument = { v: 1, kind: 'rule', rule: { kind: 'always' } }

/**
 * Takes in a list of customer numbers and drafts a segment of those found among the customers the uploader may see. Every line
 * that became nobody is kept with its number and reason; a customer out of scope reads as unknown. Audited with the purpose.
 * @throws AppError SEGMENT_LIST_TOO_LONG, SEGMENT_LIST_NOBODY, TAGS_NOT_BUILT, and those of creating a definition
 */
export async function uploadList(context: Context, upload: ListUpload, actor: Actor): Promise<{ key: string; revision: number; list: UploadedList }> {
  const { key, name, purpose } = upload
  const read = readList(upload.text)
  if (read.lines > MOST_LINES) fail('SEGMENT_LIST_TOO_LONG', { lines: read.lines, most: MOST_LINES }, 'text')
  const snapshot = (await latestSnapshot(context)) ?? fail('TAGS_NOT_BUILT')
  const runId = await context.runs.begin({ kind: LIST_RUN, subject: key, asOf: snapshot.asOf, tables: ['segment_members', 'list_reject'] })
  try {
    const matched = await match(context, { runId, snapshot, actor, key }, read.found)
    const rejected = [...read.rejected, ...matched.rejected]
    if (matched.customers === 0) fail('SEGMENT_LIST_NOBODY', { lines: read.lines }, 'text')
    await keepRejects(context, runId, rejected)
    const detail = { purpose, fileName: upload.fileName ?? null, by: actor.name, lines: read.lines, matched: matched.customers, rejected: countsOf(rejected) }
    const body: Segment = { rule: EVERYBODY, list: { run: runId } }
    const { revision } = await context.definitions.create<Segment>('segment', { key, name, body }, actor)
    await context.runs.commit(runId, detail)
    await context.audit.record(actor, { action: 'segment.list-upload', objectKind: 'segment', objectKey: key, purpose })
    return { key, revision, list: { runId, key, asOf: snapshot.asOf, ...detail } }
  } catch (error) {
    await context.runs.abandon(runId)
    throw error
  }
}

interface Into {
  readonly runId: number
  readonly snapshot: TagSnapshot
  readonly actor: Actor
  readonly key: string
}

async function match(context: Context, { runId, snapshot, actor, key }: Into, lines: readonly ListLine[]) {
  const taken = new Set<number>()
  const rejected: RejectedLine[] = []
  for (let at = 0; at < lines.length; at += PART) {
    const part = lines.slice(at, at + PART)
    const numbers = await numbersOf(context, { snapshot, actor }, part.map(({ custId }) => custId))
    const fresh: number[] = []
    for (const { line, custId } of part) {
      const number = numbers.get(custId)
      if (number === undefined) rejected.push({ line, shown: shortened(custId), reason: 'UNKNOWN' })
      else if (taken.has(number)) rejected.push({ line, shown: shortened(custId), reason: 'REPEATED' })
      else {
        taken.add(number)
        fresh.push(number)
      }
    }
    if (fresh.length > 0) await context.warehouse.command(insertNumbers({ runId, segment: key }, fresh))
  }
  return { customers: taken.size, rejected }
}

/** Our numbers of the bank's numbers, as far as the actor may see them; other numbers of one person lead to that person. */
async function numbersOf(context: Context, { snapshot, actor }: Pick<Into, 'snapshot' | 'actor'>, custIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const visible = visibleTo(actor)
  const found = new Map((await context.warehouse.query(listedQuery(snapshot.table, visible, custIds))).map((row) => [row.cust_id, row.cust_no]))
  const others = custIds.filter((custId) => !found.has(custId))
  if (others.length === 0) return found
  const mates = await context.warehouse.query(mateNumbersQuery(others))
  if (mates.length === 0) return found
  const seen = new Set((await context.warehouse.query(seenNumbersQuery(snapshot.table, visible, mates.map((row) => row.cust_no)))).map((row) => row.cust_no))
  return new Map([...found, ...mates.filter((row) => seen.has(row.cust_no)).map((row) => [row.cust_id, row.cust_no] as const)])
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
