import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { identifier, query, sql } from '#kernel/sql'
import { latestSnapshot } from '#tags'
import { readLoopFile } from '../../src/app/cli/loop-file.js'
import { readVocabulary } from '../../src/tags/actions/read-vocabulary.js'
import { headOffice, openTestApp, type TestApp } from '../kit/app.js'
import { AS_OF, load, publish, run } from '../kit/strategy-bank.js'

interface Person {
  readonly born?: string
  readonly children?: string
  readonly married?: boolean
  readonly pension?: boolean
  readonly stage: string
}

/** Stage of life by hand, as of 31 December 2025: children count from the year of birth. */
const people: Readonly<Record<string, Person>> = {
  single: { born: '1995-06-01', stage: 'SINGLE' },
  couple: { born: '1995-06-01', married: true, stage: 'COUPLE' },
  newborn: { born: '1990-06-01', children: '2025', married: true, stage: 'CHILD_0_6' },
  alone: { born: '1990-06-01', children: '2019', stage: 'CHILD_0_6' },
  school: { born: '1985-06-01', children: '2018', married: true, stage: 'CHILD_7_18' },
  youngest: { born: '1985-06-01', children: '2008,2021', married: true, stage: 'CHILD_0_6' },
  order: { born: '1985-06-01', children: '2020，2011', married: true, stage: 'CHILD_0_6' },
  dates: { born: '1985-06-01', children: '2012-03-04;2014-12-01', married: true, stage: 'CHILD_7_18' },
  eighteen: { born: '1970-06-01', children: '2007', married: true, stage: 'CHILD_7_18' },
  grown: { born: '1978-06-01', children: '2006', married: true, stage: 'COUPLE' },
  grownAlone: { born: '1978-06-01', children: '2006', stage: 'SINGLE' },
  nest: { born: '1970-06-01', children: '2000,2006', married: true, stage: 'EMPTY_NEST' },
  fifty: { born: '1975-12-31', married: true, stage: 'EMPTY_NEST' },
  almostFifty: { born: '1976-01-01', married: true, stage: 'COUPLE' },
  sixty: { born: '1965-12-31', children: '2010', stage: 'RETIRED' },
  pension: { born: '1972-06-01', pension: true, stage: 'RETIRED' },
  unborn: { born: '1990-06-01', children: '2026', married: true, stage: 'COUPLE' },
  laterToo: { born: '1990-06-01', children: '2015,2026', married: true, stage: 'CHILD_7_18' },
  noYear: { born: '1990-06-01', children: '有', married: true, stage: 'COUPLE' },
}
const names = Object.keys(people)

/** Payments of a car: the 90 days are 2025-10-03 to 2025-12-31 in Shanghai. */
const paid: readonly (readonly [who: string, on: string, mcc: string])[] = [
  ...['5541', '4784', '7523'].map((mcc, at) => ['single', `2025-11-0${at + 1}`, mcc] as const),
  ['couple', '2025-11-01', '5541'], ['couple', '2025-11-02', '5542'], ['couple', '2025-11-03', '4121'],
  ['school', '2025-10-02', '5541'], ['school', '2025-10-03', '5541'], ['school', '2025-12-31', '5542'],
]

/** Deposits, wealth products, funds, insurance, gold in yuan, and the entropy of their shares by hand. */
const holdings: Readonly<Record<string, readonly [assets: readonly number[], entropy: number | null]>> = {
  single: [[100, 0, 0, 0, 0], 0],
  couple: [[50, 50, 0, 0, 0], 0.693147],
  school: [[20, 20, 20, 20, 20], 1.609438],
  // −.9 ln .9 − .1 ln .1
  newborn: [[900, 0, 100, 0, 0], 0.325083],
  nest: [[0, 0, 0, 0, 0], null],
}

const NODES = ['FAMILY', 'SAFETY', 'STATUS', 'THRIFT', 'GROWTH'] as const
/** Consents to research with their days and when they were taken back, and the scores in the order of the nodes. */
const research: Readonly<Record<string, { readonly said: readonly (readonly [on: string, granted: boolean, withdrawn?: string])[]; readonly scores: readonly number[]; readonly value: string | null }>> = {
  single: { said: [['2025-01-01', true]], scores: [3, 5, 4, 9, 6], value: 'THRIFT' },
  couple: { said: [['2025-01-01', true]], scores: [8, 5, 4, 2, 8], value: 'FAMILY' },
  school: { said: [['2025-01-01', false]], scores: [3, 5, 4, 9, 6], value: null },
  newborn: { said: [['2025-01-01', true], ['2025-09-01', false]], scores: [3, 5, 4, 9, 6], value: null },
  nest: { said: [], scores: [3, 5, 4, 9, 6], value: null },
  alone: { said: [['2025-01-01', true, '2025-09-01']], scores: [3, 5, 4, 9, 6], value: null },
  order: { said: [['2025-01-01', true, '2025-09-01'], ['2025-10-01', true]], scores: [3, 5, 4, 9, 6], value: 'THRIFT' },
  dates: { said: [['2025-01-01', true, '2026-01-01']], scores: [3, 5, 4, 9, 6], value: 'THRIFT' },
}

