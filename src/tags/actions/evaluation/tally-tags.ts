import { byEventRate, informationValue, separation, type Interval } from '#kernel/learn'
import { identifier, sql } from '#kernel/sql'
import type { Context } from '#platform/context'
import type { JobRun } from '#platform/jobs'
import type { SnapshotColumn } from '../../contract.js'
import type { DecisionPower, TagEvaluation } from '../../contract-evaluation.js'
import { cellLabels, cellOf, cellsIn, isOrdered, numberOf, NUMBERS, outcomeCounts, stabilityOfCounts, total, type CellPlan } from '../../domain/evaluation/cells.js'
import { codesQuery, decilesQuery, sampleQuery, tallyQuery, type Tally } from '../../sql/evaluation/tally-queries.js'
import type { TagSnapshot } from '../latest-snapshot.js'
import type { EvaluationTables, PublishedDecision } from './evaluation-tables.js'

/** A tag put into cells, and what its cells tell. */
export interface TalliedTag {
  readonly column: SnapshotColumn
  readonly plan: CellPlan
  readonly covered: number
  readonly customers: number
  readonly psi: number | null
  readonly medians: { readonly before: number | null; readonly now: number | null }
  readonly powers: readonly DecisionPower[]
  readonly bins: TagEvaluation['bins']
}

interface Ground {
  readonly context: Context
  readonly run: JobRun<unknown>
  readonly snapshot: TagSnapshot
  readonly tables: EvaluationTables
  readonly decisions: readonly PublishedDecision[]
}

/** Columns of one statement: the engine's own limits on its length are far off. */
const AT_ONCE = 40
const SAMPLE = 50_000
const OUTSIDE = 255

/** Every tag of the snapshot: its cells as of both dates, how steady it is, and what it tells of each decision. */
export async function tallyTags(ground: Ground): Promise<TalliedTag[]> {
  const { snapshot, run } = ground
  const plans = await planCells(ground)
  const tallied: TalliedTag[] = []
  for (const [at, column] of snapshot.tags.entries()) {
    run.signal.throwIfAborted()
    run.progress({ step: 'evaluating', done: at, total: snapshot.tags.length, unit: 'steps' })
    const planned = plans.get(column.key)
    if (planned !== undefined) tallied.push(await tallyTag(ground, column, planned))
  }
  return tallied
}

interface Planned {
  readonly plan: CellPlan
  readonly before: number | null
  readonly now: number | null
}

async function planCells({ context, run, snapshot, tables }: Ground): Promise<Map<string, Planned>> {
  const plans = new Map<string, Planned>()
  const numeric = snapshot.tags.filter(({ type }) => NUMBERS.includes(type.type))
  for (let at = 0; at < numeric.length; at += AT_ONCE) {
    const part = numeric.slice(at, at + AT_ONCE)
    const ask = async (table: string, asOf: string) => (await context.warehouse.query(decilesQuery(table, part.map(({ column, type }) => numberOf(column, type.type, asOf))), { signal: run.signal, maxSeconds: 0 }))[0]
    const [then, now] = [await ask(tables.then, tables.before), await ask(snapshot.table, snapshot.asOf)]
    part.forEach(({ key }, place) => {
      const known = (then?.few[place] ?? []).length > 0 ? then : now
      plans.set(key, { plan: { kind: 'number', cuts: cutsOf(known?.deciles[place] ?? [], known?.few[place] ?? []) }, before: then?.medians[place] ?? null, now: now?.medians[place] ?? null })
    })
  }
  for (const { key, column, type } of snapshot.tags) {
    if (type.type === 'bool') plans.set(key, { plan: { kind: 'bool' }, before: null, now: null })
    else if (!NUMBERS.includes(type.type)) {
      const codes = (await context.warehouse.query(codesQuery(snapshot.table, column), { signal: run.signal })).map(({ code }) => code)
      plans.set(key, { plan: { kind: 'code', codes }, before: null, now: null })
    }
  }
  return plans
}

const FEW = 12

/** Between values where there are few of them, else at the deciles. */
function cutsOf(deciles: readonly (number | null)[], few: readonly number[]): number[] {
  if (few.length < FEW) return few.slice(1)
  return [...new Set(deciles.flatMap((cut) => (cut === null ? [] : [cut])))].sort((a, b) => a - b)
}

async function tallyTag({ context, run, snapshot, tables, decisions }: Ground, column: SnapshotColumn, { plan, before, now }: Planned): Promise<TalliedTag> {
  const ask = { signal: run.signal, maxSeconds: 0 }
  const [then, current] = await Promise.all([
    context.warehouse.query(tallyQuery(tables.from, cellOf(column, plan, tables.before), tables.flags), ask),
    context.warehouse.query(tallyQuery(sql`${identifier(snapshot.table)} AS base`, cellOf(column, plan, snapshot.asOf), []), ask),
  ])
  const cells = cellsIn(plan)
  const count = (rows: readonly Tally[], read: (row: Tally) => string | undefined) => {
    const found = new Map(rows.map((row) => [row.cell, Number(read(row) ?? 0)]))
    return Array.from({ length: cells }, (_, cell) => found.get(cell) ?? 0)
  }
  const [old, fresh] = [count(then, ({ n }) => n), count(current, ({ n }) => n)]
  const known = total(old.slice(1)) > 0
  const [customers, missing] = [total(fresh), fresh[0] ?? 0]
  const powers = decisions.map(({ key }, at) => powerOf(key, plan, count(then, ({ came }) => came[at]), count(then, ({ counted }) => counted[at]), known))
  const labels = cellLabels(plan)
  return {
    column,
    plan,
    customers,
    covered: customers - missing,
    psi: known ? stabilityOfCounts(old, fresh) : null,
    medians: { before, now },
    powers,
    bins: labels.map((label, at) => ({ label, before: old[at] ?? 0, now: fresh[at] ?? 0 })),
  }
}

const LEAST_EVENTS = 30

function powerOf(decision: string, plan: CellPlan, events: readonly number[], all: readonly number[], known: boolean): DecisionPower {
  const counts = outcomeCounts(events, all)
  const [customers, came] = [total(all), total(events)]
  if (!known || Math.min(came, customers - came) < LEAST_EVENTS) return { decision, customers, events: came, iv: null, ks: null }
  return { decision, customers, events: came, iv: plain(informationValue(counts)), ks: plain(separation(isOrdered(plan) ? counts : byEventRate(counts))) }
}

function plain({ value, low, high }: Interval) {
  return { value, low, high }
}

/** Cells of a sample of at most 50,000 customers for every tag, and the outcomes of each decision (255: not of its population). */
export async function sampleCells({ context, run, tables }: Ground, tallied: readonly TalliedTag[]): Promise<{ codes: Uint8Array[]; outcomes: Uint8Array[] }> {
  const flags = tables.flags.map(({ counts, came }) => sql`toUInt8(if(${counts}, ${came}, ${OUTSIDE}))`)
  const values = [...flags, ...tallied.map(({ column, plan }) => cellOf(column, plan, tables.before))]
  const columns: Uint8Array[] = []
  for (let at = 0; at < values.length; at += AT_ONCE) {
    const part = values.slice(at, at + AT_ONCE)
    const rows = await context.warehouse.query(sampleQuery(tables.from, part, SAMPLE), { signal: run.signal, maxSeconds: 0 })
    part.forEach((_, place) => columns.push(Uint8Array.from(rows, ({ cells }) => cells[place] ?? 0)))
  }
  return { codes: columns.slice(flags.length), outcomes: columns.slice(0, flags.length) }
}
