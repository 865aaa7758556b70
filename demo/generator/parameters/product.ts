/** What the bank sells. Rates in basis points, amounts in yuan. */
export interface Product {
  readonly id: string
  readonly category: 'DEMAND' | 'TIME_DEP' | 'LARGE_CD' | 'WEALTH' | 'FUND' | 'INSURANCE' | 'GOLD' | 'LOAN_CONSUMER' | 'MORTGAGE' | 'LOAN_SME' | 'CREDIT_CARD'
  readonly zh: string
  readonly en: string
  readonly agency: boolean
  readonly risk: '' | 'R1' | 'R2' | 'R3' | 'R4' | 'R5'
  readonly termDays: number
  readonly minAmount: number
  readonly feeRate: number
  readonly spread: number
  readonly offShelf: string
}

interface Series {
  readonly category: Product['category']
  readonly zh: string
  readonly en: string
  readonly risk: Product['risk']
  readonly count: number
  readonly terms: readonly number[]
  readonly minAmount: number
  readonly feeRate: number
  readonly spread: number
  readonly agency?: boolean
}

/** Series of products: R1 30, R2 45, R3 25, R4 15, R5 5, and six of credit without a risk level. */
const SERIES: readonly Series[] = [
  { category: 'DEMAND', zh: '活期存款', en: 'Demand deposit', risk: 'R1', count: 1, terms: [0], minAmount: 0, feeRate: 0, spread: 140 },
  { category: 'TIME_DEP', zh: '定期存款', en: 'Time deposit', risk: 'R1', count: 4, terms: [90, 180, 365, 1095], minAmount: 50, feeRate: 0, spread: 75 },
  { category: 'LARGE_CD', zh: '大额存单', en: 'Large certificate of deposit', risk: 'R1', count: 3, terms: [365, 730, 1095], minAmount: 200_000, feeRate: 0, spread: 45 },
  { category: 'WEALTH', zh: '日日盈现金管理', en: 'Daily cash management', risk: 'R1', count: 10, terms: [0], minAmount: 1, feeRate: 25, spread: 0 },
  { category: 'FUND', zh: '货币基金', en: 'Money market fund', risk: 'R1', count: 6, terms: [0], minAmount: 1, feeRate: 20, spread: 0, agency: true },
  { category: 'INSURANCE', zh: '安心储蓄型年金', en: 'Savings annuity', risk: 'R1', count: 6, terms: [1825, 3650], minAmount: 10_000, feeRate: 260, spread: 0, agency: true },
  { category: 'WEALTH', zh: '稳享固收', en: 'Steady fixed income', risk: 'R2', count: 25, terms: [90, 180, 365], minAmount: 1000, feeRate: 40, spread: 0 },
  { category: 'FUND', zh: '纯债基金', en: 'Bond fund', risk: 'R2', count: 10, terms: [0], minAmount: 10, feeRate: 60, spread: 0, agency: true },
  { category: 'INSURANCE', zh: '颐养终身寿险', en: 'Whole life insurance', risk: 'R2', count: 10, terms: [3650], minAmount: 20_000, feeRate: 420, spread: 0, agency: true },
  { category: 'WEALTH', zh: '优选固收增强', en: 'Enhanced income', risk: 'R3', count: 10, terms: [180, 365], minAmount: 1000, feeRate: 70, spread: 0 },
  { category: 'FUND', zh: '平衡混合基金', en: 'Balanced fund', risk: 'R3', count: 11, terms: [0], minAmount: 10, feeRate: 120, spread: 0, agency: true },
  { category: 'INSURANCE', zh: '万能险', en: 'Universal life', risk: 'R3', count: 2, terms: [3650], minAmount: 20_000, feeRate: 380, spread: 0, agency: true },
  { category: 'GOLD', zh: '积存金', en: 'Gold accumulation', risk: 'R3', count: 2, terms: [0], minAmount: 500, feeRate: 50, spread: 0 },
  { category: 'FUND', zh: '成长股票基金', en: 'Equity growth fund', risk: 'R4', count: 13, terms: [0], minAmount: 10, feeRate: 150, spread: 0, agency: true },
  { category: 'WEALTH', zh: '权益精选理财', en: 'Equity selection', risk: 'R4', count: 2, terms: [365], minAmount: 10_000, feeRate: 110, spread: 0 },
  { category: 'FUND', zh: '行业主题基金', en: 'Sector fund', risk: 'R5', count: 5, terms: [0], minAmount: 10, feeRate: 150, spread: 0, agency: true },
  { category: 'LOAN_CONSUMER', zh: '随心消费贷', en: 'Consumer loan', risk: '', count: 2, terms: [365, 1095], minAmount: 5000, feeRate: 0, spread: 260 },
  { category: 'MORTGAGE', zh: '安居房贷', en: 'Home mortgage', risk: '', count: 1, terms: [7300], minAmount: 100_000, feeRate: 0, spread: 110 },
  { category: 'LOAN_SME', zh: '小微快贷', en: 'SME quick loan', risk: '', count: 1, terms: [365], minAmount: 50_000, feeRate: 0, spread: 210 },
  { category: 'CREDIT_CARD', zh: '信用卡', en: 'Credit card', risk: '', count: 2, terms: [0], minAmount: 0, feeRate: 60, spread: 300 },
]

/** The insurance that branch BR05 alone sold, off the shelf from TR8's month. */
export const OFF_SHELF = { category: 'INSURANCE', risk: 'R2', index: 9, date: '2025-07-01' } as const

export const PRODUCTS: readonly Product[] = SERIES.flatMap((series) => Array.from({ length: series.count }, (_, at) => ({ series, at }))).map(({ series, at }, index) => ({
  id: `P${String(index + 1).padStart(3, '0')}`,
  category: series.category,
  zh: series.count === 1 ? series.zh : `${series.zh} ${at + 1} 号`,
  en: series.count === 1 ? series.en : `${series.en} ${at + 1}`,
  agency: series.agency ?? false,
  risk: series.risk,
  termDays: series.terms[at % series.terms.length] ?? 0,
  minAmount: series.minAmount,
  feeRate: series.feeRate,
  spread: series.spread,
  offShelf: series.category === OFF_SHELF.category && series.risk === OFF_SHELF.risk && at === OFF_SHELF.index ? OFF_SHELF.date : '',
}))

/** Ids of a category, of one risk level when given. */
export function productIds(category: Product['category'], risk?: Product['risk']): string[] {
  return PRODUCTS.filter((each) => each.category === category && each.offShelf === '' && (risk === undefined || each.risk === risk)).map((each) => each.id)
}
