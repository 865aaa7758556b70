import { addDays, daysBetween } from '#kernel/calendar'
import { fail } from '#kernel/error'
import type { ForecastInput, LifetimeForecast } from '#kernel/learn'
import { sql } from '#kernel/sql'
import { bankTable, type BankTableName } from '#ingest/contract'
import type { AnalysisOf } from '../../contract-analysis.js'
import type { Model } from '../../contract.js'
import { DAYS_A_MONTH, purchaseHistories, type KeptHistory, type PurchaseColumns } from '../../domain/analysis/purchase-history.js'
import { aggregateOf, purchaseModel } from '../../domain/analysis/purchase-model.js'
import { insertRows } from '../../sql/insert-rows.js'
import { codesQuery } from '../../sql/analysis/measure-queries.js'
import { rowsTable } from '../build-rows.js'
import { compileDate, compileOutcome } from '../compile-model.js'
import { readRows, type ReadRows } from '../read-rows.js'
import { balanceOf, incomeMeasures } from './balance-income.js'
import { valuesOf, type Read } from './lifetime-rows.js'
import { workTables, writeMeasures, type Analysed, type AnalysisPlace, type Measure } from './analysis-place.js'

type Lifetime = AnalysisOf<'lifetime'>

const LEVEL = 0.9
/** Buyers below which no process is fitted. */
const LEAST_BUYERS = 50
const EVERYBODY = 'all'
const MOST_GROUPS = 50

/**
 * Purchases and value to come of every customer, with the prediction checked on days kept back.
 * @throws AppError ANALYSIS_FEW_BUYERS; Mistakes of MODEL_LEAK; errors of the fit
 */
export async function analyseLifetime(place: AnalysisPlace, analysis: Lifetime): Promise<Analysed> {
  const spend = aggregateOf(analysis.spend) ?? fail('ANALYSIS_SPEND_SHAPE')
  const model = purchaseModel(analysis, spend, bankTable(spend.table as BankTableName).timeColumn ?? '')
  const { rows, earlier } = workTables(place.runId)
  const cut = addDays(place.asOf, -analysis.holdoutDays)
  const before = await historyOf(place, analysis, model, { table: earlier, asOf: cut, labelled: true })
  const now = await historyOf(place, analysis, model, { table: rows, asOf: place.asOf, labelled: false })
  for (const [date, each] of [[cut, before], [place.asOf, now]] as const) {
    const buyers = each.kept.history.frequency.reduce((sum, n) => sum + (n > 0 ? 1 : 0), 0)
    if (buyers < LEAST_BUYERS) fail('ANALYSIS_FEW_BUYERS', { date, buyers, least: LEAST_BUYERS })
  }
  const groups = [...new Set([...now.groups, ...before.groups])].sort()
  const forecast = await forecastOf(place, analysis, { before, now, groups })
  const balance = analysis.balance === undefined ? null : await balanceOf(place, analysis, analysis.balance, { before, now, groups })
  const measures = [...measuresOf(now, forecast), ...(balance === null ? [] : incomeMeasures(now.kept.rows, forecast, balance))]
  await writeMeasures(place, rows, pickRows(now.read.custNo, now.kept.rows), measures)
  const { frequency } = now.kept.history
  return {
    customers: now.kept.rows.length,
    measures: measures.map(({ measure }) => measure),
    figures: {
      task: 'lifetime',
      process: analysis.process,
      customers: frequency.length,
      buyers: frequency.reduce((sum, n) => sum + (n > 0 ? 1 : 0), 0),
      purchases: frequency.reduce((sum, n) => sum + n, 0),
      groups: forecast.groups.map((group) => ({ ...group, process: group.process === null ? null : [...group.process], spend: group.spend === null ? null : [...group.spend] })),
      holdout: { ...forecast.holdout, from: addDays(cut, 1), bands: [...forecast.holdout.bands] },
      dependence: forecast.dependence,
      alive: forecast.alive.reduce((sum, each) => sum + each, 0) / Math.max(1, forecast.alive.length),
      horizons: forecast.horizons.map(({ months, totalPurchases, totalValue }) => ({ months, purchases: totalPurchases, value: totalValue })),
      balance: balance === null ? null : { groups: [...balance.groups], holdout: balance.holdout, horizons: balance.horizons.map(({ months, total }) => ({ months, income: total })) },
    },
  }
}

