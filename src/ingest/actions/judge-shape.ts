import { Mistakes, fail } from '#kernel/error'
import type { LedgerDb } from '#platform/ledger'
import type { Context } from '#platform/context'
import type { Difference, Late, Source } from '../contract.js'
import { checkFileColumns, readColumns } from '../domain/check-source.js'
import { judge } from '../domain/drift-choice.js'
import { daysLate, differencesOf, lateDifference, shapeAfter } from '../domain/shape-drift.js'
import { decimalColumns, enumColumns, neededColumns, withoutColumns } from '../domain/without-columns.js'
import { missingCountQuery } from '../sql/missing-count-query.js'
import { findDrift } from '../store/drift-store.js'
import { newestLoadedDate } from '../store/load-history.js'
import { loadShape, saveShape } from '../store/shape-store.js'
import { measureShape, stagedText } from './measure-shape.js'
import type { Staged } from './stage-file.js'
import type { WrittenTargets } from './write-targets.js'

export interface ShapeInput {
  readonly context: Context
  readonly source: Source
  readonly sourceKey: string
  readonly loadId: string
  readonly businessDate: string
  readonly signal: AbortSignal
  /** Whether lateness is asked about: not of a backfill, nor again of a load that waited. */
  readonly asksLate: boolean
}

/** `wait`: somebody has to decide first. `go`: load through `source`, and keep the new shape in the same commit. */
export type ShapeJudgement =
  | { readonly kind: 'wait'; readonly differences: readonly Difference[] }
  | { readonly kind: 'go'; readonly source: Source; readonly unmapped: readonly string[]; readonly late: Late | null; readonly keep: (tx: LedgerDb) => Promise<void> }

/**
 * Compares a staged file with the last accepted one of its source. The first file sets the shape; later ones go on when
 * nothing differs or every difference is decided, by this load's decision, a standing one or the source's policy.
 * @throws Mistakes when the mapping reads a column the file never had; AppError DRIFT_REJECTED, CONSENT_PROOF_EMPTY
 */
export async function judgeShape(input: ShapeInput, staged: Staged): Promise<ShapeJudgement> {
  const { context, source, sourceKey, loadId } = input
  const stored = await loadShape(context.ledger, sourceKey)
  // Before anything is measured: a first file that does not fit the mapping is the mapping's mistake.
  if (stored.shape === null) assertColumns(source, staged.columns)
  const columns = await measureShape(context.warehouse, staged, enumColumns(source), input.signal)
  const newest = await newestLoadedDate(context.ledger, sourceKey)
  const shape = stored.shape ?? []
  const changed = stored.shape === null ? [] : differencesOf(shape, columns, useOf(source))
  const late = !input.asksLate ? [] : lateDifference(input.businessDate, newest, source.lateDays)
  const choices = (await findDrift(context.ledger, loadId))?.choices ?? []
  const judged = judge([...changed, ...late], choices, stored.standing, source.drift)
  if (judged.some(({ decided }) => decided === 'reject')) fail('DRIFT_REJECTED')
  if (judged.some(({ decided }) => decided === null)) return { kind: 'wait', differences: judged.map(({ difference }) => difference) }
  const mapped = new Set(readColumns(source))
  const here = new Set(columns.map(({ name }) => name))
  const gone = new Set(shape.filter(({ name }) => mapped.has(name) && !here.has(name)).map(({ name }) => name))
  const effective = withoutColumns(source, gone)
  assertColumns(effective, staged.columns)
  await assertConsent(input, staged)
  const toMap = new Set(judged.flatMap(({ difference, decided }) => (decided === 'map-later' && 'column' in difference ? [difference.column] : [])))
  return {
    kind: 'go',
    source: effective,
    unmapped: columns.map(({ name }) => name).filter((name) => !mapped.has(name)),
    late: await lateOf(input, newest),
    keep: (tx) => saveShape(tx, sourceKey, shapeAfter(shape, columns, mapped, toMap), loadId),
  }
}

/** The report of written targets with what the shape told. */
export function withShape(written: WrittenTargets, { unmapped, late }: { unmapped: readonly string[]; late: Late | null }): WrittenTargets {
  return { ...written, report: { ...written.report, unmapped: [...unmapped], late } }
}

function useOf(source: Source) {
  return { mapped: new Set(readColumns(source)), needed: neededColumns(source), decimals: decimalColumns(source), newValueShare: source.drift?.newValueShare ?? 0.01 }
}

function assertColumns(source: Source, columns: readonly string[]): void {
  const mistakes = checkFileColumns(source, columns)
  if (mistakes.length > 0) throw new Mistakes(mistakes)
}

/** Every row of a third party carries its proof of consent, or nothing of the file is taken. */
async function assertConsent({ context, source, signal }: ShapeInput, staged: Staged): Promise<void> {
  const column = source.consentProof
  if (column === undefined) return
  const [counted] = await context.warehouse.query(missingCountQuery(staged.place, stagedText(staged, column)), { signal, maxSeconds: 600 })
  const rows = Number(counted?.n ?? 0)
  if (rows > 0) fail('CONSENT_PROOF_EMPTY', { column, rows }, 'consentProof')
}

/** How late the data is, and what was derived from its date on without it. */
async function lateOf({ context, businessDate }: ShapeInput, newest: string | null): Promise<Late | null> {
  const days = daysLate(businessDate, newest)
  if (days === 0 || newest === null) return null
  const derived = await context.runs.since(['tags', 'segment', 'list', 'evaluation'], businessDate)
  return { days, newest, derived: derived.map(({ kind, subject, asOf }) => ({ kind, subject, asOf })) }
}
