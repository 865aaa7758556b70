import { headOffice, type TestApp } from './app.js'
import { load } from './strategy-bank.js'
import { txnSource } from './model-bank.js'

/** The business date everything is loaded on. */
export const TODAY = '2025-12-31'

export interface MadeMember {
  readonly id: string
  readonly payments: number
  readonly treated: boolean
  readonly done: boolean
  readonly yuan: number
  readonly org: 'B1' | 'B2'
}

/** Park and Miller's generator: independent of anything the product draws with. */
function parkMiller(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
}

/** Chance of the outcome untreated, and what the call adds: many payments are won over by it, none are put off. */
export const CHANCES = { base: 0.12, won: 0.25, lost: -0.1 } as const

function effectOf(payments: number): number {
  return payments >= 3 ? CHANCES.won : payments === 0 ? CHANCES.lost : 0
}

function paymentLines(id: string, payments: number): string[] {
  return [3, 4, 5].flatMap((month) => Array.from({ length: payments }, (_, pay) => `${id}-${month}-${pay},${id},2025-0${month}-${String(3 + pay * 5).padStart(2, '0')}T04:00:00Z,POS,D,100.00`))
}

function memberOf(campaign: 'SPRING' | 'CHOSEN', customer: Pick<MadeMember, 'id' | 'payments' | 'org'>, random: () => number): MadeMember {
  const { payments } = customer
  const treated = random() < (campaign === 'SPRING' ? 0.6 : 0.15 + 0.15 * payments)
  const done = random() < CHANCES.base + (treated ? effectOf(payments) : 0)
  return { ...customer, treated, done, yuan: done ? 1000 + 500 * payments : 0 }
}

/**
 * Customers with 0 to 4 payments a month and two campaigns of June: SPRING, whose call was dealt by chance to 60 %, and
 * CHOSEN, called the more the more payments. Who does it brings 1000 yuan and 500 for each payment.
 */
export function makeCampaigns(customers: number, seed: number) {
  const random = parkMiller(seed)
  const lines = { customer: ['id,gender,born,opened,org,rm'], txn: ['txn,id,ts,type,dir,amount'], touch: ['touch,id,campaign,arm,channel,ts,decision'], outcome: ['outcome,id,ts,metric,count,value,campaign'] }
  const members: Record<'SPRING' | 'CHOSEN', MadeMember[]> = { SPRING: [], CHOSEN: [] }
  for (let at = 1; at <= customers; at += 1) {
    const id = `U${String(at).padStart(5, '0')}`
    const payments = Math.floor(random() * 5)
    const org = random() < 0.5 ? 'B1' : 'B2'
    lines.customer.push(`${id},${random() < 0.5 ? 'M' : 'F'},${1950 + Math.floor(random() * 50)}-06-01,2015-01-01,${org},R1`)
    lines.txn.push(...paymentLines(id, payments))
    for (const campaign of ['SPRING', 'CHOSEN'] as const) {
      const member = memberOf(campaign, { id, payments, org }, random)
      const { treated, done, yuan } = member
      members[campaign].push(member)
      lines.touch.push(`${campaign}-${id},${id},${campaign},${treated ? 'treatment' : 'control'},${at % 2 === 0 ? 'CALL' : 'SMS'},2025-06-10T02:00:00Z,${treated ? 'SENT' : 'HELD_OUT'}`)
      if (done) lines.outcome.push(`${campaign}-${id},${id},2025-06-20T02:00:00Z,conversion,1,${yuan}.00,${campaign}`)
    }
  }
  const files = Object.fromEntries(Object.entries(lines).map(([name, rows]) => [name, `${rows.join('\n')}\n`])) as Record<keyof typeof lines, string>
  return { members, files }
}

function source(table: string, mode: string, columns: Record<string, unknown>) {
  return { format: { type: 'csv' }, businessDate: TODAY, targets: [{ table, mode, columns }] }
}

const instant = { from: 'ts', format: 'ISO' }

export async function loadCampaignBank(app: TestApp, { files }: ReturnType<typeof makeCampaigns>): Promise<void> {
  await app.access.upsertOrgs([
    { orgId: 'HO', parentId: null, level: 'HO', nameZh: '总行', nameEn: null },
    { orgId: 'B1', parentId: 'HO', level: 'BRANCH', nameZh: '一分行', nameEn: null },
    { orgId: 'B2', parentId: 'HO', level: 'BRANCH', nameZh: '二分行', nameEn: null },
  ])
  await load(app, 'core', source('customer', 'snapshot', { cust_id: 'id', gender: 'gender', birth_date: 'born', open_date: 'opened', main_org_id: 'org', rm_emp_id: 'rm' }), files.customer)
  await load(app, 'txn', txnSource, files.txn)
  await load(app, 'touch', source('touch', 'append', { touch_id: 'touch', cust_id: 'id', campaign: 'campaign', arm: 'arm', channel: 'channel', ts: instant, decision: 'decision' }), files.touch)
  await load(app, 'outcome', source('outcome', 'append', { outcome_id: 'outcome', cust_id: 'id', ts: instant, metric: 'metric', count: 'count', value: 'value', campaign: 'campaign' }), files.outcome)
  await app.context.businessClock.closeDay(TODAY, headOffice)
}

const value = (node: object) => ({ v: 1, kind: 'value', value: node })
const payments = { kind: 'agg', table: 'txn', fn: 'count', window: { kind: 'last', n: 102, unit: 'd' } }
const when = (op: string, than: number) => ({ kind: 'case', when: [{ if: { kind: 'compare', left: payments, op, value: than }, then: { kind: 'literal', type: 'int', value: 1 } }], else: { kind: 'literal', type: 'int', value: 0 } })

export const UPLIFT_FEATURES = [
  { key: 'payments', name: { zh: '支付笔数' }, value: value(payments) },
  { key: 'many', name: { zh: '支付频繁' }, value: value(when('>=', 9)) },
  { key: 'none', name: { zh: '没有支付' }, value: value(when('<', 1)) },
  { key: 'age', name: { zh: '年龄' }, value: value({ kind: 'age', of: { kind: 'attr', table: 'customer', field: 'birth_date' } }) },
]

export function upliftBody(more: Record<string, unknown> = {}) {
  return {
    task: 'uplift',
    population: { v: 1, kind: 'rule', rule: { kind: 'always' } },
    features: UPLIFT_FEATURES,
    treatment: { campaigns: ['SPRING'], shares: { SPRING: 0.6 } },
    outcome: { metric: 'conversion' },
    horizonDays: 60,
    training: { folds: 3, rounds: 20, seed: 3 },
    learner: { method: 'dr', outcome: { kind: 'linear', l2: 1 }, effect: { kind: 'linear', l2: 10 } },
    quadrants: { gain: 0.1, loss: -0.03, sure: 0.5 },
    ...more,
  }
}
