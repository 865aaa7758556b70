import { z } from 'zod'
import { fail } from '#kernel/error'
import { decodeCursor, encodeCursor } from '#kernel/id'
import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import { neutralCsvLine } from '#platform/http'
import { listReasons, listReasonWords, type UploadedList } from '../../contract-life.js'
import type { Segment } from '../../contract.js'
import { listRejectsQuery } from '../../sql/list-queries.js'
import { uploadedList } from './upload-list.js'

const reason = z.enum(listReasons)

/** The list a segment is of. @throws AppError NOT_FOUND */
export async function listOfSegment(context: Context, key: string): Promise<UploadedList> {
  const { body } = await context.definitions.get<Segment>('segment', key)
  return body.list === undefined ? fail('NOT_FOUND', { what: `list of ${key}` }) : uploadedList(context, body.list.run)
}

/** Lines of a segment's list that became nobody, in their order. @throws AppError NOT_FOUND */
export async function readRejects(context: Context, key: string, page: { readonly cursor?: string | undefined; readonly limit: number }) {
  const list = await listOfSegment(context, key)
  const after = page.cursor === undefined ? 0 : Number(decodeCursor(page.cursor)[0])
  const rows = await context.warehouse.query(listRejectsQuery(list.runId, after, page.limit + 1))
  const items = rows.slice(0, page.limit).map((row) => ({ ...row, reason: reason.parse(row.reason) }))
  const last = items.at(-1)
  return { items, nextCursor: rows.length > page.limit && last !== undefined ? encodeCursor([last.line]) : null, total: list.rejected.reduce((sum, { lines }) => sum + lines, 0) }
}

const EXPORT_PAGE = 20_000

/** Every such line as CSV with its reason in words, so that the file they came from can be mended. Audited. @throws AppError NOT_FOUND */
export async function exportRejects(context: Context, key: string, actor: Actor) {
  const list = await listOfSegment(context, key)
  await context.audit.record(actor, { action: 'segment.list-rejects', objectKind: 'segment', objectKey: key, purpose: list.purpose })
  return { name: `rejects-${key}.csv`, bytes: rejectLines(context, list, `Qunce export / ${key} / ${actor.name} / ${context.clock.now().toISOString()} / ${list.purpose}`) }
}

async function* rejectLines(context: Context, list: UploadedList, mark: string): AsyncIterable<string> {
  yield `\uFEFF${neutralCsvLine([`# ${mark}`])}${neutralCsvLine(['line', 'text', 'reason', 'reason_zh', 'reason_en'])}`
  let after = 0
  for (;;) {
    const rows = await context.warehouse.query(listRejectsQuery(list.runId, after, EXPORT_PAGE))
    const lines = rows.map((row) => {
      const code = reason.parse(row.reason)
      return neutralCsvLine([String(row.line), row.shown, code, listReasonWords[code].zh, listReasonWords[code].en])
    })
    if (lines.length > 0) yield lines.join('')
    const last = rows.at(-1)
    if (rows.length < EXPORT_PAGE || last === undefined) return
    after = last.line
  }
}
