import { compileRule, compileValue, type RuleDocument } from '#kernel/rule'
import { sql, type Sql } from '#kernel/sql'
import { fail } from '#kernel/error'
import type { Context } from '#platform/context'
import { loadSegmentGround } from '#segments'
import { customersBase, customersFrom, type RuleGround, type TagPorts } from '#tags'
import type { Model, ModelLabel } from '../contract.js'
import { featureColumn, featureKind, featureValue, type FeatureKind } from '../domain/feature-column.js'
import { dropLabel, outcomeQuery, type FeatureValue } from '../sql/insert-rows.js'
import { refuseLeaks } from './refuse-leaks.js'

/** Features, population and customers of one date, as known on a later one. */
export interface CompiledDate {
  readonly from: Sql
  readonly population: Sql
  readonly features: readonly (FeatureValue & { readonly key: string; readonly kind: FeatureKind })[]
  /** Over `base` and `outcome.value`. */
  readonly label: Sql
}

/**
 * Compiles a model's population and features as of a date; with `labelled`, also what of the label is known that day (else it is missing).
 * @throws AppError MODEL_LEAK, MODEL_FEATURE_TYPE; Mistakes of the rules
 */
export async function compileDate(context: Context, ports: TagPorts, model: Pick<Model, 'population' | 'features'> & { readonly label?: ModelLabel; readonly also?: readonly RuleDocument[] }, date: { asOf: string; knownAt: string; labelled: boolean }): Promise<CompiledDate> {
  const ground = await groundOf(context, [model.population, ...(model.also ?? [])], date)
  await refuseLeaks(context, model, ground)
  const options = optionsOf(ground)
  const { condition } = compileRule(model.population, ground.schema, options)
  const features = model.features.map(({ key, value }) => {
    const compiled = compileValue(value, ground.schema, options)
    const kind = featureKind(compiled.type) ?? fail('MODEL_FEATURE_TYPE', { feature: key, type: compiled.type.type })
    return { key, kind, column: featureColumn(key), value: featureValue(compiled.value, compiled.type, date.asOf) }
  })
  const label = date.labelled && model.label !== undefined ? labelNow(model.label, ground) : sql`nan`
  const from = customersFrom(await customersBase(context, ports, ground), ground.passes.passes(), ground.facts)
  return { from, population: condition, features, label }
}

/** Rows of the outcome as of the end of the horizon. */
export async function compileOutcome(context: Context, ports: TagPorts, label: ModelLabel, date: { asOf: string; knownAt: string }): Promise<Sql> {
  const ground = await groundOf(context, label.kind === 'rule' ? [label.rule] : [], date)
  const options = optionsOf(ground)
  const value = label.kind === 'rule' ? compileRule(label.rule, ground.schema, options).condition : compileValue(label.value, ground.schema, options).value
  return outcomeQuery(customersFrom(await customersBase(context, ports, ground), ground.passes.passes(), ground.facts), value)
}

function labelNow(label: ModelLabel, ground: RuleGround): Sql {
  if (label.kind !== 'drop') return sql`ifNull(outcome.value, 0)`
  return dropLabel(compileValue(label.value, ground.schema, optionsOf(ground)).value, label)
}

function groundOf(context: Context, rules: readonly RuleDocument[], { asOf, knownAt }: { asOf: string; knownAt: string }): Promise<RuleGround> {
  return loadSegmentGround(context, rules, asOf, undefined, knownAt)
}

function optionsOf(ground: RuleGround) {
  return { asOf: ground.asOf, timeZone: ground.timeZone, passes: ground.passes }
}
