import { fail } from '#kernel/error'
import { param, renderInline, sql, type Sql } from '#kernel/sql'
import type { Feature } from '../model/fitted.js'
import type { EncodePreparation, Preparation } from './plan.js'
import type { Pipeline } from './pipeline.js'

/** A prepared column as an expression of the engine. */
export interface PreparedSql {
  readonly name: string
  readonly sql: Sql
}

/**
 * The columns a pipeline gives, as expressions over the columns it takes: the same values as `applyPipeline`. `column`
 * gives the expression of a feature; NULL and NaN are missing. Error: LEARN_COLUMN_MISSING.
 */
export function pipelineSql(pipeline: Pipeline, column: (feature: Feature) => Sql): PreparedSql[] {
  let columns = pipeline.features.map((feature): PreparedSql => {
    const own = column(feature)
    return { name: feature.name, sql: feature.kind === 'number' ? knownNumber(own) : sql`toString(${own})` }
  })
  for (const step of pipeline.steps) {
    const own =
      columns.find((one) => one.name === step.column) ?? fail('LEARN_COLUMN_MISSING', { column: step.column })
    const next = stepSql(step, own.sql)
    columns = columns.flatMap((one) => (one === own ? next : [one]))
  }
  return columns
}

/** The same as text a person reads or runs: one `expression AS name` a line. */
export function printPipeline(pipeline: Pipeline, column: (feature: Feature) => Sql): string {
  const quoted = (name: string) => `\`${name.replace(/\\/g, '\\\\').replace(/`/g, '\\`')}\``
  return pipelineSql(pipeline, column)
    .map((one) => `${renderInline(one.sql)} AS ${quoted(one.name)}`)
    .join(',\n')
}

/** A number as Float64 with NaN taken for missing too. */
export function knownNumber(column: Sql): Sql {
  return sql`ifNotFinite(toFloat64(${column}), NULL)`
}

function float(value: number): Sql {
  return sql`${param(value, 'Float64')}`
}

function stepSql(step: Preparation, own: Sql): PreparedSql[] {
  switch (step.kind) {
    case 'impute':
      return imputeSql(step, own)
    case 'winsorise':
      return [{ name: step.column, sql: sql`clamp(${own}, ${float(step.low)}, ${float(step.high)})` }]
    case 'log':
      return [{ name: step.column, sql: sql`sign(${own}) * log1p(abs(${own}))` }]
    case 'standardise':
      return [{ name: step.column, sql: sql`(${own} - ${float(step.mean)}) / ${float(step.scale)}` }]
    case 'one-hot':
      return step.names.map((name, at) => ({
        name,
        sql: sql`toFloat64(ifNull(${own} = ${step.levels[at] as string}, 0))`,
      }))
    case 'bin':
      return [{ name: step.column, sql: binSql(step.cuts, step.labels, own) }]
    case 'encode':
      return [{ name: step.column, sql: encodeSql(step, own) }]
  }
}

function imputeSql(step: Extract<Preparation, { kind: 'impute' }>, own: Sql): PreparedSql[] {
  const value = typeof step.value === 'number' ? float(step.value) : sql`${step.value}`
  const filled = { name: step.column, sql: sql`ifNull(${own}, ${value})` }
  return step.indicator === null
    ? [filled]
    : [filled, { name: step.indicator, sql: sql`toFloat64(isNull(${own}))` }]
}

function binSql(cuts: readonly number[], labels: readonly string[], own: Sql): Sql {
  const reached = sql`arrayCount(cut -> cut <= assumeNotNull(${own}), ${param(cuts, 'Array(Float64)')})`
  return sql`if(isNull(${own}), NULL, arrayElement(${param(labels, 'Array(String)')}, 1 + ${reached}))`
}

function encodeSql(step: EncodePreparation, own: Sql): Sql {
  if (step.levels.length === 0) return sql`if(isNull(${own}), ${float(step.missing)}, ${float(step.unseen)})`
  const levels = param(step.levels, 'Array(String)')
  const values = param(step.values, 'Array(Float64)')
  return sql`if(isNull(${own}), ${float(step.missing)}, transform(${own}, ${levels}, ${values}, ${float(step.unseen)}))`
}
