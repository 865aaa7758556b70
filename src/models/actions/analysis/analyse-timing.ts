import { dayNumber } from '#kernel/calendar'
import { fail } from '#kernel/error'
import type { ScanClock, ScanOptions, ScanWindow } from '#kernel/learn'
import { compileValue, createPassCollector, type ValueDocument } from '#kernel/rule'
import { identifier, sql, type Sql } from '#kernel/sql'
import { bankRows, bankTable, storedName, type BankTableName } from '#ingest/contract'
import { loadSegmentGround } from '#segments'
import type { RuleGround } from '#tags'
import type { AnalysisOf } from '../../contract-analysis.js'
import { featureColumn } from '../../domain/feature-column.js'
import { cellsOf, knownFor, nextKnown, scanClock, spanOf } from '../../domain/analysis/timing-cells.js'
import { ownKey, timingModel } from '../../domain/analysis/timing-model.js'
import { insertRows } from '../../sql/insert-rows.js'
import { anchorDays, cellColumn, cellsQuery, eventDays, gridTotalsQuery, hoursQuery, insertGrid, type ClockInput, type FactRows } from '../../sql/analysis/timing-queries.js'
import { insertColumns } from '../../sql/analysis/measure-queries.js'
import { rowsTable } from '../build-rows.js'
import { compileDate } from '../compile-model.js'
import { workTables, type Analysed, type AnalysisPlace } from './analysis-place.js'

type Timing = AnalysisOf<'timing'>

const LEVEL = 0.95
const LEAST_EVENTS = 30
/** Customers watched at most. */
const MOST_CUSTOMERS = 200_000
/** Windows allowed for at most. */
const MOST_WINDOWS = 8

/**
 * Windows of each clock in which quiet customers come back more than on other days, each allowing for the others' windows.
 * @throws AppError ANALYSIS_FEW_EVENTS; Mistakes of MODEL_LEAK
 */
export async function analyseTiming(place: AnalysisPlace, analysis: Timing): Promise<Analysed> {
  const { context, ports, runId, asOf, knownAt, signal } = place
  const { rows: people, earlier: grid } = workTables(runId)
  const compiled = await compileDate(context, ports, timingModel(analysis), { asOf, knownAt, labelled: false })
  await context.warehouse.createTable(rowsTable(people, compiled))
  await context.warehouse.command(insertRows({ ...compiled, table: people, asOf }), { signal })
  const ground = await loadSegmentGround(context, [], asOf, undefined, knownAt)
  const facts = (value: ValueDocument): FactRows => factRows(value, ground)
  const clocks = analysis.clocks.map((clock, at): ClockInput => ({
    clock,
    anchors: clock.kind === 'date' || clock.kind === 'monthday' ? anchorDays(facts(clock.of), dayOf(clock.of, ground)) : null,
    column: clock.kind === 'anniversary' ? featureColumn(ownKey(at)) : null,
  }))
  const event = facts(analysis.event)
  const time = timeOf(analysis.event, ground)
  await context.warehouse.createTable({
    name: grid,
    columns: { cust_no: 'UInt32', shard_key: 'String', event: 'UInt8', hour: 'UInt8', ...Object.fromEntries(clocks.map((_, at) => [cellColumn(at), 'Nullable(Int16)' as const])) },
    orderBy: ['cust_no'],
    spread: 'customer',
  })
  const plan = { grid, people, asOf: dayNumber(asOf), days: analysis.days, quietDays: analysis.quietDays, events: eventDays(event, time), clocks, limit: MOST_CUSTOMERS }
  await context.warehouse.command(insertGrid(plan), { signal })
  const totals = (await context.warehouse.query(gridTotalsQuery(grid)))[0]
  const events = Number(totals?.events ?? 0)
  if (events < LEAST_EVENTS) fail('ANALYSIS_FEW_EVENTS', { events, least: LEAST_EVENTS })
  const hours = await context.warehouse.query(hoursQuery(grid, people, event, time, plan.asOf - analysis.days + 1), { signal })
  const found = await scanInTurn(place, analysis, grid, hours)
  await context.warehouse.command(insertColumns({ runId, analysis: place.key, asOf }, people, [{ measure: 'quiet_days', value: identifier('f_quiet') }]), { signal })
  return { customers: Number(totals?.customers ?? 0), measures: ['quiet_days'], figures: { task: 'timing', customers: Number(totals?.customers ?? 0), days: Number(totals?.days ?? 0), events, ...found } }
}

