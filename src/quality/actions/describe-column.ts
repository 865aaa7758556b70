import { fail } from '#kernel/error'
import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import { listAttributes } from '#ingest'
import { bankTableNames, type BankTableName } from '#ingest/contract'
import type { ColumnDetail, ColumnProfile, DictionaryNote } from '../contract.js'
import { columnPlaces, isOpenColumn, type ColumnPlace } from '../domain/bank-column-place.js'
import type { QualityPorts } from '../ports.js'
import { columnProfileQuery, topValuesQuery } from '../sql/column-profile-query.js'
import { checkedRows } from '../sql/checked-rows.js'
import { loadNotes, writeNote } from '../store/dictionary-store.js'
import { loadFeeds, type Feed } from './load-feeds.js'
import { columnEntry, loadKnown, resultsOfColumn } from './read-dictionary.js'

const TOP = 10

/** A column with its profile as of the business date; of a column that tells of a person only counts are shown. */
export async function describeColumn(context: Context, ports: QualityPorts, tableName: string, columnName: string): Promise<ColumnDetail> {
  const { table, place } = await findColumn(context, tableName, columnName)
  const known = await loadKnown(context, ports)
  const entry = columnEntry(table, place, known)
  const asOf = await context.businessClock.today()
  const feeds = (await loadFeeds(context, [table], asOf)).filter((feed) => feed.columns.has(place.name))
  const note = known.notes.get(entry.key)
  return {
    ...entry,
    values: Object.entries(place.column.values ?? {}).map(([code, label]) => ({ code, ...label })),
    attributes: note?.attributes ?? {},
    profile: place.column.identifier === undefined ? await profileOf(context, { table, place, feeds, asOf, hidden: !isOpenColumn(place, known.classes.get(entry.key)) }) : null,
    lastLoad: newestLoad(feeds),
    results: resultsOfColumn(known.results, table, place.name),
    notedBy: note?.by ?? null,
    notedAt: note?.at ?? null,
  }
}

async function findColumn(context: Context, tableName: string, columnName: string): Promise<{ table: BankTableName; place: ColumnPlace }> {
  const table = bankTableNames.find((name) => name === tableName) ?? fail('NOT_FOUND', { what: tableName })
  const places = columnPlaces(table, await listAttributes(context.ledger))
  const place = places.find(({ name }) => name === columnName) ?? fail('NOT_FOUND', { what: `${tableName}.${columnName}` })
  return { table, place }
}

function newestLoad(feeds: readonly Feed[]): ColumnDetail['lastLoad'] {
  const newest = [...feeds].sort((one, two) => two.newest.localeCompare(one.newest))[0]
  return newest === undefined ? null : { asOf: newest.newest, source: newest.source, rows: newest.rowsByDate.get(newest.newest) ?? 0 }
}

interface ProfilePlace {
  readonly table: BankTableName
  readonly place: ColumnPlace
  readonly feeds: readonly Feed[]
  readonly asOf: string
  readonly hidden: boolean
}

async function profileOf(context: Context, { table, place, feeds, asOf, hidden }: ProfilePlace): Promise<ColumnProfile | null> {
  if (feeds.length === 0) return null
  const rows = checkedRows({ table, runs: feeds.flatMap(({ runs }) => runs), columns: [place] }, { asOf, timeZone: context.settings.timeZone })
  const [profile] = await context.warehouse.query(columnProfileQuery(rows, place))
  const coded = place.column.type === 'enum' || place.column.type === 'bool'
  const top = coded && !hidden ? await context.warehouse.query(topValuesQuery(rows, place, TOP)) : []
  if (profile === undefined) return null
  const counts = { rows: Number(profile.rows), filled: Number(profile.filled), distinct: Number(profile.distinct_values) }
  const ends = hidden ? { min: null, max: null } : { min: profile.low, max: profile.high }
  return { ...counts, ...ends, top: top.map(({ value, n }) => ({ value, rows: Number(n) })), hidden }
}

/** Keeps what people write about a table or column; audited with what it said before. @throws AppError NOT_FOUND */
export async function noteColumn(context: Context, note: DictionaryNote, actor: Actor): Promise<void> {
  if (note.column !== null) await findColumn(context, note.table, note.column)
  else if (!bankTableNames.some((name) => name === note.table)) fail('NOT_FOUND', { what: note.table })
  const key = note.column === null ? note.table : `${note.table}.${note.column}`
  await context.ledger.transaction(async (tx) => {
    const before = (await loadNotes(tx)).get(key) ?? null
    await writeNote(tx, note, actor.name)
    await context.audit.record(actor, { action: 'dictionary.note', objectKind: 'column', objectKey: key, before, after: note }, tx)
  })
}
