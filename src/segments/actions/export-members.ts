import { fail } from '#kernel/error'
import { identifier } from '#kernel/sql'
import { minorUnitsOf } from '#kernel/money'
import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import { neutralCsvLine, workbookOf, type WorkbookCell } from '#platform/http'
import { latestSnapshot, visibleTo, withoutRefused, type TagSnapshot } from '#tags'
import type { ChangeWay } from '../contract-life.js'
import type { TieringRun } from '../contract-tiering.js'
import { carriedColumns, columnCell, columnHead, majorText, type MemberRow } from '../present.js'
import { changedBetween } from '../sql/change-queries.js'
import { inCluster } from '../sql/cluster-queries.js'
import { memberPageQuery } from '../sql/segment-queries.js'
import { tierExportQuery } from '../sql/tier-export.js'
import { clusterRun } from './cluster-runs.js'
import { openMembers, placeOf, type MemberPlace } from './read-members.js'
import { pickedRows, type TierPickAsk } from './tier-members.js'
import { segmentRun } from './life/compare-runs.js'

export interface ExportAsk {
  readonly purpose: string
  readonly columns?: readonly string[] | undefined
  readonly lang?: 'zh' | 'en' | undefined
}

interface Export {
  readonly action: 'segment.export' | 'tiering.export' | 'clustering.export'
  readonly kind: 'segment' | 'tiering' | 'clustering'
  readonly key: string
  readonly name: string
  readonly snapshot: TagSnapshot
  readonly actor: Actor
  readonly ask: ExportAsk
}

/** A column of a file before the tags. */
export interface ExtraColumn {
  readonly head: Readonly<Record<'zh' | 'en', string>>
  readonly cell: (row: MemberRow) => string | null
  /** A workbook holds its cells as numbers. */
  readonly isNumber?: boolean
}

interface Source {
  readonly extra: readonly ExtraColumn[]
  readonly read: (columns: readonly string[], after: number, limit: number) => Promise<MemberRow[]>
}

/** Every visible member of a segment's newest snapshot, or of the one named, as CSV. @throws AppError SEGMENT_NO_SNAPSHOT, SEGMENT_RUN_UNKNOWN, SEGMENT_COLUMN_UNKNOWN */
export async function exportMembers(context: Context, key: string, actor: Actor, ask: ExportAsk & { readonly run?: number | undefined }) {
  const place = await openMembers(context, key, actor, ask.run)
  return exportRows(context, { action: 'segment.export', kind: 'segment', key, name: `segment-${key}`, ...place, ask }, membersOf(context, place))
}

/** Who entered, left or stayed between two snapshots as CSV. @throws AppError SEGMENT_RUN_UNKNOWN, SEGMENT_COLUMN_UNKNOWN */
export async function exportChanged(context: Context, key: string, actor: Actor, ask: ExportAsk & { readonly from: number; readonly to: number; readonly way: ChangeWay }) {
  const [from, to] = [await segmentRun(context, key, ask.from), await segmentRun(context, key, ask.to)]
  const place = await placeOf(context, changedBetween(from.runId, to.runId, ask.way), actor)
  return exportRows(context, { action: 'segment.export', kind: 'segment', key, name: `segment-${key}-${ask.way}`, ...place, ask }, membersOf(context, place))
}

/** Members of a cluster as CSV. @throws AppError CLUSTER_NOT_RUN, CLUSTER_RUN_UNKNOWN, SEGMENT_COLUMN_UNKNOWN */
export async function exportCluster(context: Context, at: { readonly key: string; readonly run: number; readonly cluster: number }, actor: Actor, ask: ExportAsk) {
  const { run } = await clusterRun(context, at.key, at.run)
  const place = await placeOf(context, inCluster(run.runId, at.cluster), actor)
  return exportRows(context, { action: 'clustering.export', kind: 'clustering', key: at.key, name: `clustering-${at.key}-${at.cluster + 1}`, ...place, ask }, membersOf(context, place))
}

