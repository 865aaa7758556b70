import { addDays, daysBetween } from '#kernel/calendar'
import { headOffice, type TestApp } from './app.js'
import { TODAY, txnSource } from './model-bank.js'
import { load } from './strategy-bank.js'

export interface AnalysisCustomer {
  readonly id: string
  readonly org: 'B1' | 'B2'
  /** Purchases a month while buying. */
  readonly rate: number
  readonly quiet: boolean
  /** Least face that moves, in yuan; 0 never. */
  readonly face: number
}

const FROM = '2024-01-01'
const DAYS = daysBetween(FROM, TODAY)

function personOf(id: string, at: number): AnalysisCustomer {
  return { id, org: at % 3 === 0 ? 'B2' : 'B1', rate: [0.05, 0.3, 1.2][at % 3]!, quiet: at % 2 === 0, face: [8, 18, 0][Math.floor(at / 3) % 3]! }
}

function chanceToUse(person: AnalysisCustomer, face: number): number {
  return person.face > 0 && face >= person.face ? 0.7 : 0.05
}

function daysOf(keep: (date: string) => boolean): string[] {
  return Array.from({ length: DAYS }, (_, day) => addDays(FROM, day)).filter(keep)
}

function purchasesOf({ id, rate }: AnalysisCustomer, random: () => number): string[] {
  const lines: string[] = []
  for (const date of daysOf(() => random() < rate / 30)) {
    lines.push(`${id}-${date},${id},${date}T03:00:00Z,WEALTH_BUY,D,${100 + Math.floor(random() * 200)}.00`)
    if (random() < 0.06) break
  }
  return lines
}

function returnsOf({ id }: AnalysisCustomer, random: () => number): string[] {
  const isPay = (date: string) => date.endsWith('-10') || date.endsWith('-11')
  return daysOf((date) => date > '2024-08-01' && random() < (isPay(date) ? 0.05 : 0.005)).map((date) => `${id}-${date},${id},${date}T04:00:00Z,login_ok`)
}

/**
 * Customers of two branches from 2024 to 2025. They buy for 100 to 300 yuan at their own rate and stop after one purchase in seventeen. The quiet half did
 * nothing themselves since 2024-07, were paid on the 10th before, and come back ten times as often on the 10th and 11th.
 * Benefits of 0, 8 and 18 yuan were issued in November 2025 by turns; a third is moved by 8, a third by 18, a third by none.
 */
export function makeAnalysisBank(customers: number, seed: number) {
  let state = seed
  const random = () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
  const people: AnalysisCustomer[] = []
  const lines = { customer: ['id,gender,born,opened,org,rm,status'], aum: ['id,month,end'], txn: ['txn,id,ts,type,dir,amount'], event: ['event,id,ts,name'], issue: ['issue,benefit,id,issued,used,cost'] }
  for (let at = 1; at <= customers; at += 1) {
    const id = `A${String(at).padStart(4, '0')}`
    const person = personOf(id, at)
    people.push(person)
    lines.customer.push(`${id},F,1980-06-01,2023-05-10,${person.org},R1,ACTIVE`)
    lines.aum.push(`${id},2025-12-31,${person.quiet ? '10.00' : '5000.00'}`)
    lines.txn.push(...purchasesOf(person, random))
    if (person.quiet) {
      lines.txn.push(...daysOf((date) => date.endsWith('-10') && date < '2024-07-01').map((date) => `${id}-s${date},${id},${date}T02:00:00Z,SALARY,C,8000.00`))
      lines.event.push(...returnsOf(person, random))
    }
    const face = [0, 8, 18][at % 3] ?? 0
    const used = random() < chanceToUse(person, face)
    lines.issue.push(`I${at},F${face},${id},2025-11-10T02:00:00Z,${used ? '2025-11-12T02:00:00Z' : ''},${used ? face : 0}.00`)
  }
  const files = Object.fromEntries(Object.entries(lines).map(([name, each]) => [name, `${each.join('\n')}\n`])) as Record<keyof typeof lines, string>
  return { people, files, counts: { purchases: lines.txn.filter((line) => line.includes('WEALTH_BUY')).length } }
}

function source(table: string, mode: string, columns: Record<string, unknown>) {
  return { format: { type: 'csv' }, businessDate: TODAY, targets: [{ table, mode, columns }] }
}

export async function loadAnalysisBank(app: TestApp, bank: ReturnType<typeof makeAnalysisBank>): Promise<void> {
  await app.access.upsertOrgs([
    { orgId: 'HO', parentId: null, level: 'HO', nameZh: '总行', nameEn: null },
    { orgId: 'B1', parentId: 'HO', level: 'BRANCH', nameZh: '一分行', nameEn: null },
    { orgId: 'B2', parentId: 'HO', level: 'BRANCH', nameZh: '二分行', nameEn: null },
  ])
  const iso = (from: string) => ({ from, format: 'ISO' })
  await load(app, 'core', source('customer', 'snapshot', { cust_id: 'id', gender: 'gender', birth_date: 'born', open_date: 'opened', main_org_id: 'org', rm_emp_id: 'rm', status: 'status' }), bank.files.customer)
  await load(app, 'aum', source('aum_month', 'append', { cust_id: 'id', month: 'month', end: 'end' }), bank.files.aum)
  await load(app, 'txn', txnSource, bank.files.txn)
  await load(app, 'event', source('app_event', 'append', { event_id: 'event', cust_id: 'id', ts: iso('ts'), name: 'name' }), bank.files.event)
  await load(app, 'issue', source('benefit_issue', 'upsert', { issue_id: 'issue', benefit_id: 'benefit', cust_id: 'id', issued_ts: iso('issued'), used_ts: iso('used'), cost: 'cost' }), bank.files.issue)
  await app.context.businessClock.closeDay(TODAY, headOffice)
}
