import type { BoolNode, ValueDocument, ValueNode, Window } from '#kernel/rule'

interface Words {
  readonly zh: string
  readonly en: string
}

export interface ReadyFeature {
  readonly key: string
  readonly name: Words
  readonly value: ValueDocument
}

export interface FeaturePack {
  readonly key: string
  readonly name: Words
  readonly features: readonly ReadyFeature[]
}

const ALL: Window = { kind: 'all' }
const days = (n: number): Window => ({ kind: 'last', n, unit: 'd' })
const between = (from: number, to: number): Window => ({ kind: 'between', from, to })
const is = (field: string, op: '=' | '!=', value: string): BoolNode => ({ kind: 'compare', left: { kind: 'field', field }, op, value })

const assets = (fn: 'last' | 'avg' | 'max', window: Window): ValueNode => ({ kind: 'agg', table: 'aum_month', fn, field: 'end', window })
const holds = (field: string): ValueNode => ({ kind: 'agg', table: 'aum_month', fn: 'last', field, window: ALL })
const over = (right: ValueNode): ValueNode => ({ kind: 'arith', op: '/', left: assets('last', ALL), right })
const count = (table: string, window: Window, filter?: BoolNode): ValueNode => ({ kind: 'agg', table, fn: 'count', window, ...(filter === undefined ? {} : { filter }) })
const amount = (direction: 'C' | 'D', window: Window): ValueNode => ({ kind: 'agg', table: 'txn', fn: 'sum', field: 'amount', window, filter: is('dir', '=', direction) })

const OWN = is('channel', '!=', 'AUTO')
const LOGIN = is('name', '=', 'login_ok')

function feature(key: string, zh: string, en: string, value: ValueNode): ReadyFeature {
  return { key, name: { zh, en }, value: { v: 1, kind: 'value', value } }
}

/** Features banks most often predict from, each known on its date: windows end there. */
export const featurePacks: readonly FeaturePack[] = [
  {
    key: 'value',
    name: { zh: '价值', en: 'Value' },
    features: [
      feature('aum', '资产', 'Assets', assets('last', ALL)),
      feature('aum_mean_3m', '近三月平均资产', 'Mean assets of three months', assets('avg', days(92))),
      feature('aum_to_mean_3m', '资产比近三月平均', 'Assets over the mean of three months', over(assets('avg', days(92)))),
      feature('aum_to_mean_6m', '资产比近六月平均', 'Assets over the mean of six months', over(assets('avg', days(184)))),
      feature('aum_to_peak_12m', '资产比近一年峰值', 'Assets over the highest of a year', over(assets('max', days(366)))),
      feature('deposit', '存款', 'Deposits', holds('deposit')),
      feature('wealth', '理财', 'Wealth products', holds('wealth')),
      feature('fund', '基金', 'Funds', holds('fund')),
    ],
  },
  {
    key: 'activity',
    name: { zh: '活跃', en: 'Activity' },
    features: [
      feature('txn_30d', '近 30 天自主交易笔数', 'Own transactions in 30 days', count('txn', days(30), OWN)),
      feature('txn_90d', '近 90 天自主交易笔数', 'Own transactions in 90 days', count('txn', days(90), OWN)),
      feature('txn_before', '此前 90 天自主交易笔数', 'Own transactions in the 90 days before', count('txn', between(180, 91), OWN)),
      feature('in_90d', '近 90 天流入', 'Money in within 90 days', amount('C', days(90))),
      feature('out_90d', '近 90 天流出', 'Money out within 90 days', amount('D', days(90))),
      feature('days_since_txn', '距上次自主交易天数', 'Days since the last own transaction', {
        kind: 'daysBetween',
        from: { kind: 'agg', table: 'txn', fn: 'max', field: 'ts', window: ALL, filter: OWN },
        to: { kind: 'asOf' },
      }),
      feature('salary_90d', '近 90 天代发笔数', 'Salaries in 90 days', count('txn', days(90), is('type', '=', 'SALARY'))),
      feature('logins_30d', '近 30 天登录', 'Sign-ins in 30 days', count('app_event', days(30), LOGIN)),
      feature('logins_90d', '近 90 天登录', 'Sign-ins in 90 days', count('app_event', days(90), LOGIN)),
      feature('logins_before', '此前 90 天登录', 'Sign-ins in the 90 days before', count('app_event', between(180, 91), LOGIN)),
    ],
  },
  {
    key: 'products',
    name: { zh: '产品', en: 'Products' },
    features: [
      feature('products', '持有产品数', 'Products held', { kind: 'agg', table: 'holding', fn: 'distinct', field: 'product_id', window: days(31) }),
      feature('matured_60d', '近 60 天到期笔数', 'Positions that matured in 60 days', count('position', ALL, { kind: 'compare', left: { kind: 'field', field: 'maturity_date' }, op: 'withinLast', value: { n: 60, unit: 'd' } })),
      feature('loans', '贷款笔数', 'Loans', count('loan', ALL)),
    ],
  },
  {
    key: 'service',
    name: { zh: '服务', en: 'Service' },
    features: [
      feature('complaints_90d', '近 90 天投诉', 'Complaints in 90 days', count('complaint', days(90))),
      feature('tickets_90d', '近 90 天工单', 'Service tickets in 90 days', count('service_ticket', days(90))),
      feature('touches_30d', '近 30 天营销触达', 'Marketing contacts in 30 days', count('touch', days(30))),
    ],
  },
  {
    key: 'person',
    name: { zh: '客户本人', en: 'The customer' },
    features: [
      feature('age', '年龄', 'Age', { kind: 'age', of: { kind: 'attr', table: 'customer', field: 'birth_date' } }),
      feature('tenure_days', '开户天数', 'Days since opening', { kind: 'daysBetween', from: { kind: 'attr', table: 'customer', field: 'open_date' }, to: { kind: 'asOf' } }),
    ],
  },
]
