import { addDays } from '#kernel/calendar'
import type { Context } from '#platform/context'
import type { TableDefinition } from '#platform/warehouse'
import type { TagPorts } from '#tags'
import type { Model } from '../contract.js'
import { featureColumnType, type FeatureKind } from '../domain/feature-column.js'
import type { DatePlan } from '../domain/plan-dates.js'
import { insertRows, splitSql } from '../sql/insert-rows.js'
import { compileDate, compileOutcome, type CompiledDate } from './compile-model.js'

/** Share of customers held back for the test where there is no test date. */
const HELD_BACK = 0.25

export interface BuildRows {
  readonly table: string
  readonly knownAt: string
  readonly signal: AbortSignal
  readonly onDate: (done: number, total: number) => void
}

export interface BuiltRows {
  readonly columns: readonly { readonly key: string; readonly column: string; readonly kind: FeatureKind }[]
}

/** Makes the table and fills it date by date, each with features as of the date and the label as of the horizon's end. */
export async function buildRows(context: Context, ports: TagPorts, model: Model, plan: DatePlan, build: BuildRows): Promise<BuiltRows> {
  const dates = [...plan.train.map((asOf) => ({ asOf, test: false })), ...plan.test.map((asOf) => ({ asOf, test: true }))]
  const { training } = model
  const limit = Math.max(1, Math.floor(training.rows / dates.length))
  let columns: BuiltRows['columns'] | null = null
  for (const [done, { asOf, test }] of dates.entries()) {
    build.signal.throwIfAborted()
    build.onDate(done, dates.length)
    const compiled = await compileDate(context, ports, model, { asOf, knownAt: build.knownAt, labelled: true })
    const outcome = await compileOutcome(context, ports, model.label, { asOf: addDays(asOf, model.horizonDays), knownAt: build.knownAt })
    if (columns === null) {
      columns = compiled.features.map(({ key, column, kind }) => ({ key, column, kind }))
      await context.warehouse.createTable(rowsTable(build.table, compiled))
    }
    const split = splitSql({ test, seed: training.seed, validation: training.validation, heldBack: plan.test.length > 0 ? 0 : HELD_BACK })
    const known = model.label.kind === 'value' && model.label.missing === 'leave'
    const learning = { outcome, split, seed: training.seed, limit, label: compiled.label, known }
    await context.warehouse.command(insertRows({ ...compiled, table: build.table, asOf, learning }), { signal: build.signal })
  }
  return { columns: columns ?? [] }
}

/** A table of rows: who, when, of which group, in which part, with which label, and the features. */
export function rowsTable(name: string, compiled: Pick<CompiledDate, 'features'>): TableDefinition {
  return {
    name,
    columns: {
      cust_no: 'UInt32',
      cust_id: 'String',
      shard_key: 'String',
      org_path: 'LowCardinality(String)',
      rm: 'LowCardinality(String)',
      as_of: 'Date32',
      g_age: 'Nullable(String)',
      g_gender: 'Nullable(String)',
      g_region: 'Nullable(String)',
      split: 'LowCardinality(String)',
      label: 'Float64',
      ...Object.fromEntries(compiled.features.map(({ column, kind }) => [column, featureColumnType(kind)] as const)),
    },
    orderBy: ['as_of', 'cust_no'],
    spread: 'customer',
  }
}