let app: TestApp
beforeAll(async () => {
  app = await openTestApp()
  const source = (table: string, mode: string, columns: object) => ({ purposes: ['SERVICE', 'MARKETING', 'PROFILING', 'RESEARCH'], format: { type: 'csv' }, businessDate: AS_OF, targets: [{ table, mode, columns }] })
  const instant = { from: 'ts', format: 'ISO' }
  const lines = names.map((name) => [name, people[name]!.born ?? '', `"${people[name]!.children ?? ''}"`, people[name]!.married === true ? 'MARRIED' : 'SINGLE'].join(','))
  await load(app, 'customer', source('customer', 'snapshot', { cust_id: 'id', birth_date: 'born', child_birth_years: 'children', marital: 'marital' }), `id,born,children,marital\n${lines.join('\n')}\n`)
  const pensions = names.filter((name) => people[name]!.pension === true).map((name) => `${name}P,${name},2025-12-15T02:00:00Z,PENSION,C,3600.00,`)
  await load(app, 'txn', source('txn', 'append', { txn_id: 'id', cust_id: 'cust', ts: instant, type: 'type', dir: 'dir', amount: 'amount', mcc: 'mcc' }), `id,cust,ts,type,dir,amount,mcc\n${[...paid.map(([who, on, mcc], at) => `T${at},${who},${on}T02:00:00Z,POS,D,100.00,${mcc}`), ...pensions].join('\n')}\n`)
  await load(app, 'aum', source('aum_month', 'append', { cust_id: 'c', month: { from: 'm', format: 'YYYY-MM-DD' }, deposit: 'd', wealth: 'w', fund: 'f', insurance: 'i', gold: 'g' }), `c,m,d,w,f,i,g\n${Object.entries(holdings).map(([who, [assets]]) => [who, AS_OF, ...assets].join(',')).join('\n')}\n`)
  const consents = Object.entries(research).flatMap(([who, { said }]) => said.map(([on, granted, withdrawn], at) => `${who}${at},${who},RESEARCH,${granted ? 1 : 0},${on}T02:00:00Z,${withdrawn === undefined ? '' : `${withdrawn}T02:00:00Z`}`))
  await load(app, 'consent', source('consent', 'append', { consent_id: 'id', cust_id: 'cust', purpose: 'purpose', granted: 'granted', ts: instant, withdrawn_ts: { from: 'back', format: 'ISO' } }), `id,cust,purpose,granted,ts,back\n${consents.join('\n')}\n`)
  const answers = Object.entries(research).flatMap(([who, { scores }]) => scores.map((score, at) => `${who}${at},${who},CUSTOM,VALUE_${NODES[at]},${score},2025-06-01T02:00:00Z`))
  await load(app, 'survey', source('survey_response', 'append', { response_id: 'id', cust_id: 'cust', type: 'type', node: 'node', score: 'score', ts: instant }), `id,cust,type,node,score,ts\n${answers.join('\n')}\n`)
  await app.context.businessClock.closeDay(AS_OF, headOffice)
  const { definitions } = await readLoopFile('examples/tags.yaml')
  for (const key of ['life-stage', 'scene-parent', 'scene-car', 'holdings-mix', 'research-consent', 'profiling-consent', 'values-by-spending', 'values-type']) {
    const body = definitions.find((each) => each.kind === 'tag' && each.key === key)!.body as Record<string, unknown>
    await publish(app, 'tag', key, Object.fromEntries(Object.entries(body).filter(([name]) => name !== 'confidence')))
  }
  await run(app, 'tags.build', { asOf: AS_OF })
})
afterAll(() => app.close())

async function valuesOf(key: string): Promise<Record<string, unknown>> {
  const snapshot = (await latestSnapshot(app.context, AS_OF))!
  const { column } = snapshot.tags.find((each) => each.key === key)!
  const rows = await app.context.warehouse.query(query<{ who: string; value: unknown }>(sql`SELECT cust_id AS who, ${identifier(column)} AS value FROM ${identifier(snapshot.table)} ORDER BY who`))
  return Object.fromEntries(rows.map(({ who, value }) => [who, value]))
}

describe('tags of the catalogue, on a bank made by hand', () => {
  it('tB02 life stage: pension and age, the youngest child, age, marriage', async () => {
    expect(await valuesOf('life-stage')).toEqual(Object.fromEntries(names.map((name) => [name, people[name]!.stage])))
  })

  it('tI07 children on file are still asked as they stand', async () => {
    const found = await valuesOf('scene-parent')
    expect(names.filter((name) => found[name] === true)).toEqual(names.filter((name) => (people[name]!.children ?? '') !== ''))
  })

  it('tI08 three payments for a car in 90 days', async () => {
    const found = await valuesOf('scene-car')
    expect(Object.fromEntries(['single', 'couple', 'school'].map((name) => [name, found[name]]))).toEqual({ single: true, couple: false, school: false })
  })

  it('C04 the entropy of the holdings mix', async () => {
    const found = await valuesOf('holdings-mix')
    expect(Object.fromEntries(Object.keys(holdings).map((name) => [name, found[name]]))).toEqual(Object.fromEntries(Object.entries(holdings).map(([name, [, entropy]]) => [name, entropy])))
  })

  it('tI11 the highest score of who consents to research; who took it back has none', async () => {
    const found = await valuesOf('values-type')
    expect(Object.fromEntries(Object.keys(research).map((name) => [name, found[name]]))).toEqual(Object.fromEntries(Object.entries(research).map(([name, { value }]) => [name, value])))
  })

  it('TAG-25: the year is offered to rules, and no column of a snapshot', async () => {
    const { attributes } = await readVocabulary(app.context)
    expect(attributes.find(({ key }) => key === 'child_birth_years.youngest')).toMatchObject({ table: 'customer', type: 'int', name: { zh: '最小子女出生年' } })
    expect((await latestSnapshot(app.context, AS_OF))!.attributes.filter(({ key }) => key.startsWith('child_birth_years')).map(({ key }) => key)).toEqual(['child_birth_years'])
  })
})