/** Customers of a tiering's run, of a cell of it where one is named, as CSV: cell, values and money before the tags. @throws AppError TIERING_RUN_UNKNOWN, TIERING_CELL_UNKNOWN, TIERING_NO_NEAR, SEGMENT_COLUMN_UNKNOWN */
export async function exportTier(context: Context, at: { readonly key: string; readonly run: number }, actor: Actor, ask: ExportAsk & TierPickAsk) {
  const { run, wanted } = await pickedRows(context, at, ask)
  const snapshot = (await latestSnapshot(context)) ?? fail('TAGS_NOT_BUILT')
  const read: Source['read'] = (columns, after, limit) =>
    context.warehouse.query(tierExportQuery({ snapshot: identifier(snapshot.table), visible: visibleTo(actor), runId: run.runId, wanted, columns, after, limit }))
  const name = `tiering-${at.key}${ask.cell === undefined ? '' : `-${ask.cell}`}`
  return exportRows(context, { action: 'tiering.export', kind: 'tiering', key: at.key, name, snapshot, actor, ask }, { extra: tierColumns(run), read })
}

function membersOf(context: Context, { snapshot, members, actor }: MemberPlace): Source {
  const from = { table: identifier(snapshot.table), visible: visibleTo(actor), members }
  return { extra: [], read: (columns, after, limit) => context.warehouse.query(memberPageQuery({ ...from, columns, after, limit })) }
}

/** What a run itself knows of a customer. */
function tierColumns(run: TieringRun): ExtraColumn[] {
  const figure = (zh: string, en: string, key: string, unit: TieringRun['measure']): ExtraColumn => {
    const ccy = unit?.type === 'money' ? (unit.ccy ?? 'CNY') : null
    const tail = ccy === null ? '' : ` ${ccy}`
    return { head: { zh: `${zh} [${key}]${tail}`, en: `${en} [${key}]${tail}` }, cell: (row) => figureCell(row[key], ccy) }
  }
  return [
    { head: { zh: '格 [cell]', en: 'Cell [cell]' }, cell: (row) => run.cells[Number(row['cell'])]?.code ?? null },
    { head: { zh: '格名 [cell_name]', en: 'Name of cell [cell_name]' }, cell: (row) => run.cells[Number(row['cell'])]?.name.zh ?? null },
    ...(run.measure === null ? [] : [figure('数值', 'Value', 'value', run.measure)]),
    ...(run.kind === 'rfm' || run.kind === 'quadrant' ? [figure('第二数值', 'Second value', 'second', run.second)] : []),
    ...(run.money === null ? [] : [figure('资金', 'Money', 'money', run.money)]),
    { head: { zh: '进入日期 [since]', en: 'Since [since]' }, cell: (row) => String(row['since']) },
  ]
}

/** A figure of a run in a file, money in major units. */
export function figureCell(value: unknown, ccy: string | null): string | null {
  if (value === null || value === undefined) return null
  return ccy === null ? `${value as number}` : majorText(String(Math.round(Number(value))), minorUnitsOf(ccy))
}

/** Customers of a source as CSV. Audited before the first byte; a watermark line names who took it and why. */
export async function exportRows(context: Context, given: Export, source: Source) {
  const { mark, written } = await taken(context, given, source, carriedColumns(given.snapshot, given.ask.columns))
  return { name: `${given.name}.csv`, bytes: lines(mark, written) }
}

/** Cells of a workbook: it is made in one piece, while nothing else is answered, so it stays small. */
const MOST_CELLS = 100_000

/**
 * The same as a workbook of at most `MOST_CELLS`: a sheet that says who took it, when and why, and one of the customers, numbers
 * as numbers. `count`: how many customers there are. @throws AppError SEGMENT_EXPORT_LARGE
 */
