import { resolvePopulations } from './check.js'
import { checkContext, type RuleContext } from './context.js'
import { type Known, type RuleCustomer } from './customer.js'
import { evaluateBool } from './evaluate-bool.js'
import { evaluateTyped } from './evaluate-value.js'
import { type Evaluator } from './evaluator.js'
import { type RuleDocument, type ValueDocument } from './node.js'
import { type GroupValues, type PopulationStatistics, type TieKey } from './population.js'
import { priorsOf, triesOf } from './response.js'
import { type RuleSchema } from './schema.js'
import { compareTies, groupOf, measuredBy, tieKeyOf } from './standing.js'
import { type TypedPopulation } from './typed.js'

/**
 * What a document that compares customers with each other needs to know of all of them, taken at one snapshot: give it as
 * `statistics` of the context. Empty for other documents.
 * @throws Mistakes when the document does not fit the schema or a parameter is absent or unfit.
 */
export function populationStatistics(document: RuleDocument | ValueDocument, schema: RuleSchema, ctx: RuleContext, customers: Iterable<RuleCustomer>): PopulationStatistics {
  checkContext(ctx)
  const nodes = resolvePopulations(document, schema, ctx.params ?? {})
  const statistics = new Map<string, ReadonlyMap<string, GroupValues | readonly TieKey[]>>()
  if (nodes.length === 0) return statistics
  const everybody = [...customers]
  for (const node of nodes) {
    const each = everybody.map((customer) => ({ asOf: ctx.asOf, timeZone: ctx.timeZone, customer, row: null, statistics, bool: evaluateBool, value: evaluateTyped }) satisfies Evaluator)
    statistics.set(node.path, node.kind === 'response' ? priorsOf(each.flatMap((e) => [triesOf(e, node) ?? []]), node.cells.length) : standings(each, node))
  }
  return statistics
}

/** The values of every group, in order; where equals are told apart, what orders its customers. */
function standings(everybody: readonly Evaluator[], node: TypedPopulation): Map<string, GroupValues | readonly TieKey[]> {
  const groups = new Map<string, { values: number[]; keys: TieKey[] }>()
  for (const e of everybody) {
    const value: Known = measuredBy(e, node)
    if (value === null) continue
    const name = groupOf(e, node)
    const group = groups.get(name) ?? { values: [], keys: [] }
    groups.set(name, group)
    if (node.ties.length > 0) group.keys.push(tieKeyOf(e, node, value))
    else group.values.push(Number(value))
  }
  const ordered = ({ values, keys }: { values: number[]; keys: TieKey[] }) => (node.ties.length > 0 ? keys.sort(compareTies) : values.sort((a, b) => a - b))
  return new Map([...groups.entries()].map(([name, group]) => [name, ordered(group)]))
}