async function historyOf(place: AnalysisPlace, analysis: Lifetime, model: Model, at: { table: string; asOf: string; labelled: boolean }): Promise<Read> {
  const { context, ports, knownAt, signal } = place
  const compiled = await compileDate(context, ports, model, { asOf: at.asOf, knownAt, labelled: at.labelled })
  await context.warehouse.createTable(rowsTable(at.table, compiled))
  const outcome = at.labelled ? await compileOutcome(context, ports, model.label, { asOf: place.asOf, knownAt }) : null
  const learning = outcome === null ? {} : { learning: { outcome, label: compiled.label, split: sql`'train'`, seed: 1, limit: 2_000_000_000 } }
  await context.warehouse.command(insertRows({ ...compiled, table: at.table, asOf: at.asOf, ...learning }), { signal })
  const columns = await Promise.all(compiled.features.map(async ({ key, column, kind }) => ({ name: key, column, levels: kind === 'number' ? null : await levelsOf(place, at.table, column) })))
  const read = await readRows(context, { table: at.table, columns, where: sql`1` }, signal)
  const kept = purchaseHistories(columnsOf(read, analysis.start !== undefined), analysis.since === undefined ? null : daysBetween(analysis.since, at.asOf))
  const group = groupNames(read, kept)
  return { read, kept, group, groups: [...new Set(group)] }
}

async function levelsOf({ context }: AnalysisPlace, table: string, column: string): Promise<string[]> {
  const codes = await context.warehouse.query(codesQuery(table, column, MOST_GROUPS))
  if (codes.length > MOST_GROUPS) fail('ANALYSIS_MANY_GROUPS', { most: MOST_GROUPS })
  return codes.map(({ code }) => code)
}

function columnsOf(read: ReadRows, started: boolean): PurchaseColumns {
  const values = (key: string): Float64Array => valuesOf(read, key)
  return { count: values('count'), first: values('first'), last: values('last'), spent: values('spent'), opening: values('opening'), start: started ? values('start') : null }
}

function groupNames({ matrix }: ReadRows, { rows }: KeptHistory): string[] {
  const column = matrix.columns.find(({ name }) => name === 'part')
  if (column?.kind !== 'category') return Array.from(rows, () => EVERYBODY)
  return Array.from(rows, (row) => column.levels[column.codes[row] ?? -1] ?? '')
}

function pickRows(values: Float64Array, rows: Uint32Array): Float64Array {
  return Float64Array.from(rows, (row) => values[row] ?? 0)
}

function forecastOf(place: AnalysisPlace, analysis: Lifetime, { before, now, groups }: { before: Read; now: Read; groups: readonly string[] }): Promise<LifetimeForecast> {
  const codes = (names: readonly string[]) => Int32Array.from(names, (name) => groups.indexOf(name))
  const input: ForecastInput = {
    process: analysis.process,
    history: now.kept.history,
    group: codes(now.group),
    groups,
    earlier: { history: before.kept.history, group: codes(before.group), bought: pickRows(before.read.label, before.kept.rows), months: analysis.holdoutDays / DAYS_A_MONTH },
    horizons: analysis.months,
    discount: analysis.discount,
    margin: analysis.margin,
    seed: analysis.seed,
    level: LEVEL,
  }
  return place.context.compute.run<LifetimeForecast>({ module: '#kernel/learn', name: 'lifetimeForecast', args: [input], machine: true, onProgress: place.progress }, place.signal)
}

function measuresOf({ kept }: Read, forecast: LifetimeForecast): Measure[] {
  const { frequency, recency, age, value } = kept.history
  return [
    { measure: 'purchases', value: frequency },
    { measure: 'last_month', value: recency },
    { measure: 'months', value: age },
    { measure: 'amount', value },
    { measure: 'alive', value: forecast.alive },
    { measure: 'expected_amount', value: forecast.spend },
    ...forecast.horizons.flatMap((horizon): Measure[] => [
      { measure: `purchases_${horizon.months}m`, value: horizon.purchases, low: horizon.purchasesLow, high: horizon.purchasesHigh },
      { measure: `value_${horizon.months}m`, value: horizon.value, low: horizon.valueLow, high: horizon.valueHigh },
    ]),
  ]
}

