import { fail } from '#kernel/error'
import { identifier } from '#kernel/sql'
import { minorUnitsOf } from '#kernel/money'
import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import { neutralCsvLine } from '#platform/http'
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
export async function exportRows(context: Context, { action, kind, key, name, snapshot, actor, ask }: Export, source: Source) {
  const columns = carriedColumns(snapshot, ask.columns)
  await context.audit.record(actor, { action, objectKind: kind, objectKey: key, purpose: ask.purpose })
  const mark = `Qunce export / ${key} / ${actor.name} / ${context.clock.now().toISOString()} / ${ask.purpose}`
  const shown = await withoutRefused(context, snapshot)
  return { name: `${name}.csv`, bytes: lines({ mark, columns, shown, source, lang: ask.lang ?? 'zh' }) }
}

/** Cells read at a time: pages of wide rows are shorter. */
const PAGE_CELLS = 1_000_000
const LONGEST_PAGE = 20_000
const SHORTEST_PAGE = 500

interface Written {
  readonly mark: string
  readonly columns: TagSnapshot['tags']
  readonly shown: (row: MemberRow) => MemberRow
  readonly source: Source
  readonly lang: 'zh' | 'en'
}

const FIRST = { zh: ['客户号 [cust_id]', '机构 [org_path]'], en: ['Customer [cust_id]', 'Organisation [org_path]'] } as const

async function* lines({ mark, columns, shown, source, lang }: Written): AsyncIterable<string> {
  yield `\uFEFF${neutralCsvLine([`# ${mark}`])}`
  yield neutralCsvLine([...FIRST[lang], ...source.extra.map(({ head }) => head[lang]), ...columns.map((column) => columnHead(column, lang))])
  const names = columns.map(({ column }) => column)
  const page = Math.min(LONGEST_PAGE, Math.max(SHORTEST_PAGE, Math.floor(PAGE_CELLS / (names.length + 1))))
  let after = 0
  for (;;) {
    const rows = (await source.read(names, after, page)).map(shown)
    const text = rows.map((row) => neutralCsvLine([String(row['cust_id']), String(row['org_path']), ...source.extra.map(({ cell }) => cell(row)), ...columns.map((column) => columnCell(row[column.column], column))])).join('')
    if (text !== '') yield text
    const last = rows.at(-1)
    if (rows.length < page || !last) return
    after = Number(last['cust_no'])
  }
}
