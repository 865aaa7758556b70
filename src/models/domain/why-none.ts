import type { NoOffer } from '../contract-tactic.js'
import { riskOf } from './suitability.js'

export interface NoOfferFacts {
  readonly categories: readonly { readonly category: string; readonly chance: number | null }[]
  readonly shelf: readonly { readonly product_id: string; readonly category: string; readonly risk_level: string | null }[]
  readonly held: ReadonlySet<string>
  readonly highestRisk: number
}

/** Why nothing of each category is recommended, the likeliest first. A category with something left to offer is not listed. */
export function noOfferOf({ categories, shelf, held, highestRisk }: NoOfferFacts): NoOffer['categories'] {
  const found = categories.flatMap(({ category, chance }): NoOffer['categories'] => {
    const said = { category, chance }
    if (chance === null) return [{ ...said, why: 'no-chance', reason: { zh: `${category} 没有该客户的购买概率`, en: `there is no chance of ${category} for this customer` } }]
    const goods = shelf.filter((product) => product.category === category)
    const suits = goods.filter((product) => riskOf(category, product.risk_level) <= highestRisk)
    if (suits.length === 0) return [{ ...said, why: 'nothing-suits', reason: suitReason(category, highestRisk, goods.length) }]
    if (suits.every((product) => held.has(product.product_id))) return [{ ...said, why: 'all-held', reason: { zh: `${category} 中适合的 ${suits.length} 个产品客户都已持有`, en: `the customer holds all ${suits.length} products of ${category} that suit` } }]
    return []
  })
  return found.sort((a, b) => (b.chance ?? -1) - (a.chance ?? -1))
}

function suitReason(category: string, highestRisk: number, goods: number): { zh: string; en: string } {
  if (goods === 0) return { zh: `${category} 没有在售产品`, en: `nothing of ${category} is on the shelf` }
  if (highestRisk === 0) return { zh: `客户没有有效的风险测评，${category} 的产品都需要测评`, en: `the customer has no rating in force, which every product of ${category} asks for` }
  return { zh: `${category} 的 ${goods} 个在售产品风险都高于客户可承受的 R${highestRisk}`, en: `all ${goods} products of ${category} on the shelf are riskier than R${highestRisk}, the riskiest that suits` }
}
