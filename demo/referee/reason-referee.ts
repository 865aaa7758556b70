import { rankCorrelation } from '#kernel/learn'
import type { Product } from '../load/product.js'
import type { Judged, Judgement } from './analysis-verdict.js'

/** Which way a feature of examples/models.yaml moves the planted hazard (`HAZARD` of the generator): 1 up, -1 down. */
const PLANTED = [
  { feature: 'products', zh: '持有产品', sign: -1 },
  { feature: 'salary_90d', zh: '代发', sign: -1 },
  { feature: 'days_since_login', zh: '多久没登录', sign: 1 },
  { feature: 'complaints_90d', zh: '投诉', sign: 1 },
  { feature: 'tenure_days', zh: '开户天数', sign: -1 },
] as const
const DECILES = [1, 2, 4, 7] as const
const PAGE = 500
/** Lines of a feature among the reasons below which nothing is said of it. */
const LEAST = 30

interface WarningPage {
  readonly items: readonly { readonly reasons: readonly { readonly feature: string; readonly value: string | number | null; readonly effect: number }[] }[]
}

interface Said {
  readonly feature: string
  readonly value: number
  readonly effect: number
}

async function reasonsSaid(product: Product, model: string): Promise<Said[]> {
  const pages: WarningPage[] = []
  for (const decile of DECILES) pages.push((await product.request('GET', `/api/v1/models/${model}/warnings?limit=${PAGE}&decile=${decile}`)) as WarningPage)
  const all = pages.flatMap(({ items }) => items.flatMap(({ reasons }) => reasons))
  return all.flatMap(({ feature, value, effect }) => (typeof value === 'number' ? [{ feature, value, effect }] : []))
}

/** TR2: reasons said to people move the score the way the planted hazard does; a feature that is seldom a reason is not judged. */
export async function refereeReasons(product: Product, model: string): Promise<Judged> {
  const said = await reasonsSaid(product, model)
  const of = (feature: string): Said[] => said.filter((reason) => reason.feature === feature)
  const [enough, few] = [PLANTED.filter(({ feature }) => of(feature).length >= LEAST), PLANTED.filter(({ feature }) => of(feature).length < LEAST)]
  const judgements = enough.map(({ feature, zh, sign }): Judgement => {
    const own = of(feature)
    const found = rankCorrelation(own.map(({ value }) => value), own.map(({ effect }) => effect))
    return { truth: 'TR2', what: `sign of ${feature} ${zh}理由方向`, found: `${found.toFixed(2)} of ${own.length} reasons`, wanted: sign > 0 ? 'raises 推高' : 'lowers 压低', met: found * sign > 0, small: found * sign > 0 }
  })
  return { judgements, notes: few.length === 0 ? [] : [`seldom a reason, not judged 很少成为理由，不判: ${few.map(({ feature }) => feature).join(', ')}`] }
}
