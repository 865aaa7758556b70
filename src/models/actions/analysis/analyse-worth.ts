import { addMonths, monthEnd, monthStart } from '#kernel/calendar'
import { identifier } from '#kernel/sql'
import type { AnalysisOf } from '../../contract-analysis.js'
import type { WorthFigures } from '../../contract-worth.js'
import { trainingSchema, type Model } from '../../contract.js'
import { featureColumn } from '../../domain/feature-column.js'
import { insertRows } from '../../sql/insert-rows.js'
import { insertColumns } from '../../sql/analysis/measure-queries.js'
import { insertWorth, worthClassesQuery, worthCurveQuery, worthMonthsQuery, type WorthLine } from '../../sql/analysis/worth-queries.js'
import { rowsTable } from '../build-rows.js'
import { compileDate } from '../compile-model.js'
import { workTables, type Analysed, type AnalysisPlace } from './analysis-place.js'

type Worth = AnalysisOf<'worth'>

/**
 * A profit and loss account of every customer and month, summed over the months: who brings how much, by line.
 * Amounts are in minor units. @throws Mistakes of MODEL_LEAK
 */
export async function analyseWorth(place: AnalysisPlace, analysis: Worth): Promise<Analysed> {
  const { context, ports, runId, asOf, knownAt, signal } = place
  const { rows: months, earlier: people } = workTables(runId)
  const model = worthModel(analysis)
  const ends = monthEndsOf(asOf, analysis.months)
  for (const [at, end] of ends.entries()) {
    const compiled = await compileDate(context, ports, model, { asOf: end, knownAt, labelled: false })
    if (at === 0) await context.warehouse.createTable(rowsTable(months, compiled))
    await context.warehouse.command(insertRows({ ...compiled, table: months, asOf: end }), { signal })
    place.progress((at + 1) / ends.length)
  }
  const lines = analysis.lines.map(({ key, sign }): WorthLine => ({ key, sign, column: featureColumn(key) }))
  const sums = Object.fromEntries(lines.map(({ column }) => [`s_${column}`, 'Float64' as const]))
  await context.warehouse.createTable({
    name: people,
    columns: { cust_no: 'UInt32', cust_id: 'String', shard_key: 'String', org_path: 'LowCardinality(String)', rm: 'LowCardinality(String)', profit: 'Float64', last_profit: 'Float64', ...sums },
    orderBy: ['cust_no'],
    spread: 'customer',
  })
  await context.warehouse.command(insertWorth(people, months, lines), { signal })
  const columns = [['profit', 'profit'], ['last_profit', 'last_profit'], ...lines.map(({ key, column }) => [key, `s_${column}`])] as const
  await context.warehouse.command(insertColumns({ runId, analysis: place.key, asOf }, people, columns.map(([measure = '', column = '']) => ({ measure, value: identifier(column) }))), { signal })
  return { ...(await figuresOf(place, { months, people }, lines)), measures: columns.map(([measure = '']) => measure) }
}

/** The months that end by the date, the last ones. */
function monthEndsOf(asOf: string, count: number): string[] {
  const newest = monthEnd(asOf) === asOf ? monthStart(asOf) : addMonths(monthStart(asOf), -1)
  return Array.from({ length: count }, (_, at) => monthEnd(addMonths(newest, at - count + 1)))
}

function worthModel({ population, lines }: Worth): Model {
  const first = lines[0]
  return {
    task: 'regression',
    population,
    features: lines.map(({ key, name, value }) => ({ key, name, value })),
    label: { kind: 'value', value: first?.value ?? { v: 1, kind: 'value', value: { kind: 'asOf' } } },
    horizonDays: 1,
    training: trainingSchema.parse({ asOf: { monthEnds: 1 } }),
    algorithm: { kind: 'linear' },
  }
}

async function figuresOf({ context, signal }: AnalysisPlace, tables: { months: string; people: string }, lines: readonly WorthLine[]) {
  const rows = await context.warehouse.query(worthMonthsQuery(tables.months, lines), { signal })
  const classes = await context.warehouse.query(worthClassesQuery(tables.people), { signal })
  const curve = await context.warehouse.query(worthCurveQuery(tables.people), { signal })
  const customers = classes.reduce((sum, each) => sum + Number(each.customers), 0)
  const total = classes.reduce((sum, each) => sum + each.total, 0)
  const ends = [...new Set(rows.map(({ month }) => month))]
  const amount = (month: string, line: string) => rows.find((row) => row.month === month && row.line === line)?.amount ?? 0
  return {
    customers,
    figures: {
      task: 'worth' as const,
      customers,
      months: ends.map((month) => ({ month, total: amount(month, ''), lines: lines.map(({ key }) => ({ key, amount: amount(month, key) })) })),
      total,
      curve: upTo(curve),
      losing: classes.reduce((sum, each) => sum + Number(each.losing), 0),
      classes: classes.map((each) => ({ class: each.class, customers: Number(each.customers), share: total === 0 ? 0 : each.total / total, total: each.total })),
    },
  }
}

/** Hundredths added up, from the best customers on. */
function upTo(parts: readonly { readonly customers: string; readonly total: number }[]): WorthFigures['curve'] {
  const whole = parts.reduce((sum, each) => sum + Number(each.customers), 0)
  let [customers, total] = [0, 0]
  return parts.map((each) => {
    customers += Number(each.customers)
    total += each.total
    return { share: customers / whole, total }
  })
}
