import { issueMistakes, type Mistake } from '#kernel/error'
import { checkRule, checkValue, referencesOf, type RuleReferences } from '#kernel/rule'
import type { Context } from '#platform/context'
import type { DefinitionLookup } from '#platform/definition'
import { bankTable } from '#ingest/contract'
import { purposeMistakes } from '#privacy'
import { loadCheckSchema } from '#tags'
import { crossSellSchema, type CrossSell } from '../../contract-offer.js'

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
  if (mistakes.length > 0) return { mistakes }
  const documents = [{ rule: population }, ...categories.map(({ chance }) => ({ compute: chance }))]
  const refused = (await Promise.all(documents.map((document) => purposeMistakes(lookup, document, purposes, 'purposes')))).flat()
  return refused.length > 0 ? { mistakes: refused.slice(0, 1) } : { body: parsed.data }
}

/** What a cross-selling definition is made of. */
export function crossSellReferences({ population, categories }: CrossSell): RuleReferences {
  const each = [population, ...categories.map(({ chance }) => chance)].map(referencesOf)
  const unique = <Item>(items: readonly Item[]): Item[] => [...new Map(items.map((item) => [JSON.stringify(item), item])).values()]
  return {
    tags: unique(each.flatMap(({ tags }) => tags)),
    attrs: unique(each.flatMap(({ attrs }) => attrs)),
    facts: unique(each.flatMap(({ facts }) => facts)),
    segments: unique(each.flatMap(({ segments }) => segments)),
    lists: unique(each.flatMap(({ lists }) => lists)),
    params: unique(each.flatMap(({ params }) => params)),
  }
}
