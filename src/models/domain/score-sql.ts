import { calibratedSql, trainedSql, type Feature } from '#kernel/learn'
import { compileValue, tableSchema, type RuleSchema } from '#kernel/rule'
import { sql, type Sql } from '#kernel/sql'
import { FEATURE_TABLE } from '../contract-plug.js'
import type { FittedModel, PluggedModel } from './plugged-model.js'

/** A model's score as an expression of the engine; `column` gives that of a feature. Null where the model runs outside it. */
export function scoreSql(fitted: FittedModel, column: (feature: Feature) => Sql): Sql | null {
  if (fitted.kind === 'trained') return trainedSql(fitted, column)
  return fitted.plug.kind === 'expression' ? expressionSql(fitted, fitted.plug, column) : null
}

function expressionSql(fitted: PluggedModel, plug: PluggedModel['plug'] & { kind: 'expression' }, column: (feature: Feature) => Sql): Sql {
  const { value } = compileValue(plug.value, schemaOf(fitted, column), { asOf: '2000-01-01', timeZone: 'UTC' })
  const number = sql`ifNotFinite(toFloat64(${value}), NULL)`
  const given = plug.otherwise === undefined ? number : sql`ifNull(${number}, ${plug.otherwise})`
  const score = fitted.target === 'probability' && plug.scale === 'log-odds' ? sql`(1 / (1 + exp(-(${given}))))` : given
  if (fitted.calibrator === null) return score
  return sql`arrayMap(s -> if(s IS NULL, NULL, ${calibratedSql(fitted.calibrator, sql`s`)}), [${score}])[1]`
}

function schemaOf({ features }: PluggedModel, column: (feature: Feature) => Sql): RuleSchema {
  const plain = tableSchema(FEATURE_TABLE, features)
  return {
    ...plain,
    attr(table, name) {
      const spec = plain.attr(table, name)
      const feature = features.find((each) => each.name === name)
      return spec === undefined || feature === undefined ? undefined : { ...spec, expression: column(feature) }
    },
  }
}
