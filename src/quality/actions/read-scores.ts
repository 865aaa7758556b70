import { addDays } from '#kernel/calendar'
import type { Context } from '#platform/context'
import { bankTable, bankTableNames } from '#ingest/contract'
import type { Score } from '../contract.js'
import { scoresBetween } from '../store/result-store.js'

export interface ScoreQuery {
  readonly by: 'source' | 'table' | 'all'
  readonly from?: string | undefined
  readonly to?: string | undefined
}

export interface ScoreBoard {
  readonly from: string
  readonly to: string
  readonly rows: { key: string; name: { zh: string; en: string }; days: Score[] }[]
}

/** The score board: a row a source or table, a cell a business date; the last 31 days unless asked otherwise. */
export async function readScores(context: Context, query: ScoreQuery): Promise<ScoreBoard> {
  const to = query.to ?? (await context.businessClock.today())
  const from = query.from ?? addDays(to, -30)
  const [scores, sources] = await Promise.all([scoresBetween(context.ledger.db, query.by, from, to), context.definitions.list('source')])
  const names = new Map<string, { zh: string; en: string }>([
    ...bankTableNames.map((name) => [name as string, { zh: bankTable(name).zh, en: bankTable(name).en }] as const),
    ...(query.by === 'source' ? sources.map(({ key, name }) => [key, { zh: name.zh, en: name.en ?? key }] as const) : []),
    ['', { zh: '全行', en: 'The whole bank' }],
  ])
  const rows = new Map<string, Score[]>()
  for (const { key, ...score } of scores) rows.set(key, [...(rows.get(key) ?? []), score])
  return { from, to, rows: [...rows].map(([key, days]) => ({ key, name: names.get(key) ?? { zh: key, en: key }, days })) }
}
