import { issueMistakes, type Mistake } from '#kernel/error'
import { checkRule, checkValue, referencesOfAll, type RuleReferences } from '#kernel/rule'
import type { Context } from '#platform/context'
import type { DefinitionLookup } from '#platform/definition'
import { purposeMistakes } from '#privacy'
import { loadCheckSchema } from '#tags'
import { tieringSchema, type Tiering } from '../contract-tiering.js'
import { planMistakes, tierColumns } from '../domain/tier-plan.js'

const COUNTED: readonly string[] = ['int', 'decimal', 'money']

/** Rules and values of a tiering with their places. */
function partsOf({ population, plan, money }: Pick<Tiering, 'population' | 'plan' | 'money'>) {
  const { values, rules } = tierColumns(plan)
  return {
    rules: [{ path: 'population', rule: population }, ...rules],
    values: [...values.map(({ path, value }) => ({ path, value })), ...(money === undefined ? [] : [{ path: 'money', value: money }])],
  }
}

/** Every rule and value a tiering is made of. */
export function tieringDocuments(body: Pick<Tiering, 'population' | 'plan' | 'money'>) {
  const { rules, values } = partsOf(body)
  return [...rules.map(({ rule }) => rule), ...values.map(({ value }) => value)]
}

/** Tags, segments and others a tiering is made of. */
export function tieringReferences(body: Pick<Tiering, 'population' | 'plan' | 'money'>): RuleReferences {
  return referencesOfAll(tieringDocuments(body))
}

/** Checks a tiering: its shape, its rules and values, their types, what its inputs may be used for. */
export async function checkTiering(context: Context, body: unknown, lookup: DefinitionLookup): Promise<{ body: Tiering } | { mistakes: readonly Mistake[] }> {
  const parsed = tieringSchema.safeParse(body)
  if (!parsed.success) return { mistakes: issueMistakes(parsed.error.issues) }
  const tiering = parsed.data
  const schema = await loadCheckSchema(context, lookup, tieringReferences(tiering))
  const { rules, values } = partsOf(tiering)
  const mistakes: Mistake[] = [...planMistakes(tiering.plan)]
  for (const { path, rule } of rules) {
    const checked = checkRule(rule, schema)
    if (!checked.ok) mistakes.push(...checked.mistakes.map((mistake) => ({ ...mistake, path: `${path}.${mistake.path}` })))
  }
  for (const { path, value } of values) {
    const checked = checkValue(value, schema)
    if (!checked.ok) mistakes.push(...checked.mistakes.map((mistake) => ({ ...mistake, path: `${path}.${mistake.path}` })))
    else if (!COUNTED.includes(checked.type.type)) mistakes.push({ code: 'TIERING_VALUE_TYPE', path, params: { type: checked.type.type } })
  }
  if (mistakes.length > 0) return { mistakes }
  const documents = [...rules.map(({ rule }) => ({ rule })), ...values.map(({ value }) => ({ compute: value }))]
  const purposes = (await Promise.all(documents.map((document) => purposeMistakes(lookup, document, tiering.purposes ?? [], 'purposes')))).flat()
  return purposes.length > 0 ? { mistakes: [...new Map(purposes.map((one) => [JSON.stringify(one), one])).values()] } : { body: tiering }
}
