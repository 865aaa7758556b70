import { identifier, sql } from '#kernel/sql'
import { expect, it } from 'vitest'
import { type FactRow, type RuleCustomer } from './customer.js'
import { type FieldSpec, type RuleSchema } from './schema.js'

/** A small bank shared by the tests of the rule language: schema, customers and their rows. */
export const asOf = '2025-12-31'
export const timeZone = 'Asia/Shanghai'

const field = (column: string, spec: Omit<FieldSpec, 'expression'>): FieldSpec => ({
  ...spec,
  expression: sql`${identifier('c', column)}`,
})
const own = (column: string, spec: Omit<FieldSpec, 'expression'>): FieldSpec => ({
  ...spec,
  expression: sql`${identifier(column)}`,
})
const tiers = [
  { code: 'T1', zh: '大众', en: 'mass' },
  { code: 'T2', zh: '优质', en: 'affluent' },
  { code: 'T3', zh: '财富', en: 'wealth' },
]
const kinds = ['SALARY', 'POS', 'FEE'].map((code) => ({
  code,
  zh: { SALARY: '工资', POS: '消费', FEE: '手续费' }[code] ?? '',
  en: code.toLowerCase(),
}))

export const tagSpecs: Readonly<Record<string, FieldSpec>> = {
  aum: field('aum', { type: 'money', ccy: 'CNY', zh: '月日均AUM', en: 'monthly average AUM' }),
  peak: field('peak', { type: 'money', ccy: 'CNY', zh: '历史峰值', en: 'peak AUM' }),
  usd: field('usd', { type: 'money', ccy: 'USD', zh: '美元存款', en: 'dollar deposits' }),
  products: field('products', {
    type: 'int',
    zh: '持有产品数',
    en: 'products held',
    unit: { zh: '个', en: '' },
  }),
  churn: field('churn', { type: 'decimal', zh: '流失概率', en: 'churn probability' }),
  payroll: field('payroll', { type: 'bool', zh: '代发标识', en: 'payroll flag' }),
  tier: field('tier', { type: 'enum', zh: '资产层级', en: 'AUM tier', values: tiers }),
  reach: field('reach', { type: 'set', zh: '可触达渠道', en: 'reachable channels' }),
}
export const attrSpecs: Readonly<Record<string, FieldSpec>> = {
  birth_date: field('birth_date', { type: 'date', zh: '出生日期', en: 'birth date' }),
  open_date: field('open_date', { type: 'date', zh: '开户日期', en: 'open date' }),
  seen_at: field('seen_at', { type: 'instant', zh: '最近登录', en: 'last login' }),
  city: field('city', { type: 'string', zh: '城市', en: 'city' }),
}

/** Of the customer's manager, a row of another table the customer names. */
const managerSpec: FieldSpec = { type: 'date', zh: '客户经理离职日期', en: 'Manager: left on', expression: identifier('m', 'leave_date') }
export const managers: Readonly<Record<string, string | null>> = { E1: null, E2: '2025-12-31', E3: '2025-06-30', E4: '2026-01-01' }

/** What the products are that rows name; P3 is unknown to the bank. */
export const products: Readonly<Record<string, string | null>> = { P1: 'FUND', P2: 'WEALTH', P4: null }
const categories = [{ code: 'FUND', zh: '基金', en: 'fund' }, { code: 'WEALTH', zh: '理财', en: 'wealth product' }]
const category = sql`nullIf(transform(ifNull(toString(product), ''), (SELECT arraySort(groupArray((id, ifNull(category, '')))) FROM products).1, (SELECT arraySort(groupArray((id, ifNull(category, '')))) FROM products).2, ''), '')`

const categorySpec: FieldSpec = { type: 'enum', zh: '产品类别', en: 'product category', values: categories, expression: category }

const record = (specs: Readonly<Record<string, FieldSpec>>, key: string) =>
  Object.hasOwn(specs, key) ? specs[key] : undefined

export const schema: RuleSchema = {
  customer: sql`${identifier('c', 'cust_id')}`,
  tag: (code) => record(tagSpecs, code),
  attr: (table, name) => (table === 'customer' ? record(attrSpecs, name) : table === 'employee' && name === 'leave_date' ? managerSpec : undefined),
  fact: (table) => facts.find((each) => each.table === table),
  // Its first snapshot is of 60 days ago.
  segment: (key, version, daysAgo) =>
    key === 'silver' && (version === 2 || version === 'latest')
      ? {
          zh: '银发',
          en: 'Silver',
          condition: sql`has(${identifier('c', 'segments')}, ${`silver@${version}${daysAgo === null ? '' : `~${daysAgo}`}`})`,
          isUnrecorded: daysAgo !== null && daysAgo > 60,
        }
      : undefined,
  list: (key) =>
    key === 'vip'
      ? { zh: '贵宾', en: 'VIP', condition: sql`has(${identifier('c', 'lists')}, 'vip')` }
      : undefined,
}

