import { issueMistakes, type Mistake } from '#kernel/error'
import { checkRule, checkValue, referencesOfAll, type RuleReferences, type RuleSchema } from '#kernel/rule'
import type { Context } from '#platform/context'
import type { DefinitionLookup } from '#platform/definition'
import { bankTable } from '#ingest/contract'
import { purposeMistakes } from '#privacy'
import { loadCheckSchema } from '#tags'
import { crossSellSchema, type CrossSell, type Nurture, type Tactic } from '../../contract-offer.js'
import { planValues } from '../../domain/choose-tactic.js'

const NUMBERS = new Set(['decimal', 'int', 'bool'])

/** Checks a cross-selling definition: its rules, its categories, and what its inputs may be used for. */
export async function checkCrossSell(context: Context, body: unknown, lookup: DefinitionLookup): Promise<{ body: CrossSell } | { mistakes: readonly Mistake[] }> {
  const parsed = crossSellSchema.safeParse(body)
  if (!parsed.success) return { mistakes: issueMistakes(parsed.error.issues) }
  const { population, categories, purposes = [] } = parsed.data
  const schema = await loadCheckSchema(context, lookup, crossSellReferences(parsed.data))
  const who = checkRule(population, schema)
  const mistakes: Mistake[] = who.ok ? [] : who.mistakes.map((mistake) => ({ ...mistake, path: `population.${mistake.path}` }))
  const known = Object.keys(bankTable('product').columns['category']?.values ?? {})
  categories.forEach(({ category, chance }, at) => {
    const path = `categories[${at}]`
    if (!known.includes(category)) mistakes.push({ code: 'OFFER_CATEGORY', path: `${path}.category`, params: { category, known: known.join(', ') } })
    if (categories.findIndex((each) => each.category === category) < at) mistakes.push({ code: 'OFFER_CATEGORY_REPEATED', path: `${path}.category`, params: { category } })
    const checked = checkValue(chance, schema)
    if (!checked.ok) mistakes.push(...checked.mistakes.map((mistake) => ({ ...mistake, path: `${path}.chance.${mistake.path}` })))
    else if (!NUMBERS.has(checked.type.type)) mistakes.push({ code: 'OFFER_CHANCE_TYPE', path: `${path}.chance`, params: { type: checked.type.type } })
  })
  mistakes.push(...planMistakes(parsed.data, schema))
  if (mistakes.length > 0) return { mistakes }
  const documents = [{ rule: population }, ...[...categories.map(({ chance }) => chance), ...planValues(parsed.data).map(({ value }) => value)].map((compute) => ({ compute }))]
  const refused = (await Promise.all(documents.map((document) => purposeMistakes(lookup, document, purposes, 'purposes')))).flat()
  return refused.length > 0 ? { mistakes: refused.slice(0, 1) } : { body: parsed.data }
}

/** Mistakes of tactics and plans that follow: keys that are there twice, categories nobody is offered, rules and worths. */
function planMistakes({ tactics = [], nurture = [], categories }: CrossSell, schema: RuleSchema): Mistake[] {
  const offered = categories.map(({ category }) => category)
  const of = (place: string, plans: readonly (Tactic | Nurture)[]): Mistake[] =>
    plans.flatMap((plan, at) => {
      const path = `${place}[${at}]`
      const found: Mistake[] = plans.findIndex(({ key }) => key === plan.key) < at ? [{ code: 'OFFER_PLAN_REPEATED', path: `${path}.key`, params: { key: plan.key } }] : []
      const strange = (plan.categories ?? []).filter((category) => !offered.includes(category))
      found.push(...strange.map((category) => ({ code: 'OFFER_CATEGORY' as const, path: `${path}.categories`, params: { category, known: offered.join(', ') } })))
      const rule = plan.when === undefined ? null : checkRule(plan.when, schema)
      if (rule !== null && !rule.ok) found.push(...rule.mistakes.map((mistake) => ({ ...mistake, path: `${path}.when.${mistake.path}` })))
      return [...found, ...worthMistakes(plan, schema, path)]
    })
  return [...of('tactics', tactics), ...of('nurture', nurture)]
}

function worthMistakes(plan: Tactic | Nurture, schema: RuleSchema, path: string): Mistake[] {
  if (!('worth' in plan) || plan.worth === undefined) return []
  const checked = checkValue(plan.worth, schema)
  if (!checked.ok) return checked.mistakes.map((mistake) => ({ ...mistake, path: `${path}.worth.${mistake.path}` }))
  return NUMBERS.has(checked.type.type) || checked.type.type === 'money' ? [] : [{ code: 'OFFER_CHANCE_TYPE', path: `${path}.worth`, params: { type: checked.type.type } }]
}

/** What a cross-selling definition is made of. */
export function crossSellReferences({ population, categories, tactics, nurture }: CrossSell): RuleReferences {
  const plans = planValues({ tactics, nurture }).map(({ value }) => value)
  return referencesOfAll([population, ...categories.map(({ chance }) => chance), ...plans])
}
