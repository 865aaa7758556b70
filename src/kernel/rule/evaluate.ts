import { resolveDocument, resolveRule } from './check.js'
import { checkContext, type RuleContext } from './context.js'
import { type Known, type RuleCustomer } from './customer.js'
import { evaluateBool } from './evaluate-bool.js'
import { comparison } from './evaluate-compare.js'
import { evaluateTyped } from './evaluate-value.js'
import { type Evaluator } from './evaluator.js'
import { type RuleDocument, type ValueDocument } from './node.js'
import { type PopulationStatistics } from './population.js'
import { type RuleSchema } from './schema.js'
import { type TypedBool, type TypedCompare } from './typed.js'
import { childConditions, valueConditions } from './walk-typed.js'

/**
 * Prepares a rule to be evaluated for many customers in memory; the members are those of `compileRule`.
 *
 * Missing values. A comparison one of whose values is missing gives its policy: false unless `missing` is true. `not`
 * turns comparisons, never the policy, so neither `aum > 5` nor `not (aum > 5)` holds for a customer without aum unless
 * the comparison says `missing: true`, and then both do. With `missing: 'exclude'` such a customer is not in the rule at
 * all, wherever the comparison stands. isSet and isMissing always answer. A set is never missing, only empty: isMissing
 * on a set means empty. Membership, samples and counts are never missing.
 * @throws Mistakes when the rule does not fit the schema or a parameter is absent or unfit.
 */
export function ruleEvaluator(
  rule: RuleDocument,
  schema: RuleSchema,
  ctx: RuleContext,
): (customer: RuleCustomer) => boolean {
  checkContext(ctx)
  const root = resolveRule(rule, schema, ctx.params ?? {})
  const excluding = excludingComparisons(childConditions(root))
  return (customer) => {
    const e = evaluator(ctx, customer)
    return !excluding.some((node) => comparison(e, node) === null) && evaluateBool(e, root, true)
  }
}

/** Whether one customer belongs to a rule; see `ruleEvaluator`, which is faster for many. */
export function evaluateRule(
  rule: RuleDocument,
  schema: RuleSchema,
  customer: RuleCustomer,
  ctx: RuleContext,
): boolean {
  return ruleEvaluator(rule, schema, ctx)(customer)
}

/** Prepares a value document to be evaluated for many customers; null is missing. */
export function valueEvaluator(
  value: ValueDocument,
  schema: RuleSchema,
  ctx: RuleContext,
): (customer: RuleCustomer) => Known {
  checkContext(ctx)
  const root = resolveDocument(value, schema, ctx.params ?? {})
  const excluding = excludingComparisons(valueConditions(root))
  return (customer) => {
    const e = evaluator(ctx, customer)
    return excluding.some((node) => comparison(e, node) === null) ? null : evaluateTyped(e, root)
  }
}

function excludingComparisons(nodes: readonly TypedBool[]): TypedCompare[] {
  return nodes.filter((node): node is TypedCompare => node.kind === 'compare' && node.missing === 'exclude')
}

const NO_STATISTICS: PopulationStatistics = new Map()

function evaluator(ctx: RuleContext, customer: RuleCustomer): Evaluator {
  const { asOf, timeZone } = ctx
  return { asOf, timeZone, customer, row: null, statistics: ctx.statistics ?? NO_STATISTICS, bool: evaluateBool, value: evaluateTyped }
}
