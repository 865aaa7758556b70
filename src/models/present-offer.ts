import { z } from 'zod'
import type { OfferRow } from './sql/offer-queries.js'

export type ProductNames = Readonly<Record<string, { readonly zh: string; readonly en: string }>>

const because = z.array(z.object({ product: z.string(), effect: z.number() }))
const categories = z.array(z.string())

/** A recommendation as people see it: the bank's number, and the reason of each step in words. */
export function presentOffer(row: OfferRow, names: ProductNames) {
  const nameOf = (product: string) => names[product] ?? { zh: product, en: product }
  const held = because.parse(JSON.parse(row.because)).map(({ product }) => nameOf(product))
  const passed = categories.parse(JSON.parse(row.unsuited))
  const percent = `${(row.chance * 100).toFixed(1)}%`
  return {
    custId: row.cust_id,
    orgPath: row.org_path,
    category: row.category,
    chance: row.chance,
    product: row.product,
    productName: nameOf(row.product),
    rank: row.rank,
    steps: [
      { step: 'category' as const, reason: { zh: `${row.category} 的购买概率为 ${percent}，在适合的品类中最高`, en: `${row.category} has a chance of ${percent}, the highest of what suits` } },
      { step: 'product' as const, reason: rankReason(row, held) },
      { step: 'suitability' as const, reason: suitReason(row) },
      ...(passed.length === 0 ? [] : [{ step: 'passed-over' as const, reason: { zh: `${passed.join('、')} 概率更高，但没有适合且未持有的产品`, en: `${passed.join(', ')} has a higher chance, but nothing in it suits that is not held` } }]),
    ],
  }
}

function rankReason({ ranked_by: by }: OfferRow, held: readonly { zh: string; en: string }[]): { zh: string; en: string } {
  if (by === 'popularity') return { zh: '客户没有持有记录，推荐持有人数最多的产品', en: 'the customer holds nothing: what most customers hold' }
  if (held.length === 0) return { zh: '与客户持有的产品相近', en: 'near to what the customer holds' }
  return { zh: `因为客户持有 ${held.map(({ zh }) => zh).join('、')}`, en: `because the customer holds ${held.map(({ en }) => en).join(', ')}` }
}

function suitReason({ risk, highest_risk: highest }: OfferRow): { zh: string; en: string } {
  if (risk === 0) return { zh: '该产品不需要适当性评级', en: 'the product asks for no rating' }
  return { zh: `产品 R${risk} 不高于客户可承受的 R${highest}（有效测评）`, en: `R${risk} is not above R${highest}, which suits by a rating in force` }
}
