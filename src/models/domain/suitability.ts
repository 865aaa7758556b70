import type { ValueDocument } from '#kernel/rule'

/** Categories whose products may only be sold to whoever they suit (NFRA 2022 no. 9, article 11). */
const GRADED = new Set(['WEALTH', 'FUND', 'INSURANCE', 'GOLD'])

const RISKIEST = 5
/** From this age nothing of R4 or above is offered. */
const ELDER = 65
const ELDER_RISK = 3

/** Risk of a product, 1 to 5; 0 where suitability asks nothing; the riskiest where a graded product has no grade. */
export function riskOf(category: string, level: string | null): number {
  if (!GRADED.has(category)) return 0
  const grade = /^R([1-5])$/.exec(level ?? '')?.[1]
  return grade === undefined ? RISKIEST : Number(grade)
}

/** The riskiest that suits a customer: R up to C while the rating is in force, none without; less from 65 on. */
export function highestRiskOf(rating: string | null, age: number | null): number {
  const level = /^C([1-5])$/.exec(rating ?? '')?.[1]
  if (level === undefined) return 0
  return age !== null && age >= ELDER ? Math.min(ELDER_RISK, Number(level)) : Number(level)
}

/** The newest risk rating that is still in force on the date. */
export const RATING: ValueDocument = {
  v: 1,
  kind: 'value',
  value: {
    kind: 'agg', table: 'risk_rating', fn: 'last', field: 'rating', window: { kind: 'all' },
    filter: { kind: 'compare', left: { kind: 'field', field: 'expire_at' }, op: '>=', value: { kind: 'asOf' } },
  },
}

/** Names rating and age are read under. */
export const [RATING_KEY, AGE_KEY] = ['rating', 'age'] as const
export const AGE: ValueDocument = { v: 1, kind: 'value', value: { kind: 'age', of: { kind: 'attr', table: 'customer', field: 'birth_date' } } }
export const RATINGS = ['C1', 'C2', 'C3', 'C4', 'C5']
