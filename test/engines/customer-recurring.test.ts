import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Actor } from '#platform/access/contract'
import { customerPorts } from '../../src/app/customer-ports.js'
import { readRecurring } from '../../src/customers/actions/read-recurring.js'
import { headOffice, openTestApp, type TestApp } from '../kit/app.js'
import { managerB1, managerB2 } from '../kit/customer-bank.js'
import { startChange } from '../../src/identity/actions/change-persons.js'
import { AS_OF, load } from '../kit/strategy-bank.js'

const source = (table: string, mode: string, columns: object) => ({ purposes: ['SERVICE'], format: { type: 'csv' }, businessDate: AS_OF, targets: [{ table, mode, columns }] })
const each = (days: readonly string[], rest: string, cust = 'R1'): string[] => days.map((day) => `${cust},${day.length === 10 ? `${day}T02:00:00Z` : day},${rest}`)
const month = (from: number, to: number, day: string) => Array.from({ length: to - from + 1 }, (_, at) => `2025-${String(from + at).padStart(2, '0')}-${day}`)

/** Columns: cust, ts, type, dir, amount, party type, party, category, memo, status, failure. */
const lines = [
  ...each(month(7, 12, '10'), 'SALARY,C,8000.00,EMPLOYER,EN000001,,PAYROLL,OK,'),
  ...each(['2025-07-10', '2025-12-10'], 'SALARY,C,20000.00,EMPLOYER,EN000001,,BONUS,OK,'),
  ...each(month(7, 12, '05'), 'TRF_OUT,D,3000.00,PERSON,62220000123456781234,,RENT,OK,'),
  ...each(month(3, 12, '25'), 'LOAN_REPAY,D,5000.00,,LN00000001,,LOAN,OK,'),
  ...each(month(7, 10, '18'), 'BILL,D,260.00,MERCHANT,M0000077,4900,UTILITY,OK,'),
  // Local days: 2025-08-31T16:30Z is 1 September in Shanghai.
  ...each(['2025-08-31T16:30:00Z', '2025-09-30T16:30:00Z', '2025-10-31T16:30:00Z', '2025-11-30T16:30:00Z'], 'QUICKPAY,D,1500.00,MERCHANT,M0000088,8211,,OK,'),
  ...each(month(8, 12, '12'), 'POS,D,300.00,MERCHANT,M0000099,8062,HEALTH,OK,'),
  ...each(month(8, 12, '20'), 'TRF_OUT,D,900.00,PERSON,PE00001,,,REVERSED,'),
  ...each(month(8, 12, '21'), 'TRF_OUT,D,900.00,PERSON,PE00002,,,FAIL,LIMIT'),
  ...each(month(9, 12, '21'), 'INTEREST,C,3.00,,,,INTEREST,OK,'),
  ...each(['2025-10-03', '2025-10-19', '2025-12-02'], 'POS,D,88.00,MERCHANT,M0000011,5812,DINING,OK,'),
  ...each(['2026-01-05'], 'TRF_OUT,D,3000.00,PERSON,62220000123456781234,,RENT,OK,'),
  ...each(month(9, 12, '15'), 'PENSION,C,3600.00,GOV,GOV440300,,PENSION,OK,', 'R2'),
  ...each(month(9, 12, '15'), 'PENSION,C,3600.00,GOV,GOV440300,,PENSION,OK,', 'R3'),
]

let app: TestApp
beforeAll(async () => {
  app = await openTestApp()
  await app.access.upsertOrgs([
    { orgId: 'HO', parentId: null, level: 'HO', nameZh: '总行', nameEn: 'Head office' },
    { orgId: 'B1', parentId: 'HO', level: 'BRANCH', nameZh: '一分行', nameEn: 'Branch one' },
    { orgId: 'B2', parentId: 'HO', level: 'BRANCH', nameZh: '二分行', nameEn: null },
  ])
  await load(app, 'customer', source('customer', 'snapshot', { cust_id: 'id', main_org_id: 'org' }), 'id,org\nR1,B1\nR2,B2\nR3,B2\n')
  await app.context.businessClock.closeDay(AS_OF, headOffice)
  const { jobId } = await startChange(app.context, { kind: 'merge', custIds: ['R1', 'R2'], note: '同一证件' }, headOffice)
  await app.context.jobs.wait(jobId)
})
afterAll(() => app.close())

const read = (actor: Actor, custId: string) => readRecurring(app.context, customerPorts(app.context, app.access), custId, actor)
const yuan = (value: number) => ({ kind: 'exact', minor: value * 100, ccy: 'CNY' })