export async function exportWorkbook(context: Context, given: Export, source: Source, count: number): Promise<{ readonly name: string; readonly bytes: readonly Buffer[] }> {
  const { name, snapshot, actor, ask } = given
  const columns = carriedColumns(snapshot, ask.columns)
  const cells = count * (2 + source.extra.length + columns.length)
  if (cells > MOST_CELLS) fail('SEGMENT_EXPORT_LARGE', { cells, most: MOST_CELLS })
  const { mark, at, written } = await taken(context, given, source, columns)
  const numbers = [false, false, ...source.extra.map(({ isNumber = false }) => isNumber), ...columns.map(({ type }) => NUMBERS.includes(type.type))]
  const rows: WorkbookCell[][] = [headOf(written)]
  for await (const page of pages(written)) rows.push(...page.map((row) => row.map((cell, place) => (numbers[place] === true ? numberOf(cell) : cell))))
  const about = [[mark], ['用途 purpose', ask.purpose], ['导出人 by', actor.name], ['导出时间 at', at], ['标签截至 tags as of', snapshot.asOf], ['客户数 customers', rows.length - 1]]
  return { name: `${name}.xlsx`, bytes: [await workbookOf([{ name: '说明 About', rows: about }, { name: '客户 Customers', rows }])] }
}

const NUMBERS: readonly string[] = ['int', 'decimal', 'money']

/** A number where a workbook can hold it exactly; whole ones past 2^53 stay text. */
function numberOf(cell: string | null): WorkbookCell {
  const number = cell === null || cell === '' ? Number.NaN : Number(cell)
  return Number.isFinite(number) && (!Number.isInteger(number) || Number.isSafeInteger(number)) ? number : cell
}

/** Says on the audit log who takes which customers and what for. */
async function taken(context: Context, { action, kind, key, snapshot, actor, ask }: Export, source: Source, columns: TagSnapshot['tags']) {
  await context.audit.record(actor, { action, objectKind: kind, objectKey: key, purpose: ask.purpose })
  const at = context.clock.now().toISOString()
  const written: Written = { columns, shown: await withoutRefused(context, snapshot), source, lang: ask.lang ?? 'zh' }
  return { at, mark: `Qunce export / ${key} / ${actor.name} / ${at} / ${ask.purpose}`, written }
}

/** Cells read at a time: pages of wide rows are shorter. */
const PAGE_CELLS = 1_000_000
const LONGEST_PAGE = 20_000
const SHORTEST_PAGE = 500

interface Written {
  readonly columns: TagSnapshot['tags']
  readonly shown: (row: MemberRow) => MemberRow
  readonly source: Source
  readonly lang: 'zh' | 'en'
}

const FIRST = { zh: ['客户号 [cust_id]', '机构 [org_path]'], en: ['Customer [cust_id]', 'Organisation [org_path]'] } as const

function headOf({ columns, source, lang }: Written): string[] {
  return [...FIRST[lang], ...source.extra.map(({ head }) => head[lang]), ...columns.map((column) => columnHead(column, lang))]
}

async function* lines(mark: string, written: Written): AsyncIterable<string> {
  yield `\uFEFF${neutralCsvLine([`# ${mark}`])}`
  yield neutralCsvLine(headOf(written))
  for await (const page of pages(written)) yield page.map((row) => neutralCsvLine(row)).join('')
}

/** Rows of cells, page by page; no empty page. */
async function* pages({ columns, shown, source }: Written): AsyncIterable<(string | null)[][]> {
  const names = columns.map(({ column }) => column)
  const page = Math.min(LONGEST_PAGE, Math.max(SHORTEST_PAGE, Math.floor(PAGE_CELLS / (names.length + 1))))
  let after = 0
  for (;;) {
    const rows = (await source.read(names, after, page)).map(shown)
    if (rows.length > 0) yield rows.map((row) => [String(row['cust_id']), String(row['org_path']), ...source.extra.map(({ cell }) => cell(row)), ...columns.map((column) => columnCell(row[column.column], column))])
    const last = rows.at(-1)
    if (rows.length < page || !last) return
    after = Number(last['cust_no'])
  }
}
