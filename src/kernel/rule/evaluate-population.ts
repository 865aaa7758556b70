import { resolvePopulations } from './check.js'
import { checkContext, type RuleContext } from './context.js'
import { type Known, type RuleCustomer } from './customer.js'
import { evaluateBool } from './evaluate-bool.js'
import { evaluateTyped } from './evaluate-value.js'
import { type Evaluator } from './evaluator.js'
import { type RuleDocument, type ValueDocument } from './node.js'
import { type GroupValues, type PopulationStatistics } from './population.js'
import { type RuleSchema } from './schema.js'
import { groupOf, measuredBy } from './standing.js'

/**
 * What a document that compares customers with each other needs to know of all of them, taken at one snapshot: give it as
 * `statistics` of the context. Empty for other documents.
 * @throws Mistakes when the document does not fit the schema or a parameter is absent or unfit.
 */
export function populationStatistics(document: RuleDocument | ValueDocument, schema: RuleSchema, ctx: RuleContext, customers: Iterable<RuleCustomer>): PopulationStatistics {
  checkContext(ctx)
  const nodes = resolvePopulations(document, schema, ctx.params ?? {})
  const statistics = new Map<string, ReadonlyMap<string, GroupValues>>()
  if (nodes.length === 0) return statistics
  const everybody = [...customers]
  for (const node of nodes) {
    const groups = new Map<string, number[]>()
    for (const customer of everybody) {
      const e = { asOf: ctx.asOf, timeZone: ctx.timeZone, customer, row: null, statistics, bool: evaluateBool, value: evaluateTyped } satisfies Evaluator
      const value: Known = measuredBy(e, node)
      if (value === null) continue
      const group = groupOf(e, node)
      const values = groups.get(group)
      if (values === undefined) groups.set(group, [Number(value)])
      else values.push(Number(value))
    }
    statistics.set(node.path, sorted(groups))
  }
  return statistics
}

function sorted(groups: ReadonlyMap<string, number[]>): Map<string, GroupValues> {
  return new Map([...groups.entries()].map(([group, values]) => [group, values.sort((a, b) => a - b)]))
}