describe('regular flows of a customer', () => {
  it('CUS-16: without transactions nothing can be found, and it says so', async () => {
    expect(await read(managerB1, 'R1')).toMatchObject({ loaded: false, items: [], months: 12, monthly: { in: yuan(0), out: yuan(0) } })
  })

  it('CUS-16, CUS-17: by hand: what for, to whom, which day, when next, late or stopped', async () => {
    const columns = { cust_id: 'cust', ts: { from: 'ts', format: 'ISO' }, type: 'type', dir: 'dir', amount: 'amount', cpty_type: 'kind', cpty_id: 'party', mcc: 'mcc', memo_class: 'memo', status: 'status', fail_code: 'fail' }
    await load(app, 'txn', source('txn', 'append', columns), `cust,ts,type,dir,amount,kind,party,mcc,memo,status,fail\n${lines.join('\n')}\n`)
    await load(app, 'product', source('product', 'snapshot', { product_id: 'id', category: 'category', name_zh: 'zh', name_en: 'en' }), 'id,category,zh,en\nM1,MORTGAGE,安居房贷,Home mortgage\n')
    await load(app, 'loan', source('loan', 'upsert', { loan_id: 'id', cust_id: 'cust', product_id: 'product', start_date: 'start' }), 'id,cust,product,start\nLN00000001,R1,M1,2020-03-01\n')
    await load(app, 'enterprise', source('enterprise', 'snapshot', { ent_id: 'id', name: 'name' }), 'id,name\nEN000001,启远机械有限公司\n')
    const found = await read(managerB1, 'R1')
    expect(found.items.map(({ flow, direction, rhythm, day, typical, times, next, state, late }) => [flow, direction, rhythm, day, typical, times, next, state, late])).toEqual([
      ['salary', 'in', 'month', 10, yuan(8000), 6, '2026-01-10', 'onTime', 0],
      ['rent', 'out', 'month', 5, yuan(3000), 6, '2026-01-05', 'onTime', 0],
      ['mortgage', 'out', 'month', 25, yuan(5000), 10, '2026-01-25', 'onTime', 0],
      ['tuition', 'out', 'month', 1, yuan(1500), 4, '2026-01-01', 'onTime', 0],
      ['utilities', 'out', 'month', 18, yuan(260), 4, null, 'stopped', 0],
    ])
    // 3,000 rent, 5,000 mortgage and 1,500 tuition a month; utilities have stopped.
    expect(found.monthly).toEqual({ in: yuan(8000), out: yuan(9500) })
  })

  it('CUS-4, CUS-17: enterprises and the products of loans by name, everybody else by kind and last four', async () => {
    const found = await read(managerB1, 'R1')
    expect(found.items.map(({ party: { kind, name, number } }) => [kind?.code ?? null, name?.en ?? null, number])).toEqual([
      ['EMPLOYER', '启远机械有限公司', '****0001'],
      ['PERSON', null, '****1234'],
      [null, 'Home mortgage', '****0001'],
      ['MERCHANT', null, '****0088'],
      ['MERCHANT', null, '****0077'],
    ])
    expect(JSON.stringify(found)).not.toMatch(/6222|EN000001|LN0|M00000/)
    expect(found.items.find(({ flow }) => flow === 'tuition')?.mcc).toEqual({ code: '8211', zh: '中小学', en: 'Schools' })
    const bands = await read(headOffice, 'R1')
    expect(JSON.stringify(bands)).not.toContain('"exact"')
  })

  it('CUS-3, CUS-16: a person\'s payments are those of the numbers the asker sees', async () => {
    const of = async (actor: Actor, custId: string) => (await read(actor, custId)).items.map(({ flow }) => flow)
    expect(await of(managerB1, 'R1')).not.toContain('pension')
    expect(await of(managerB2, 'R2')).toEqual(['pension'])
    expect((await of(headOffice, 'R1')).filter((flow) => flow === 'pension' || flow === 'salary')).toEqual(['salary', 'pension'])
    await expect(read(managerB1, 'R3')).rejects.toMatchObject({ code: 'CUSTOMER_NOT_FOUND' })
  })

  it('CUS-16: nothing later than the business date is seen; nothing is told of clinics, of what failed or was taken back, of interest', async () => {
    const { items } = await read(managerB1, 'R1')
    expect(items.find(({ flow }) => flow === 'rent')?.last).toBe('2025-12-05')
    expect(items.filter(({ flow }) => flow === 'person' || flow === 'other')).toEqual([])
  })
})