export const facts = [
  {
    table: 'txn',
    zh: '交易',
    en: 'transactions',
    rows: { zh: '笔', en: 'transactions' },
    timeField: 'day',
    timeType: 'date' as const,
    filterable: ['kind', 'amount', 'rate', 'note', 'due', 'product.category'],
    fields: {
      amount: own('amount', { type: 'money', ccy: 'CNY', zh: '金额', en: 'amount' }),
      kind: own('kind', { type: 'enum', zh: '类型', en: 'type', values: kinds }),
      rate: own('rate', { type: 'decimal', zh: '费率', en: 'rate' }),
      note: own('note', { type: 'string', zh: '备注', en: 'note' }),
      due: own('due', { type: 'date', zh: '到期日', en: 'due date' }),
      'product.category': categorySpec,
      secret: own('secret', { type: 'int', zh: '密', en: 'secret' }),
    },
  },
  {
    table: 'event',
    zh: '行为',
    en: 'events',
    timeField: 'at',
    timeType: 'instant' as const,
    fields: {
      name: own('name', { type: 'string', zh: '名称', en: 'name' }),
      dwell: own('dwell', { type: 'int', zh: '停留', en: 'dwell', unit: { zh: '秒', en: ' s' } }),
      ok: own('ok', { type: 'bool', zh: '成功', en: 'success' }),
      at: own('at', { type: 'instant', zh: '时间', en: 'time' }),
    },
  },
]

/** A small deterministic stream of whole numbers below `n` (Lehmer, Park & Miller 1988). */
function dice(seed: number): (n: number) => number {
  let state = seed
  return (n) => {
    state = (state * 48271) % 2147483647
    return state % n
  }
}

const DAYS = [
  '2025-12-31',
  '2025-12-30',
  '2025-12-01',
  '2025-11-30',
  '2025-10-01',
  '2025-09-30',
  '2024-12-31',
  '2024-02-29',
  '2026-01-01',
  '2026-01-07',
  '1960-02-29',
  '2004-02-29',
  '1990-01-02',
  '1985-12-31',
]
const RECENT = [...DAYS.slice(0, 9), '2025-12-29', '2025-12-15', '2025-12-10', '2025-11-15', '2025-08-20']
const INSTANTS = [
  '2025-12-31T15:59:59.999Z',
  '2025-12-31T16:00:00.000Z',
  '2025-12-30T16:00:00.000Z',
  '2025-12-01T00:00:00.000Z',
  '2025-11-30T15:59:59.500Z',
  '2025-11-30T16:00:00.000Z',
  '2024-12-31T18:00:00.000Z',
]

/** Sixty customers, many at the edges of days and bands, a fifth of every value missing, with what they and their rows name. */
export function bank(): RuleCustomer[] {
  return drawn().map((customer, at) => {
    const manager = ['E1', 'E2', 'E3', 'E4', 'E9', null][at % 6] ?? null
    const txn = (customer.facts['txn'] ?? []).map((row, no): FactRow => {
      const product = ['P1', 'P2', 'P3', 'P4', null][(at + no) % 5] ?? null
      return { ...row, product, 'product.category': product === null ? null : (products[product] ?? null) }
    })
    return {
      ...customer,
      attrs: { customer: { ...customer.attrs['customer'], manager }, employee: { leave_date: manager === null ? null : (managers[manager] ?? null) } },
      facts: { ...customer.facts, txn },
    }
  })
}

function drawn(): RuleCustomer[] {
  const roll = dice(20251231)
  const pick = <T>(items: readonly T[]): T => items[roll(items.length)]!
  const maybe = <T>(make: () => T): T | null => (roll(5) === 0 ? null : make())
  const days = () => pick(DAYS)
  return Array.from({ length: 60 }, (_, at) => ({
    custId: `C${String(at).padStart(4, '0')}`,
    tags: {
      aum: maybe(() => pick([0, 1, 99, 100, 101, 5000, 100000, 5000000, -100])),
      peak: maybe(() => pick([0, 100, 5001, 7, 100000, 8000000])),
      usd: maybe(() => pick([0, 100, 5000])),
      products: maybe(() => roll(6)),
      churn: maybe(() => roll(9) / 8),
      payroll: maybe(() => roll(2) === 0),
      tier: maybe(() => pick(['T1', 'T2', 'T3'])),
      reach: ['SMS', 'APP', 'CALL'].filter(() => roll(2) === 0),
    },
    attrs: {
      customer: {
        birth_date: maybe(days),
        open_date: maybe(days),
        seen_at: maybe(() => pick(INSTANTS)),
        city: maybe(() => pick(['深圳', '北京市', 'a\nb', "O'Hara", '上海', 'ab12', '深圳😀'])),
      },
    },
    facts: {
      txn: Array.from({ length: roll(9) }, (): FactRow => ({
        day: pick(RECENT),
        amount: maybe(() => pick([1, 2, 5, 100, 1000, 5000, 12345])),
        kind: maybe(() => pick(['SALARY', 'POS', 'FEE'])),
        rate: maybe(() => roll(17) / 16),
        note: maybe(() => pick(['x', 'ab', '工资', "';--"])),
        due: maybe(days),
        secret: 1,
      })),
      event: Array.from({ length: roll(8) }, (): FactRow => ({
        at: pick(INSTANTS),
        name: maybe(() => pick(['login', 'view', 'buy'])),
        dwell: maybe(() => roll(40)),
        ok: maybe(() => roll(2) === 0),
      })),
    },
    segments: ['silver@2', 'silver@latest', 'silver@latest~30'].filter(() => roll(3) === 0),
    lists: roll(4) === 0 ? ['vip'] : [],
  }))
}

it('the small bank has customers with and without every value', () => {
  const customers = bank()
  for (const code of Object.keys(tagSpecs)) {
    if (code === 'reach') continue
    const missing = customers.filter((customer) => customer.tags[code] === null).length
    expect(missing).toBeGreaterThan(2)
    expect(missing).toBeLessThan(40)
  }
})
