import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Actor } from '#platform/access/contract'
import { startChange } from '../../src/identity/actions/change-persons.js'
import { headOffice, openFilledApp, type TestApp } from './app.js'
import { publish, run } from './strategy-bank.js'

/** Business date of the bank. */
export const AS_OF = '2025-12-31'

/**
 * Six customer numbers of five people: P1 (branch B1, manager R1) and P2 (branch B2) are one person; P3 and P4 are of B1,
 * P5 of B2, P6 of an organisation nobody knows. Amounts are in yuan, zone Asia/Shanghai.
 */
const files: Readonly<Record<string, string>> = {
  customer: `id,name,mobile,idno,email,address,idtype,sex,born,job,opened,org,rm,kyc,expire,status,consent,dnc
P1,张伟,138 0000 1111,110101199003070011,Zhang.Wei@example.com,北京市朝阳区建国路1号,ID,M,1990-03-07,01,2015-05-01,B1,R1,OK,2026-02-15,ACTIVE,1,
P2,张伟,13800001111,,,,,,,,2018-01-01,B2,R2,,,CLOSED,,
P3,李晓梅,13911112222,,,,,U,1965-12-31,,2019-07-01,B1,R2,OK,2025-12-30,ACTIVE,0,1
P4,,,,,,,F,2026-01-01,,,B1,R1,,,ACTIVE,,
P5,张伟,13700003333,110101198001010022,,上海市浦东新区,ID,M,1980-01-01,02,2021-02-03,B2,R2,OK,2030-01-01,ACTIVE,1,
P6,欧阳修文,,,,,,M,1970-01-01,,,X9,,,,FROZEN,,
`,
  product: `id,category,zh,en
D1,DEMAND,活期存款,Demand deposit
W1,WEALTH,稳健理财 90 天,Steady 90 days
M1,MORTGAGE,个人住房贷款,Mortgage
`,
  account: `acct,cust,type,product,opened,closed,status
6222020000001234,P1,CURRENT,D1,2015-05-01,,OPEN
6222020000009999,P2,TIME,D1,2018-01-01,2025-06-30,CLOSED
6222020000005555,P5,CURRENT,D1,2021-02-03,,OPEN
`,
  position: `position,cust,product,opened,matures,principal,status
T1,P1,W1,2025-11-01,2026-01-30,100000.00,HOLDING
T2,P1,W1,2025-01-01,2025-07-01,50000.00,MATURED
T3,P1,W1,2026-01-05,2026-04-05,7.00,HOLDING
`,
  loan: `loan,cust,product,principal,rate,start,end,status
LN00000001,P1,M1,1000000.00,385,2020-03-01,2040-03-01,ACTIVE
`,
  repayment: `loan,cust,due,amount,dpd
LN00000001,P1,2025-11-20,5000.00,0
LN00000001,P1,2025-12-20,5000.00,3
LN00000001,P1,2026-01-20,5000.00,
`,
  aum_month: `cust,month,end,deposit,wealth,debt
P1,2025-11-30,200000.00,50000.00,150000.00,900000.00
P1,2025-12-31,181000.00,81000.00,100000.00,895000.00
P2,2025-12-31,1000.00,1000.00,,
P3,2025-12-31,30000.00,30000.00,,
P5,2025-12-31,70000.00,70000.00,,
P1,2026-01-31,1.00,1.00,,
`,
  aum_daily: `cust,date,total
P3,2025-12-31,31000.00
`,
  txn: `txn,acct,cust,ts,type,dir,amount,after,channel
X1,6222020000001234,P1,2025-12-30T02:00:00Z,CASH_IN,C,60000.00,68000.00,COUNTER
X2,6222020000001234,P1,2025-12-28T16:30:00Z,POS,D,100.00,,POS
X3,6222020000001234,P1,2025-12-29T03:00:00Z,POS,D,50.00,,POS
X4,6222020000001234,P1,2025-12-29T04:00:00Z,SALARY,C,8000.00,8000.00,
X5,6222020000001234,P1,2025-12-31T16:00:00Z,POS,D,1.00,67999.00,POS
X6,6222020000009999,P2,2025-06-30T01:00:00Z,TRF_OUT,D,49999.99,0.00,APP
X7,6222020000005555,P5,2025-11-11T01:00:00Z,POS,D,5.00,,POS
`,
  app_event: `event,cust,session,ts,name,page
E1,P1,S1,2025-12-31T01:00:00Z,page_view,home
E2,P1,S1,2025-12-31T01:03:00Z,page_view,wealth
E3,P1,S1,2025-12-31T01:05:00Z,click,wealth
`,
  complaint: `id,cust,ts,channel,topic,severity,closed
K1,P1,2025-12-20T03:00:00Z,PHONE,FEE,2,
K2,P5,2025-10-20T03:00:00Z,COUNTER,SERVICE,1,2025-11-01T03:00:00Z
K3,P3,2025-05-20T03:00:00Z,PHONE,FEE,1,2025-06-01T03:00:00Z
`,
  touch: `id,cust,campaign,arm,channel,ts,delivered,clicked
U1,P1,winter,T,SMS,2025-12-25T02:00:00Z,1,1
`,
  risk_rating: `id,cust,rating,assessed,expire
R1,P1,C3,2025-01-10,2026-01-10
R0,P1,C2,2024-01-10,2025-01-10
`,
  consent: `id,cust,purpose,channel,granted,ts,withdrawn
S1,P1,MARKETING,SMS,1,2025-10-01T02:00:00Z,2025-12-15T02:00:00Z
`,
}

