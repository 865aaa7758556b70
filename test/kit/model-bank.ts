import { addMonths, monthEnd } from '#kernel/calendar'
import { headOffice, openFilledApp, type TestApp } from './app.js'
import { load } from './strategy-bank.js'

export const TODAY = '2025-12-31'
const MONTHS = Array.from({ length: 12 }, (_, at) => monthEnd(addMonths('2025-01-31', at)))

export interface MadeCustomer {
  readonly id: string
  /** Chance to leave in a month: what a model can know at best. */
  readonly hazard: number
  readonly gender: 'M' | 'F'
  readonly org: 'B1' | 'B2'
}

type Random = () => number

/** Park and Miller's generator: independent of anything the product draws with. */
function parkMiller(seed: number): Random {
  let state = seed
  return () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
}

const money = (yuan: number): string => yuan.toFixed(2)

/**
 * Customers who leave each month with log-odds -1 - 0.7 × payments a month - 1.2 × payroll: balances of who left fall to
 * 1 %, and payments end. Gender and branch play no part.
 */
export function makeBank(customers: number, seed: number) {
  const random = parkMiller(seed)
  const people: MadeCustomer[] = []
  const lines = { customer: ['id,gender,born,opened,org,rm,status'], aum: ['id,month,end'], txn: ['txn,id,ts,type,dir,amount'] }
  for (let at = 1; at <= customers; at += 1) {
    const id = `M${String(at).padStart(5, '0')}`
    const payments = Math.floor(random() * 5)
    const payroll = random() < 0.4
    const hazard = 1 / (1 + Math.exp(1 + 0.7 * payments + (payroll ? 1.2 : 0)))
    const [gender, org] = [random() < 0.5 ? 'M' : 'F', random() < 0.5 ? 'B1' : 'B2'] as const
    const assets = 20_000 + random() * 200_000
    people.push({ id, hazard, gender, org })
    const course: { left: number | null } = { left: null }
    MONTHS.forEach((end, month) => {
      if (course.left === null && random() < hazard) course.left = month
      const gone = course.left !== null
      lines.aum.push(`${id},${end},${money(gone ? assets * 0.01 : assets * (0.9 + 0.2 * random()))}`)
      for (let pay = 0; !gone && pay < payments; pay += 1) lines.txn.push(`${id}-${month}-${pay},${id},${end.slice(0, 8)}${String(3 + pay * 5).padStart(2, '0')}T04:00:00Z,POS,D,100.00`)
      if (!gone && payroll) lines.txn.push(`${id}-${month}-s,${id},${end.slice(0, 8)}10T02:00:00Z,SALARY,C,8000.00`)
    })
    lines.customer.push(`${id},${gender},${1950 + Math.floor(random() * 50)}-06-01,2015-01-01,${org},R1,${course.left === null ? 'ACTIVE' : 'CLOSED'}`)
  }
  return { key: `${customers}-${seed}`, people, files: { customer: text(lines.customer), aum: text(lines.aum), txn: text(lines.txn) } }
}

const text = (lines: readonly string[]): string => `${lines.join('\n')}\n`

/** A source of the bank; every load has the business date of today, as when a bank connects for the first time. */
function source(table: string, mode: string, columns: Record<string, unknown>) {
  return { format: { type: 'csv' }, businessDate: TODAY, targets: [{ table, mode, columns }] }
}

export const txnSource = source('txn', 'append', { txn_id: 'txn', cust_id: 'id', ts: { from: 'ts', format: 'ISO' }, type: 'type', dir: 'dir', amount: 'amount' })

/** A test app with a bank that was made. */
export function openModelBank(bank: ReturnType<typeof makeBank>, settings: Record<string, string> = {}): Promise<TestApp> {
  return openFilledApp(`model-bank-${bank.key}`, (app) => loadModelBank(app, bank), settings)
}

export async function loadModelBank(app: TestApp, bank: ReturnType<typeof makeBank>): Promise<void> {
  await app.access.upsertOrgs([
    { orgId: 'HO', parentId: null, level: 'HO', nameZh: '总行', nameEn: null },
    { orgId: 'B1', parentId: 'HO', level: 'BRANCH', nameZh: '一分行', nameEn: null },
    { orgId: 'B2', parentId: 'HO', level: 'BRANCH', nameZh: '二分行', nameEn: null },
  ])
  await load(app, 'core', source('customer', 'snapshot', { cust_id: 'id', gender: 'gender', birth_date: 'born', open_date: 'opened', main_org_id: 'org', rm_emp_id: 'rm', status: 'status' }), bank.files.customer)
  await load(app, 'aum', source('aum_month', 'append', { cust_id: 'id', month: 'month', end: 'end' }), bank.files.aum)
  await load(app, 'txn', txnSource, bank.files.txn)
  await app.context.businessClock.closeDay(TODAY, headOffice)
}

const value = (node: object) => ({ v: 1, kind: 'value', value: node })
const rule = (node: object) => ({ v: 1, kind: 'rule', rule: node })
const last = (n: number) => ({ kind: 'last', n, unit: 'd' })
const assets = { kind: 'agg', table: 'aum_month', fn: 'last', field: 'end', window: { kind: 'all' } }
const count = (type: string, n: number) => ({ kind: 'agg', table: 'txn', fn: 'count', window: last(n), filter: { kind: 'compare', left: { kind: 'field', field: 'type' }, op: '=', value: type } })
const feature = (key: string, node: object) => ({ key, name: { zh: key }, value: value(node) })

export const FEATURES = [
  feature('aum', assets),
  feature('payments', count('POS', 90)),
  feature('salaries', count('SALARY', 90)),
  feature('age', { kind: 'age', of: { kind: 'attr', table: 'customer', field: 'birth_date' } }),
  feature('gender', { kind: 'attr', table: 'customer', field: 'gender' }),
]

/** A feature that reads an attribute of today. */
export const STATUS_FEATURE = feature('status', { kind: 'attr', table: 'customer', field: 'status' })

export function modelBody(more: Record<string, unknown> = {}) {
  return {
    task: 'binary',
    population: rule({ kind: 'compare', left: assets, op: '>=', value: 1_000_000 }),
    features: FEATURES,
    label: { kind: 'drop', value: value(assets), share: 0.8, floor: 1_000_000 },
    horizonDays: 90,
    training: { asOf: { monthEnds: 6 }, rows: 100_000, testDates: 1, seed: 7 },
    algorithm: { kind: 'linear', l2: 1 },
    ...more,
  }
}

export const boosting = { kind: 'boosting', trees: 60, leaves: 8, leafRows: 40, rate: 0.1, patience: 10 }