function factRows(value: ValueDocument, ground: RuleGround): FactRows {
  const passes = createPassCollector()
  compileValue(value, ground.schema, { asOf: ground.asOf, timeZone: ground.timeZone, passes })
  const pass = passes.passes()[0] ?? fail('ANALYSIS_AGGREGATE', { fn: 'count' })
  const table = pass.table as BankTableName
  const columns = Object.entries(bankTable(table).columns).filter(([name]) => name !== 'cust_id').map(([name, column]) => storedName(name, column.type))
  return { rows: bankRows(table, ground.facts.get(table) ?? [], columns), where: pass.where, found: pass.columns[0]?.expression ?? sql`0` }
}

/** The day of a value on the bank's clock. */
function dayOf(value: ValueDocument, ground: RuleGround): (moment: Sql) => Sql {
  const { type } = compileValue(value, ground.schema, { asOf: ground.asOf, timeZone: ground.timeZone, passes: createPassCollector() })
  return (moment) => (type.type === 'instant' ? sql`toDate32(toTimeZone(${moment}, ${ground.timeZone}))` : sql`toDate32(${moment})`)
}

/** The moment of a row on the bank's clock. */
function timeOf({ value }: ValueDocument, ground: RuleGround): Sql {
  const table = value.kind === 'agg' ? (value.table as BankTableName) : fail('ANALYSIS_AGGREGATE', { fn: 'count' })
  const name = bankTable(table).timeColumn ?? fail('ANALYSIS_AGGREGATE', { fn: 'count' })
  return bankTable(table).columns[name]?.type === 'instant' ? sql`toTimeZone(${identifier(name)}, ${ground.timeZone})` : identifier(name)
}

type Hours = readonly { readonly at: number; readonly events: string; readonly usual: string }[]

/**
 * The strongest window of all clocks first, then the strongest of the others once it is allowed for, until no other is
 * left: clocks that move together, as a pay-day and an anniversary on one day, then tell one window and not two.
 */
async function scanInTurn(place: AnalysisPlace, analysis: Timing, grid: string, hours: Hours) {
  let known: ScanWindow[] = []
  // How many turns there will be is not known: each has half of what is left.
  const inTurn = (turn: number): AnalysisPlace => ({ ...place, progress: (share) => place.progress(1 - 0.5 ** turn * (1 - share / 2)) })
  let found = await scanAll(inTurn(0), analysis, grid, hours, known)
  for (let turn = 0; turn < MOST_WINDOWS; turn += 1) {
    const next = nextKnown(analysis.clocks, known, found.windows)
    if (next === null) break
    known = next
    found = await scanAll(inTurn(turn + 1), analysis, grid, hours, known)
  }
  const clocks = found.clocks.map(({ key, cells }, at) => {
    const clock = analysis.clocks[at]
    const { from, to } = clock === undefined ? { from: 0, to: 0 } : spanOf(clock)
    const scale = cells.reduce((sum, { events }) => sum + events, 0) / Math.max(1e-12, cells.reduce((sum, { expected }) => sum + expected, 0))
    return { key, kind: clock?.kind ?? '', from, to, cells: cells.map((cell) => ({ at: cell.at, events: cell.events, days: cell.expected, expected: cell.expected * scale })) }
  })
  return { windows: [...found.windows], clocks }
}

async function scanAll(place: AnalysisPlace, analysis: Timing, grid: string, hours: Hours, known: readonly ScanWindow[]): Promise<{ clocks: ScanClock[]; windows: ScanWindow[] }> {
  const { context, signal, progress } = place
  const columns = new Map(analysis.clocks.map(({ key }, at) => [key, cellColumn(at)]))
  const clocks: ScanClock[] = []
  for (const [at, clock] of analysis.clocks.entries()) {
    if (clock.kind === 'hour') {
      clocks.push(scanClock(clock, hours.map((hour) => ({ at: hour.at, events: Number(hour.events), expected: Number(hour.usual) }))))
      continue
    }
    const others = knownFor(clock, known).filter((window) => analysis.clocks.find(({ key }) => key === window.clock)?.kind !== 'hour')
    const windows = others.map(({ clock: key, from, to }) => ({ column: columns.get(key) ?? '', from, to }))
    const rows = await context.warehouse.query(cellsQuery(grid, cellColumn(at), windows), { signal })
    const counted = rows.map((row) => ({ at: row.at, known: row.known, days: Number(row.days), events: Number(row.events) }))
    clocks.push(scanClock(clock, cellsOf(clock, counted, others.map(({ ratio }) => ratio))))
  }
  const options: ScanOptions = { falseDiscovery: analysis.falseDiscovery, seed: analysis.seed, level: LEVEL }
  const windows = await context.compute.run<ScanWindow[]>({ module: '#kernel/learn', name: 'scanClocks', args: [clocks, options], machine: true, onProgress: progress }, signal)
  return { clocks, windows }
}
