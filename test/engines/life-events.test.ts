import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { identifier, query, sql } from '#kernel/sql'
import type { RuleDocument, ValueDocument } from '#kernel/rule'
import { latestSnapshot } from '#tags'
import { readLoopFile } from '../../src/app/cli/loop-file.js'
import { headOffice, openTestApp, type TestApp } from '../kit/app.js'
import { AS_OF, load, publish, run } from '../kit/strategy-bank.js'

/** The 90 days are 2025-10-03 to 2025-12-31 in Shanghai, the 180 before 2025-04-06 to 2025-10-02. */
const OLD = '2025-06-01'
interface Payment {
  readonly on: string
  readonly type: string
  readonly yuan?: number
  readonly party?: string
  readonly mcc?: string
  readonly dir?: string
}
const salary = (on: string, party = 'EN1', yuan = 8000): Payment => ({ on, type: 'SALARY', dir: 'C', party, yuan })
const bought = (on: string, mcc = '5812'): Payment => ({ on, type: 'POS', mcc })
const months = (from: number, to: number, party?: string) => Array.from({ length: to - from + 1 }, (_, at) => salary(`2025-${String(from + at).padStart(2, '0')}-10`, party))

/** What each customer did, and the events that are in it by hand. */
const people: Readonly<Record<string, { readonly paid: readonly Payment[]; readonly events: readonly string[] }>> = {
  nothing: { paid: [bought(OLD), bought('2025-12-01')], events: [] },
  began: { paid: [bought(OLD), salary('2025-11-10')], events: ['SALARY_BEGAN'] },
  edges: { paid: [bought(OLD), salary('2025-04-05'), salary('2025-10-03')], events: ['SALARY_BEGAN'] },
  within: { paid: [salary('2025-04-06'), salary('2025-10-03')], events: [] },
  fresh: { paid: [salary('2025-11-10'), salary('2025-12-10')], events: [] },
  steady: { paid: months(1, 12), events: [] },
  stopped: { paid: months(6, 10), events: ['SALARY_STOPPED'] },
  threeOnly: { paid: months(8, 10), events: [] },
  moved: { paid: [...months(5, 9), ...months(10, 12, 'EN2')], events: ['EMPLOYER_CHANGED'] },
  bonus: { paid: [...months(3, 12), salary('2025-12-20', 'EN1', 6400)], events: ['LARGE_BONUS'] },
  smallBonus: { paid: [...months(3, 12), salary('2025-12-20', 'EN1', 6399)], events: [] },
  pension: { paid: [bought(OLD), { on: '2025-11-15', type: 'PENSION', dir: 'C' }], events: ['PENSION_BEGAN'] },
  tuition: { paid: [bought(OLD), bought('2025-10-20', '8211'), bought('2025-12-05', '8299')], events: ['TUITION_BEGAN'] },
  oneTerm: { paid: [bought(OLD), bought('2025-12-05', '8211'), bought('2025-12-20', '8211')], events: [] },
  pupil: { paid: [bought(OLD, '8211'), bought('2025-10-20', '8211'), bought('2025-12-05', '8211')], events: [] },
  child: { paid: [bought(OLD), bought('2025-11-01', '5641'), bought('2025-12-01', '8351')], events: ['SMALL_CHILD'] },
  oneGift: { paid: [bought(OLD), bought('2025-11-01', '5641')], events: [] },
  mortgage: { paid: [], events: ['HOME'] },
  oldMortgage: { paid: [], events: [] },
  furnished: { paid: [bought(OLD), bought('2025-11-01', '5712'), bought('2025-11-20', '1520'), bought('2025-12-01', '5211')], events: ['HOME'] },
  shares: { paid: [bought(OLD), { on: '2025-11-20', type: 'BANK_SEC' }], events: ['SECURITIES_BEGAN'] },
  sharesBack: { paid: [bought(OLD), { on: '2025-11-20', type: 'BANK_SEC', dir: 'C' }], events: [] },
  both: { paid: [...months(5, 9), salary('2025-12-10', 'EN2'), { on: '2025-12-11', type: 'TRF_OUT', party: 'SEC1' }, { on: '2025-12-12', type: 'BANK_SEC' }], events: ['EMPLOYER_CHANGED', 'SECURITIES_BEGAN'] },
}

const names = Object.keys(people)
const transactions = () =>
  names.flatMap((name) => people[name]!.paid.map(({ on, type, yuan = 500, party = '', mcc = '', dir = 'D' }, at) => [`${name}${at}`, name, `${on}T02:00:00Z`, type, dir, yuan.toFixed(2), party, mcc].join(','))).join('\n')

let app: TestApp
beforeAll(async () => {
  app = await openTestApp()
  const source = (table: string, mode: string, columns: object) => ({ purposes: ['SERVICE', 'MARKETING', 'PROFILING'], format: { type: 'csv' }, businessDate: AS_OF, targets: [{ table, mode, columns }] })
  await load(app, 'customer', source('customer', 'snapshot', { cust_id: 'id' }), `id\n${names.join('\n')}\n`)
  await load(app, 'product', source('product', 'snapshot', { product_id: 'id', category: 'category' }), 'id,category\nM1,MORTGAGE\n')
  await load(app, 'loan', source('loan', 'upsert', { loan_id: 'id', cust_id: 'cust', product_id: 'product', start_date: 'start' }), 'id,cust,product,start\nL1,mortgage,M1,2025-09-01\nL2,oldMortgage,M1,2025-06-01\n')
  const columns = { txn_id: 'id', cust_id: 'cust', ts: { from: 'ts', format: 'ISO' }, type: 'type', dir: 'dir', amount: 'amount', cpty_id: 'party', mcc: 'mcc' }
  await load(app, 'txn', source('txn', 'append', columns), `id,cust,ts,type,dir,amount,party,mcc\n${transactions()}\n`)
  await app.context.businessClock.closeDay(AS_OF, headOffice)
  const { definitions } = await readLoopFile('examples/tags.yaml')
  const { body } = definitions.find(({ key }) => key === 'life-events')!
  await publish(app, 'tag', 'life-events', body)
  await run(app, 'tags.build', { asOf: AS_OF })
})
afterAll(() => app.close())

describe('TAG catalogue: life events, on a bank made by hand', () => {
  it('every event is found where it is, and nowhere else', async () => {
    const snapshot = (await latestSnapshot(app.context, AS_OF))!
    const { column } = snapshot.tags.find(({ key }) => key === 'life-events')!
    const rows = await app.context.warehouse.query(query<{ who: string; events: string[] }>(sql`SELECT cust_id AS who, arraySort(${identifier(column)}) AS events FROM ${identifier(snapshot.table)} ORDER BY who`))
    const found = Object.fromEntries(rows.map(({ who, events }) => [who, events]))
    expect(found).toEqual(Object.fromEntries(names.map((name) => [name, people[name]!.events])))
    expect(new Set(Object.values(found).flat()).size, 'each of the nine is proved').toBe(9)
  })

  it('a code of each event has its name in both languages', async () => {
    const { definitions } = await readLoopFile('examples/tags.yaml')
    const { compute } = definitions.find(({ key }) => key === 'life-events')!.body as { compute: Extract<ValueDocument, { kind: 'value' }> | RuleDocument }
    const items = compute.kind === 'value' && compute.value.kind === 'set' ? compute.value.items : []
    expect(items).toHaveLength(9)
    for (const { item } of items) expect(item).toMatchObject({ code: expect.stringMatching(/^[A-Z_]+$/), zh: expect.stringMatching(/\p{Script=Han}/u), en: expect.stringMatching(/^[A-Z][a-z ]+/) })
  })
})
