import { z } from 'zod'
import type { Plans } from './contract-tactic.js'
import type { OfferRow } from './sql/offer-queries.js'

export type ProductNames = Readonly<Record<string, { readonly zh: string; readonly en: string }>>

const because = z.array(z.object({ product: z.string(), effect: z.number() }))
const categories = z.array(z.string())

/** A recommendation as people see it: the bank's number, and the reason of each step in words. */
export function presentOffer(row: OfferRow, names: ProductNames, plans: Plans) {
  const { tactic, nurture } = plansOfRow(row, plans)
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
    tactic,
    nurture,
    steps: [
      { step: 'category' as const, reason: { zh: `${row.category} 的购买概率为 ${percent}，在适合的品类中最高`, en: `${row.category} has a chance of ${percent}, the highest of what suits` } },
      { step: 'product' as const, reason: rankReason(row, held) },
      { step: 'suitability' as const, reason: suitReason(row) },
      ...(passed.length === 0 ? [] : [{ step: 'passed-over' as const, reason: { zh: `${passed.join('、')} 概率更高，但没有适合且未持有的产品`, en: `${passed.join(', ')} has a higher chance, but nothing in it suits that is not held` } }]),
      ...(tactic === null ? [] : [{ step: 'tactic' as const, reason: tacticReason(tactic) }]),
      ...(nurture === null ? [] : [{ step: 'nurture' as const, reason: nurtureReason(nurture) }]),
    ],
  }
}

type Name = Plans['tactics'][string]
const inBoth = ({ zh, en }: Name) => ({ zh, en: en ?? zh })

function plansOfRow(row: OfferRow, plans: Plans) {
  const [tactic, nurture] = [plans.tactics[row.tactic], plans.nurture[row.nurture]]
  return {
    tactic: tactic === undefined ? null : { key: row.tactic, name: inBoth(tactic), worth: row.tactic_worth },
    nurture: nurture === undefined ? null : { key: row.nurture, name: inBoth(nurture.name), steps: nurture.steps.map(({ afterDays, name }) => ({ afterDays, name: inBoth(name) })) },
  }
}

function tacticReason({ name, worth }: { name: { zh: string; en: string }; worth: number | null }): { zh: string; en: string } {
  if (worth === null) return { zh: `以“${name.zh}”触达：可用举措中排在最前`, en: `by "${name.en}": the first of what may be used` }
  const told = String(Number(worth.toPrecision(3)))
  return { zh: `以“${name.zh}”触达：对该客户的预期增量 ${told}，在可用举措中最高`, en: `by "${name.en}": its expected increment with this customer is ${told}, the highest of what may be used` }
}

function nurtureReason({ name, steps }: { name: { zh: string; en: string }; steps: readonly { afterDays: number; name: { zh: string; en: string } }[] }): { zh: string; en: string } {
  return {
    zh: `之后按“${name.zh}”养成：${steps.map((step) => `第 ${step.afterDays} 天${step.name.zh}`).join('，')}`,
    en: `then "${name.en}": ${steps.map((step) => `day ${step.afterDays} ${step.name.en}`).join(', ')}`,
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
