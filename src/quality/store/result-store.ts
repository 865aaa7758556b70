import { sql, type Selectable } from 'kysely'
import { decodeCursor, encodeCursor } from '#kernel/id'
import type { LedgerDb } from '#platform/ledger'
import type { BlockedTable, QualityResult, ResultStatus, Score } from '../contract.js'
import { qualityLedger, type QualityTables } from './quality-tables.js'

export type NewResult = Omit<QualityResult, 'at'>

/** Keeps results; one rule, source and date has one result, the newest. */
export async function writeResults(db: LedgerDb, results: readonly NewResult[], jobId: string): Promise<void> {
  if (results.length === 0) return
  const rows = results.map((result) => ({
    as_of: result.asOf,
    rule: result.rule,
    rule_version: result.ruleVersion,
    kind: result.kind,
    table_name: result.table,
    columns: JSON.stringify(result.columns),
    source: result.source ?? '',
    severity: result.severity,
    weight: result.weight,
    status: result.status,
    checked: result.checked,
    failed: result.failed,
    value: result.value,
    threshold: result.threshold,
    detail: JSON.stringify(result.detail),
    samples: JSON.stringify(result.samples),
    job_id: jobId,
  }))
  const names = ['rule_version', 'kind', 'table_name', 'columns', 'severity', 'weight', 'status', 'checked', 'failed', 'value', 'threshold', 'detail', 'samples', 'job_id'] as const
  for (let at = 0; at < rows.length; at += 500) {
    await qualityLedger(db)
      .insertInto('quality_result')
      .values(rows.slice(at, at + 500))
      .onConflict((conflict) =>
        conflict.columns(['as_of', 'rule', 'source']).doUpdateSet((found) => ({
          ...Object.fromEntries(names.map((name) => [name, found.ref(`excluded.${name}`)])),
          at: sql<string>`now()`,
        })),
      )
      .execute()
  }
}

export interface ResultFilter {
  readonly asOf?: string | undefined
  readonly source?: string | undefined
  readonly table?: string | undefined
  readonly status?: ResultStatus | undefined
  readonly cursor?: string | undefined
  readonly limit: number
}

/** Results, newest business date first. */
export async function pageResults(db: LedgerDb, filter: ResultFilter): Promise<{ items: QualityResult[]; nextCursor: string | null; total: number }> {
  const chosen = () =>
    qualityLedger(db)
      .selectFrom('quality_result')
      .$if(filter.asOf !== undefined, (found) => found.where('as_of', '=', filter.asOf ?? ''))
      .$if(filter.source !== undefined, (found) => found.where('source', '=', filter.source ?? ''))
      .$if(filter.table !== undefined, (found) => found.where('table_name', '=', filter.table ?? ''))
      .$if(filter.status !== undefined, (found) => found.where('status', '=', filter.status ?? 'pass'))
  const after = filter.cursor === undefined ? null : decodeCursor(filter.cursor)
  const rows = await chosen()
    .selectAll()
    .$if(after !== null, (found) => found.where(sql<boolean>`(as_of, id) < (${String(after?.[0])}::date, ${Number(after?.[1])})`))
    .orderBy('as_of', 'desc')
    .orderBy('id', 'desc')
    .limit(filter.limit + 1)
    .execute()
  const counted = await chosen().select((found) => found.fn.countAll<string>().as('n')).executeTakeFirstOrThrow()
  const items = rows.slice(0, filter.limit)
  const last = items.at(-1)
  const nextCursor = rows.length > filter.limit && last !== undefined ? encodeCursor([last.as_of, last.id]) : null
  return { items: items.map(toResult), nextCursor, total: Number(counted.n) }
}

/** Results of one rule, newest business date first. */
export async function resultsOfRule(db: LedgerDb, rule: string, limit: number): Promise<QualityResult[]> {
  const rows = await qualityLedger(db).selectFrom('quality_result').selectAll().where('rule', '=', rule).orderBy('as_of', 'desc').orderBy('source').limit(limit).execute()
  return rows.map(toResult)
}

/** The newest result of every rule and source, up to a business date when given. */
export async function newestResults(db: LedgerDb, options: { asOf?: string; table?: string } = {}): Promise<QualityResult[]> {
  const rows = await qualityLedger(db)
    .selectFrom('quality_result')
    .selectAll()
    .distinctOn(['rule', 'source'])
    .$if(options.asOf !== undefined, (found) => found.where('as_of', '<=', options.asOf ?? ''))
    .$if(options.table !== undefined, (found) => found.where('table_name', '=', options.table ?? ''))
    .orderBy('rule')
    .orderBy('source')
    .orderBy('as_of', 'desc')
    .execute()
  return rows.map(toResult)
}

/** Of every rule and source the newest result up to a business date, where it blocks a table. */
export async function blockingResults(db: LedgerDb, asOf: string): Promise<BlockedTable[]> {
  const newest = qualityLedger(db)
    .selectFrom('quality_result')
    .select(['rule', 'source', 'table_name', 'as_of', 'status'])
    .distinctOn(['rule', 'source'])
    .where('as_of', '<=', asOf)
    .orderBy('rule')
    .orderBy('source')
    .orderBy('as_of', 'desc')
  const rows = await qualityLedger(db).selectFrom(newest.as('newest')).selectAll().where('status', '=', 'block').where('table_name', 'is not', null).orderBy('table_name').orderBy('rule').orderBy('source').execute()
  return rows.map((row) => ({ table: row.table_name ?? '', rule: row.rule, source: row.source === '' ? null : row.source, asOf: row.as_of }))
}

export interface ScoreRow extends Score {
  readonly key: string
}

/** Scores by source, table or altogether, a row a business date (formula: domain/score.ts). */
export async function scoresBetween(db: LedgerDb, by: 'source' | 'table' | 'all', from: string, to: string): Promise<ScoreRow[]> {
  const key = by === 'all' ? sql`''` : sql.ref(by === 'source' ? 'source' : 'table_name')
  const found = await sql<ScoreRow>`
    select coalesce(${key}, '') as key, as_of as "asOf",
      100 * sum(weight) filter (where status = 'pass') / nullif(sum(weight) filter (where status in ('pass', 'warn', 'block')), 0) as score,
      count(*) filter (where status = 'pass') as passed,
      count(*) filter (where status = 'warn') as warned,
      count(*) filter (where status = 'block') as blocked,
      count(*) filter (where status = 'error') as errors,
      count(*) filter (where status = 'skipped') as skipped
    from quality_result where as_of between ${from} and ${to}
    group by 1, 2 order by 1, 2`.execute(db)
  return found.rows.map((row) => ({ ...row, score: row.passed + row.warned + row.blocked === 0 ? null : (row.score ?? 0) }))
}

export function toResult(row: Selectable<QualityTables['quality_result']>): QualityResult {
  return {
    rule: row.rule,
    ruleVersion: row.rule_version,
    kind: row.kind,
    table: row.table_name,
    columns: row.columns,
    source: row.source === '' ? null : row.source,
    asOf: row.as_of,
    severity: row.severity,
    weight: row.weight,
    status: row.status,
    checked: row.checked,
    failed: row.failed,
    value: row.value,
    threshold: row.threshold,
    detail: row.detail,
    samples: row.samples,
    at: row.at,
  }
}
