import { addDays } from '#kernel/calendar'
import { fail } from '#kernel/error'
import type { Context } from '#platform/context'
import type { JobRun } from '#platform/jobs'
import { listAttributes } from '#ingest'
import { bankTableNames, type BankTableName } from '#ingest/contract'
import type { CheckRequest, ResultStatus } from '../contract.js'
import type { IdentifierKind } from '../domain/identifier-format.js'
import type { QualityRule } from '../domain/quality-rule.js'
import type { QualityPorts } from '../ports.js'
import { writeFills } from '../store/dictionary-store.js'
import type { NewResult } from '../store/result-store.js'
import { checkIdentifiers, checkReconciliation, checkTimeliness } from './check-sources.js'
import { feedsOfRule, guarded, type CheckGround } from './check-ground.js'
import { checkTable, isPassRule } from './check-table.js'
import { checkDrift, checkFreshness, checkUnit, checkVolume } from './check-window.js'
import { keepResults } from './keep-results.js'
import { loadFeeds, type Feed } from './load-feeds.js'
import { loadRules } from './load-rules.js'

export interface CheckSummary {
  readonly asOf: string
  readonly results: Readonly<Record<ResultStatus, number>>
  /** Alerts that are new. */
  readonly alerts: number
}

/**
 * Judges the rules as of a business date: of all sources, or of what one source brought; the timeliness of every source
 * each time, since a source that stays away starts no check. Results of the same rule, source and date replace older
 * ones, so a run repeated after a crash says the same.
 */
export async function checkQuality(context: Context, ports: QualityPorts, run: JobRun<CheckRequest>): Promise<CheckSummary> {
  const asOf = run.input.asOf ?? (await context.businessClock.today())
  run.progress({ step: 'planning' })
  const rules = (await loadRules(context)).filter((rule) => !rule.off && (run.input.rule === undefined || rule.key === run.input.rule))
  if (run.input.rule !== undefined && rules.length === 0) return fail('QUALITY_RULE_UNKNOWN', { key: run.input.rule })
  const ground = await groundOf(context, ports, rules, asOf, run)
  const own = ground.feeds.filter((feed) => run.input.source === undefined || feed.source === run.input.source)
  const results: NewResult[] = []
  const tables = [...new Set(own.map(({ table }) => table))]
  for (const [at, table] of tables.entries()) {
    run.progress({ step: `checking-${table}`, done: at, total: tables.length, unit: 'steps' })
    for (const feed of own.filter((each) => each.table === table)) results.push(...(await checkFeed(ground, feed, rules, run.input.rule === undefined)))
  }
  run.progress({ step: 'checking-sources', done: tables.length, total: tables.length, unit: 'steps' })
  results.push(...(await checkWhole(ground, rules, new Set(tables))))
  const alerts = await keepResults(context, ports, { results, rules, complete: run.input.rule === undefined, jobId: run.id })
  return { asOf, results: countByStatus(results), alerts }
}

/** What rules read as of a date: all tables, or only theirs when a rule is asked for. */
export async function groundOf(context: Context, ports: QualityPorts, rules: readonly QualityRule[], asOf: string, run: Pick<JobRun<CheckRequest>, 'input' | 'signal'>): Promise<CheckGround> {
  const tables = new Set<BankTableName>(run.input.rule === undefined ? bankTableNames : [])
  for (const { body } of rules) for (const table of tablesOf(body)) tables.add(table)
  const attributes = await listAttributes(context.ledger)
  const feeds = await loadFeeds(context, [...tables], asOf)
  const { timeZone } = context.settings
  return { context, asOf, timeZone, now: context.clock.now().toISOString(), signal: run.signal, attributes, feeds, classes: await ports.classes() }
}

function tablesOf({ table, check }: QualityRule['body']): BankTableName[] {
  const own = table === undefined ? [] : [table]
  if (check.kind === 'referential') return [...own, check.to.table]
  return check.kind === 'reconciliation' ? [...own, check.left.table, check.right.table] : own
}

