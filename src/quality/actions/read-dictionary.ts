import { decodeCursor, encodeCursor } from '#kernel/id'
import type { Context } from '#platform/context'
import { listAttributes } from '#ingest'
import { bankTable, bankTableNames, type BankTableName } from '#ingest/contract'
import type { DictionaryEntry, QualityResult } from '../contract.js'
import { columnPlaces, type ColumnPlace } from '../domain/bank-column-place.js'
import { scoreOf } from '../domain/score.js'
import { searchEntries } from '../domain/search-entries.js'
import type { ColumnClass, QualityPorts } from '../ports.js'
import { loadFillShares, loadNotes, type StoredNote } from '../store/dictionary-store.js'
import { newestResults } from '../store/result-store.js'

const DERIVED = ['source', 'tag', 'segment', 'metric', 'strategy', 'evaluation']

export interface DictionaryQuery {
  readonly q?: string | undefined
  readonly kind?: string | undefined
  readonly table?: string | undefined
  readonly cursor?: string | undefined
  readonly limit: number
}

/** What the bank's data mean: tables, columns and what is defined on them, searched and ranked; by key without a search. */
export async function readDictionary(context: Context, ports: QualityPorts, query: DictionaryQuery) {
  const entries = (await allEntries(context, ports, query.table)).filter(({ kind }) => query.kind === undefined || kind === query.kind)
  const found = searchEntries(entries, query.q ?? '')
  const from = query.cursor === undefined ? 0 : Number(decodeCursor(query.cursor)[0])
  const items = found.slice(from, from + query.limit)
  const more = from + query.limit < found.length
  return { items, nextCursor: more ? encodeCursor([from + query.limit]) : null, total: found.length }
}

interface Known {
  readonly notes: ReadonlyMap<string, StoredNote>
  readonly fills: ReadonlyMap<string, number>
  readonly results: readonly QualityResult[]
  readonly classes: ReadonlyMap<string, ColumnClass>
}

export async function loadKnown(context: Context, ports: QualityPorts): Promise<Known> {
  const { db } = context.ledger
  const [notes, fills, results, classes] = await Promise.all([loadNotes(db), loadFillShares(db), newestResults(db), ports.classes()])
  return { notes, fills, results, classes }
}

async function allEntries(context: Context, ports: QualityPorts, only: string | undefined): Promise<DictionaryEntry[]> {
  const [known, attributes] = await Promise.all([loadKnown(context, ports), listAttributes(context.ledger)])
  const tables = bankTableNames.filter((name) => only === undefined || name === only)
  const entries: DictionaryEntry[] = []
  for (const table of tables) {
    entries.push(tableEntry(table, known))
    for (const place of columnPlaces(table, attributes)) entries.push(columnEntry(table, place, known))
  }
  return only === undefined ? [...entries, ...(await derivedEntries(context))] : entries
}

function tableEntry(table: BankTableName, { notes, results }: Known): DictionaryEntry {
  const { zh, en } = bankTable(table)
  const note = notes.get(table)
  return {
    ...BARE,
    id: `table/${table}`, kind: 'table', key: table, name: { zh, en },
    description: note?.description ?? null, owner: note?.owner ?? null, type: bankTable(table).customer,
    score: scoreOf(results.filter((result) => result.table === table)),
  }
}

const BARE = { description: null, owner: null, type: null, custom: false, isKey: false, required: false, class: null, level: null, sensitive: false, fill: null, score: null } as const

/** A column as the dictionary shows it. */
export function columnEntry(table: BankTableName, place: ColumnPlace, { notes, fills, results, classes }: Known): DictionaryEntry {
  const { name, column, custom } = place
  const key = `${table}.${name}`
  const note = notes.get(key)
  const kept = classes.get(key)
  return {
    id: `column/${key}`, kind: 'column', key, name: { zh: column.zh, en: column.en },
    description: note?.description ?? null, owner: note?.owner ?? null, type: column.type, custom,
    isKey: bankTable(table).key.includes(name), required: column.required === true,
    class: kept?.class ?? null, level: kept?.level ?? null, sensitive: kept?.sensitive ?? false,
    fill: fills.get(key) ?? null,
    score: scoreOf(resultsOfColumn(results, table, name)),
  }
}

export function resultsOfColumn(results: readonly QualityResult[], table: string, column: string): QualityResult[] {
  return results.filter((result) => result.table === table && result.columns.includes(column))
}

async function derivedEntries(context: Context): Promise<DictionaryEntry[]> {
  const kinds = context.definitions.kinds().map(({ kind }) => kind).filter((kind) => DERIVED.includes(kind))
  const lists = await Promise.all(kinds.map(async (kind) => ({ kind, items: await context.definitions.list<Said>(kind) })))
  return lists.flatMap(({ kind, items }) =>
    items.map(({ key, name, body }) => ({
      ...BARE,
      id: `${kind}/${key}`, kind, key, name: { zh: name.zh, en: name.en ?? key },
      description: body.description ?? null, owner: body.owner ?? null,
    })),
  )
}

/** What definitions of every kind may say of themselves. */
interface Said {
  readonly description?: { zh?: string; en?: string }
  readonly owner?: string
}
