import { AppError } from '#kernel/error'
import type { Context } from '#platform/context'
import type { BankTableName } from '#ingest/contract'
import { columnPlaces, type ColumnPlace, type CustomAttribute } from '../domain/bank-column-place.js'
import type { QualityRule } from '../domain/quality-rule.js'
import { weightOf } from '../domain/score.js'
import { notJudged, statusOf, type Verdict } from '../domain/verdict.js'
import type { RowsOf, Window } from '../sql/checked-rows.js'
import type { NewResult } from '../store/result-store.js'
import type { ColumnClass } from '../ports.js'
import type { Feed } from './load-feeds.js'

/** Everything a check of one business date reads. */
export interface CheckGround {
  readonly context: Context
  readonly asOf: string
  readonly timeZone: string
  readonly now: string
  readonly signal: AbortSignal
  readonly attributes: readonly CustomAttribute[]
  readonly feeds: readonly Feed[]
  readonly classes: ReadonlyMap<string, ColumnClass>
}

export function windowOf(ground: CheckGround, days?: number): Window {
  return { asOf: ground.asOf, timeZone: ground.timeZone, days }
}

/** Columns of a table by name; a name that is not there is left out (rules are checked when they are published). */
export function placesOf(ground: CheckGround, table: BankTableName, names: readonly string[]): ColumnPlace[] {
  const known = columnPlaces(table, ground.attributes)
  return names.flatMap((name) => known.find((place) => place.name === name) ?? [])
}

export function whereOf(ground: CheckGround, table: BankTableName, where: Readonly<Record<string, string>> | undefined): NonNullable<RowsOf['where']> {
  return Object.entries(where ?? {}).flatMap(([name, value]) => placesOf(ground, table, [name]).map((place) => ({ place, value })))
}

/** Runs of a table over every source. */
export function allRuns(ground: CheckGround, table: BankTableName): number[] {
  return ground.feeds.filter((feed) => feed.table === table).flatMap((feed) => feed.runs)
}

/** Feeds a rule judges: of its table and source, that bring every column it names. */
export function feedsOfRule(rule: QualityRule, feeds: readonly Feed[]): Feed[] {
  const { table, source, columns, where } = rule.body
  const needed = [...columns, ...Object.keys(where ?? {})]
  return feeds.filter((feed) => feed.table === table && (source === undefined || source === feed.source) && needed.every((name) => feed.columns.has(name)))
}

/** A verdict as it is kept. */
export function resultOf(ground: CheckGround, rule: QualityRule, source: string | null, verdict: Verdict): NewResult {
  const { body } = rule
  const reconciled = body.check.kind === 'reconciliation' ? body.check.left : null
  return {
    rule: rule.key,
    ruleVersion: rule.version,
    kind: body.check.kind,
    table: body.table ?? reconciled?.table ?? null,
    columns: reconciled === null ? body.columns : [reconciled.column],
    source,
    asOf: ground.asOf,
    severity: body.severity,
    weight: weightOf(body),
    status: statusOf(verdict.ok, body.severity),
    checked: verdict.checked,
    failed: verdict.failed,
    value: verdict.value,
    threshold: verdict.threshold,
    detail: { ...verdict.detail },
    samples: [...verdict.samples],
  }
}

/** Judges one rule on one source; a check that breaks is a result of its own and is logged, a cancelled one ends the job. */
export async function guarded(ground: CheckGround, rule: QualityRule, source: string | null, judge: () => Promise<Verdict>): Promise<NewResult> {
  try {
    return resultOf(ground, rule, source, await judge())
  } catch (cause) {
    return brokenResult(ground, rule, source, cause)
  }
}

/** @throws what was thrown when the check was cancelled. */
export function brokenResult(ground: CheckGround, rule: QualityRule, source: string | null, cause: unknown): NewResult {
  if (ground.signal.aborted || !(cause instanceof AppError) || cause.code === 'CANCELLED') throw cause
  ground.context.log.warn({ rule: rule.key, source, code: cause.code, stack: cause.stack }, 'a quality rule could not be checked')
  return { ...resultOf(ground, rule, source, notJudged(cause.code)), status: 'error' }
}
