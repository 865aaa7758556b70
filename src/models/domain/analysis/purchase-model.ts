import type { AggregateNode, ValueDocument, ValueNode } from '#kernel/rule'
import type { AnalysisOf } from '../../contract-analysis.js'
import { trainingSchema, type Model } from '../../contract.js'

type Lifetime = AnalysisOf<'lifetime'>

/** The aggregate a value document is; null for any other value. */
export function aggregateOf({ value }: ValueDocument): AggregateNode | null {
  return value.kind === 'agg' ? value : null
}

const valueOf = (value: ValueNode): ValueDocument => ({ v: 1, kind: 'value', value })

/** What must be known of a customer's purchases, as features of a table of rows: number, days since the first and the last, amounts, start and group. */
export function purchaseModel(analysis: Lifetime, spend: AggregateNode, timeField: string): Model {
  const { table, filter } = spend
  const rows = { kind: 'agg' as const, table, window: { kind: 'all' as const }, ...(filter === undefined ? {} : { filter }) }
  const feature = (key: string, value: ValueDocument) => ({ key, name: { zh: key }, value })
  const count: AggregateNode = { ...rows, fn: 'count' }
  const bought: AggregateNode = { ...count, window: { kind: 'last', n: analysis.holdoutDays, unit: 'd' } }
  return {
    task: 'regression',
    population: analysis.population,
    features: [
      feature('count', valueOf(count)),
      feature('first', valueOf({ ...rows, fn: 'min', field: timeField })),
      feature('last', valueOf({ ...rows, fn: 'max', field: timeField })),
      feature('spent', valueOf({ ...rows, fn: 'sum', ...(spend.field === undefined ? {} : { field: spend.field }) })),
      feature('opening', valueOf({ ...rows, fn: 'first', ...(spend.field === undefined ? {} : { field: spend.field }) })),
      ...(analysis.start === undefined ? [] : [feature('start', analysis.start)]),
      ...(analysis.balance === undefined ? [] : [feature('balance', analysis.balance.value), feature('kept', analysis.balance.kept)]),
      ...(analysis.group === undefined ? [] : [feature('part', analysis.group)]),
    ],
    label: { kind: 'value', value: valueOf(bought) },
    horizonDays: analysis.holdoutDays,
    training: trainingSchema.parse({ asOf: { monthEnds: 1 } }),
    algorithm: { kind: 'linear' },
  }
}
