import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import type { SpaceAsk } from '../contract-depth.js'
import { heldOf } from '../domain/next-product.js'
import type { MemberRow } from '../present.js'
import { spaceCountQuery, spaceExportQuery } from '../sql/depth-queries.js'
import { exportRows, exportWorkbook, figureCell, type ExportAsk, type ExtraColumn } from './export-members.js'
import { namedCategory } from './held-ground.js'
import { openSpaces, type RunPlace } from './tier-depth.js'

/** Customers with room for a category as CSV: tier, what they hold, what is likeliest next and its chance before the tags. @throws AppError TIERING_CELL_UNKNOWN, TIERING_CATEGORY_UNKNOWN, TAGS_NOT_BUILT, SEGMENT_COLUMN_UNKNOWN */
export async function exportSpace(context: Context, at: RunPlace, actor: Actor, ask: ExportAsk & SpaceAsk) {
  const { given, source } = await spaceToExport(context, at, actor, ask)
  return exportRows(context, given, source)
}

/** The same as a workbook. @throws AppError SEGMENT_EXPORT_LARGE beside those of the CSV */
export async function exportSpaceWorkbook(context: Context, at: RunPlace, actor: Actor, ask: ExportAsk & SpaceAsk) {
  const { given, source, rows } = await spaceToExport(context, at, actor, ask)
  const count = Number((await context.warehouse.query(spaceCountQuery(rows)))[0]?.n ?? 0)
  return exportWorkbook(context, given, source, count)
}

async function spaceToExport(context: Context, at: RunPlace, actor: Actor, ask: ExportAsk & SpaceAsk) {
  const { held, snapshot, rows, spaceOf } = await openSpaces(context, at, actor, ask)
  const { run, ask: { categories } } = held
  const lang = ask.lang ?? 'zh'
  const words = (places: readonly number[]) => places.map((place) => namedCategory(categories[place] ?? '').name[lang]).join('|')
  const firstOf = (row: MemberRow) => spaceOf.get(`${Number(row['cell'])}:${String(row['mask'])}`)?.first
  const ccy = run.measure?.type === 'money' ? (run.measure.ccy ?? 'CNY') : null
  const tail = ccy === null ? '' : ` ${ccy}`
  const extra: ExtraColumn[] = [
    { head: { zh: '格 [cell]', en: 'Cell [cell]' }, cell: (row) => run.cells[Number(row['cell'])]?.name[lang] ?? null },
    ...(run.measure === null ? [] : [{ head: { zh: `数值 [value]${tail}`, en: `Value [value]${tail}` }, cell: (row: MemberRow) => figureCell(row['value'], ccy), isNumber: true }]),
    { head: { zh: '持有品类 [held]', en: 'Categories held [held]' }, cell: (row) => words(heldOf(Number(row['mask']), categories.length)) },
    { head: { zh: '建议品类 [next]', en: 'Next category [next]' }, cell: (row) => words(firstOf(row) === undefined ? [] : [firstOf(row)?.category ?? 0]) },
    { head: { zh: '持有概率 [chance]', en: 'Chance [chance]' }, cell: (row) => firstOf(row)?.chance.toFixed(4) ?? null, isNumber: true },
  ]
  const name = `tiering-${at.key}-space${ask.category === undefined ? '' : `-${ask.category.toLowerCase()}`}`
  return {
    rows,
    given: { action: 'tiering.export' as const, kind: 'tiering' as const, key: at.key, name, snapshot, actor, ask },
    source: { extra, read: (columns: readonly string[], after: number, limit: number) => context.warehouse.query(spaceExportQuery({ ...rows, columns, after, limit })) },
  }
}
