import { fail } from '#kernel/error'
import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import type { Definition } from '#platform/definition'
import type { Tag } from '../../contract.js'
import type { MisTag, MisTagCustomer, MisTagDetail } from '../../contract-mistag.js'
import { cursorAfter, offsetOf } from '../../domain/evaluation/offset.js'
import { presentCorrection, presentWeights } from '../../present-mistag.js'
import { correctionBandsQuery, correctionCountsQuery, correctionOfQuery, correctionPageQuery, correctionTotalQuery, type CorrectionPage } from '../../sql/mistag/correction-queries.js'
import { visibleTo } from '../distribution.js'
import { newestCorrection, type CorrectionRun } from './correction-run.js'

/** Every check with its newest run, counted over the customers the asker may see. */
export async function listMisTags(context: Context, actor: Actor): Promise<MisTagDetail[]> {
  const heads = await context.definitions.list<MisTag>('mis-tag')
  return Promise.all(heads.map((head) => detailOf(context, head, actor)))
}

/** @throws AppError NOT_FOUND */
export async function showMisTag(context: Context, key: string, actor: Actor): Promise<MisTagDetail> {
  return detailOf(context, await context.definitions.get<MisTag>('mis-tag', key), actor)
}

async function detailOf(context: Context, head: Definition<MisTag>, actor: Actor): Promise<MisTagDetail> {
  const { tag, corrected, threshold, doubted, description } = head.body
  const found = await context.definitions.get<Tag>('tag', tag).catch(() => null)
  const newest = await newestCorrection(context, head.key)
  return {
    key: head.key,
    name: head.name,
    tag,
    tagName: { zh: found?.name.zh ?? tag, en: found?.name.en ?? tag },
    corrected,
    threshold,
    doubted,
    description: description ?? null,
    run: newest === null ? null : await countedRun(context, newest, head.body, actor),
  }
}

async function countedRun(context: Context, found: CorrectionRun, body: MisTag, actor: Actor): Promise<NonNullable<MisTagDetail['run']>> {
  const visible = visibleTo(actor)
  const [counts, bands] = await Promise.all([
    context.warehouse.query(correctionCountsQuery(found.table, visible)),
    context.warehouse.query(correctionBandsQuery(found.table, visible)),
  ])
  const { minCell } = actor.scope
  const total = (read: (row: (typeof counts)[number]) => string | number) => counts.reduce((sum, row) => sum + Number(read(row)), 0)
  const checked = total(({ n }) => n)
  return {
    runId: found.run.id,
    version: found.version,
    asOf: found.run.asOf,
    builtAt: found.run.committedAt ?? '',
    knownOn: found.knownOn,
    believed: found.believed,
    shows: found.shows,
    auc: found.auc,
    checked,
    corrected: total(({ corrected }) => corrected),
    expected: checked === 0 ? 0 : total(({ expected }) => expected) / checked,
    confusion: counts.filter(({ n }) => Number(n) >= minCell).map(({ held, n, corrected }) => ({ value: held ?? '', kept: Number(n) - Number(corrected), corrected: Number(corrected) })),
    bands: Array.from({ length: 10 }, (_, at) => Number(bands.find(({ band }) => band === at)?.n ?? 0)).map((count, at) => ({ from: at / 10, count: count < minCell ? 0 : count })),
    evidence: presentWeights(found, body),
  }
}

/** Customers of the newest run with their evidence, of those the asker may see. @throws AppError NOT_FOUND */
export async function misTagCustomers(context: Context, key: string, { cursor, ...asked }: Omit<CorrectionPage, 'offset'> & { readonly cursor?: string | undefined }, actor: Actor): Promise<{ items: MisTagCustomer[]; nextCursor: string | null; total: number }> {
  const { body } = await context.definitions.get<MisTag>('mis-tag', key)
  const found = await newestCorrection(context, key)
  if (found === null) return { items: [], nextCursor: null, total: 0 }
  const page = { ...asked, offset: offsetOf(cursor) }
  const visible = visibleTo(actor)
  const [rows, counted] = await Promise.all([
    context.warehouse.query(correctionPageQuery(found.table, visible, page)),
    context.warehouse.query(correctionTotalQuery(found.table, visible, page.which)),
  ])
  const total = Number(counted[0]?.n ?? 0)
  return { items: rows.map((row) => presentCorrection(row, found, body)), nextCursor: cursorAfter(page.offset, rows.length, total), total }
}

/** Why one customer's tag was doubted. @throws AppError NOT_FOUND for who was not checked or may not be seen */
export async function misTagCustomer(context: Context, key: string, custId: string, actor: Actor): Promise<MisTagCustomer> {
  const { body } = await context.definitions.get<MisTag>('mis-tag', key)
  const found = await newestCorrection(context, key)
  const rows = found === null ? [] : await context.warehouse.query(correctionOfQuery(found.table, visibleTo(actor), custId))
  const row = rows[0]
  return found === null || row === undefined ? fail('NOT_FOUND', { what: 'customer' }) : presentCorrection(row, found, body)
}