type Columns = Readonly<Record<string, unknown>>
const iso = (from: string) => ({ from, format: 'ISO' })

const targets: Readonly<Record<string, { table: string; mode: string; columns: Columns }>> = {
  customer: {
    table: 'customer', mode: 'snapshot',
    columns: {
      cust_id: 'id', name: 'name', mobile: 'mobile', id_no: 'idno', email: 'email', address: 'address', id_type: 'idtype', gender: 'sex', birth_date: 'born', occupation_code: 'job',
      open_date: 'opened', main_org_id: 'org', rm_emp_id: 'rm', kyc_status: 'kyc', kyc_expire_date: 'expire', status: 'status', marketing_consent: 'consent', do_not_contact: 'dnc',
    },
  },
  product: { table: 'product', mode: 'snapshot', columns: { product_id: 'id', category: 'category', name_zh: 'zh', name_en: 'en' } },
  account: { table: 'account', mode: 'upsert', columns: { acct_id: 'acct', cust_id: 'cust', type: 'type', product_id: 'product', open_date: 'opened', close_date: 'closed', status: 'status' } },
  position: { table: 'position', mode: 'upsert', columns: { position_id: 'position', cust_id: 'cust', product_id: 'product', open_date: 'opened', maturity_date: 'matures', principal: 'principal', status: 'status' } },
  loan: { table: 'loan', mode: 'upsert', columns: { loan_id: 'loan', cust_id: 'cust', product_id: 'product', principal: 'principal', rate: 'rate', start_date: 'start', end_date: 'end', status: 'status' } },
  repayment: { table: 'repayment', mode: 'append', columns: { loan_id: 'loan', cust_id: 'cust', due_date: 'due', due_amt: 'amount', dpd: 'dpd' } },
  aum_month: { table: 'aum_month', mode: 'append', columns: { cust_id: 'cust', month: 'month', end: 'end', deposit: 'deposit', wealth: 'wealth', debt_total: 'debt' } },
  aum_daily: { table: 'aum_daily', mode: 'append', columns: { cust_id: 'cust', date: 'date', total: 'total' } },
  txn: { table: 'txn', mode: 'append', columns: { txn_id: 'txn', acct_id: 'acct', cust_id: 'cust', ts: iso('ts'), type: 'type', dir: 'dir', amount: 'amount', balance_after: 'after', channel: 'channel' } },
  app_event: { table: 'app_event', mode: 'append', columns: { event_id: 'event', cust_id: 'cust', session_id: 'session', ts: iso('ts'), name: 'name', page: 'page' } },
  complaint: { table: 'complaint', mode: 'upsert', columns: { complaint_id: 'id', cust_id: 'cust', ts: iso('ts'), channel: 'channel', topic: 'topic', severity: 'severity', closed_ts: iso('closed') } },
  touch: { table: 'touch', mode: 'append', columns: { touch_id: 'id', cust_id: 'cust', campaign: 'campaign', arm: 'arm', channel: 'channel', ts: iso('ts'), delivered: 'delivered', clicked: 'clicked' } },
  risk_rating: { table: 'risk_rating', mode: 'append', columns: { rating_id: 'id', cust_id: 'cust', rating: 'rating', assessed_at: 'assessed', expire_at: 'expire' } },
  consent: { table: 'consent', mode: 'append', columns: { consent_id: 'id', cust_id: 'cust', purpose: 'purpose', channel: 'channel', granted: 'granted', ts: iso('ts'), withdrawn_ts: iso('withdrawn') } },
}

/** A test app with this bank. */
export function openCustomerBank(settings: Record<string, string> = {}): Promise<TestApp> {
  return openFilledApp('customer-bank', fillCustomerBank, settings)
}

/** Loads the bank and makes P1 and P2 one person. */
export async function fillCustomerBank(app: TestApp): Promise<void> {
  await app.access.upsertOrgs([
    { orgId: 'HO', parentId: null, level: 'HO', nameZh: '总行', nameEn: 'Head office' },
    { orgId: 'B1', parentId: 'HO', level: 'BRANCH', nameZh: '一分行', nameEn: 'Branch one' },
    { orgId: 'B2', parentId: 'HO', level: 'BRANCH', nameZh: '二分行', nameEn: null },
  ])
  for (const [source, target] of Object.entries(targets)) {
    const key = source.replace('_', '-')
    await publish(app, 'source', key, { format: { type: 'csv' }, businessDate: AS_OF, purposes: ['SERVICE'], targets: [target] })
    const path = join(app.dir, `${source}.csv`)
    writeFileSync(path, files[source] ?? '')
    await run(app, 'data.load', { source: key, file: { path }, trustedPath: true })
  }
  await app.context.businessClock.closeDay(AS_OF, headOffice)
  const { jobId } = await startChange(app.context, { kind: 'merge', custIds: ['P1', 'P2'], note: '同一证件' }, headOffice)
  await app.context.jobs.wait(jobId)
}

const reach = (id: string, scope: Partial<Actor['scope']>): Actor => ({ ...headOffice, id, name: id, scope: { ...headOffice.scope, ...scope } })
export const managerB1 = reach('b1', { orgPaths: ['/HO/B1/'], masking: 'clear' })
export const managerB2 = reach('b2', { orgPaths: ['/HO/B2/'], masking: 'clear' })
/** Relationship manager R1 of branch B1: P1 and P4. */
export const bookR1 = reach('r1', { orgPaths: ['/HO/B1/'], ownBookOf: 'R1', masking: 'clear', minCell: 20 })
export const nobody = reach('nobody', { orgPaths: [] })