/** Judges what a source brought to one table. */
export async function checkFeed(ground: CheckGround, feed: Feed, rules: readonly QualityRule[], withFills: boolean): Promise<NewResult[]> {
  const mine = rules.filter((rule) => rule.body.check.kind !== 'timeliness' && feedsOfRule(rule, [feed]).length > 0)
  const { results, fills } = await checkTable(ground, feed, mine.filter(isPassRule), withFills)
  await writeFills(ground.context.ledger.db, { table: feed.table, source: feed.source, asOf: ground.asOf }, fills)
  const others: NewResult[] = []
  for (const rule of mine) if (!isPassRule(rule)) others.push(...(await checkOther(ground, feed, rule)))
  return [...results, ...others]
}

async function checkOther(ground: CheckGround, feed: Feed, rule: QualityRule): Promise<NewResult[]> {
  const { check } = rule.body
  const judge = (work: Parameters<typeof guarded>[3]) => guarded(ground, rule, feed.source, work).then((result) => [result])
  switch (check.kind) {
    case 'volume':
      return judge(() => checkVolume(ground, feed, rule, check))
    case 'unit-change':
      return judge(() => checkUnit(ground, feed, rule, check))
    case 'drift':
      return judge(() => checkDrift(ground, feed, rule, check))
    case 'validity':
      return judge(() => checkIdentifiers(ground, feed, identifierOf(check.test), check.minShare))
    case 'completeness':
    case 'range':
    case 'referential':
    case 'uniqueness':
    case 'timeliness':
    case 'reconciliation':
      return []
  }
}

function identifierOf(test: string): IdentifierKind {
  if (test === 'mobile') return 'mobile'
  return test === 'email' ? 'email' : 'id_no'
}

/** What is judged of sources and of the bank as a whole. */
export async function checkWhole(ground: CheckGround, rules: readonly QualityRule[], tables: ReadonlySet<BankTableName>): Promise<NewResult[]> {
  const results: NewResult[] = []
  for (const rule of rules) {
    const { check } = rule.body
    if (check.kind === 'reconciliation' && (tables.has(check.left.table) || tables.has(check.right.table))) {
      results.push(await guarded(ground, rule, null, () => checkReconciliation(ground, check)))
    }
    results.push(...(await checkTimely(ground, rule)))
  }
  return results
}

/** Whether the source of a rule, or what it brings to a table, came in time; nothing of other rules. */
async function checkTimely(ground: CheckGround, rule: QualityRule): Promise<NewResult[]> {
  const { check, source, table } = rule.body
  if (check.kind !== 'timeliness') return []
  const most = check.newestWithinHours
  if (most === undefined || table === undefined) return source === undefined ? [] : [await guarded(ground, rule, source, () => checkTimeliness(ground, source, check))]
  const results: NewResult[] = []
  for (const feed of feedsOfRule(rule, ground.feeds)) results.push(await guarded(ground, rule, feed.source, () => checkFreshness(ground, feed, most)))
  return results
}

/**
 * Judges timeliness alone, as of now: of a source that stays away no load starts a check. An hour of the day is judged on
 * the business date it is the hour of. Nothing is kept that is not due yet or has too little to go by.
 */
export async function watchSources(context: Context, ports: QualityPorts, signal: AbortSignal): Promise<void> {
  const known = (await loadRules(context)).filter((rule) => !rule.off)
  const today = await context.businessClock.today()
  const byDate = new Map<string, QualityRule[]>()
  for (const rule of known) {
    const { check } = rule.body
    if (check.kind !== 'timeliness') continue
    const asOf = check.by === undefined ? today : addDays(today, -check.dayOffset)
    byDate.set(asOf, [...(byDate.get(asOf) ?? []), rule])
  }
  for (const [asOf, rules] of byDate) {
    const ground = await groundOf(context, ports, rules, asOf, { input: { rule: WATCH }, signal })
    const results: NewResult[] = []
    for (const rule of rules) results.push(...(await checkTimely(ground, rule)))
    await keepResults(context, ports, { results: results.filter(({ status }) => status !== 'skipped'), rules, complete: false, jobId: WATCH })
  }
}

/** Marks results that no job made. */
const WATCH = 'watch-sources'

function countByStatus(results: readonly NewResult[]): Record<ResultStatus, number> {
  const count = { pass: 0, warn: 0, block: 0, error: 0, skipped: 0 }
  for (const { status } of results) count[status] += 1
  return count
}
