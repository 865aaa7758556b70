import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compileRule, sentenceOf, type RuleDocument } from '#kernel/rule'
import { identifier, query, renderSql, sql, type Query } from '#kernel/sql'
import { identityTables } from '#identity'
import { ingestTables } from '#ingest'
import { bankRows } from '#ingest/contract'
import { loadRuleGround } from '#tags'
import { blockedInputs, tablesRead } from '../../src/tags/actions/blocked-inputs.js'
import { readVocabulary } from '../../src/tags/actions/read-vocabulary.js'
import { listedCodesQuery } from '../../src/segments/sql/code-queries.js'
import { joinedRows } from '../../src/tags/sql/joined-rows.js'
import { latestYear } from '../../src/tags/sql/latest-year.js'
import { namedField } from '../../src/tags/sql/named-field.js'
import { customersFrom } from '../../src/tags/sql/customers-from.js'
import { headOffice, type TestApp } from '../kit/app.js'
import { asOf, openSmallBank, runJob } from '../kit/small-bank/load.js'
import { tempDir } from '../kit/temp-dir.js'
import { checkQuery, onBoth, openTwoShards, type TwoShards } from '../kit/warehouse.js'

const rule = (node: RuleDocument['rule']): RuleDocument => ({ v: 1, kind: 'rule', rule: node })
const left = rule({ kind: 'compare', left: { kind: 'attr', table: 'employee', field: 'leave_date' }, op: '<=', value: { kind: 'asOf' } })
const holds = (op: '=' | '!=', category: string) =>
  rule({ kind: 'compare', left: { kind: 'agg', table: 'holding', fn: 'count', window: { kind: 'all' }, filter: { kind: 'compare', left: { kind: 'field', field: 'product.category' }, op, value: category } }, op: '>=', value: 1 })

/** What is on file of the children of the first customers; of the others nothing. */
const CHILDREN = ['2016,2019', '', '2030', '2015,2026', '1899,0501', '2011-05-06', '有']

describe('on one node and on two shards', () => {
  let two: TwoShards
  beforeAll(async () => {
    two = await openTwoShards()
    for (const table of [...ingestTables, ...identityTables]) await two.warehouse.createTable(table)
    const write = (table: string, rows: readonly object[]) => two.warehouse.insert(table, 'JSONEachRow', Buffer.from(rows.map((row) => JSON.stringify(row)).join('\n')))
    const row = (key: string, more: object) => ({ run_id: 4, row_key: key, valid_from: '2025-12-31', ...more })
    await write('bank_customer', Array.from({ length: 20 }, (_, at) => row(`C${at + 1}`, { cust_no: at + 1, cust_id: `C${at + 1}`, shard_key: `C${at + 1}`, rm_emp_id: ['E1', 'E2', null, 'E9'][at % 4], child_birth_years: CHILDREN[at] ?? null })))
    await write('bank_employee', [row('E1', { emp_id: 'E1', org_id: 'B1', leave_date: '2025-06-30' }), row('E2', { emp_id: 'E2', org_id: 'B1', leave_date: null })])
    await write('bank_product', [row('P1', { product_id: 'P1', category: 'FUND' }), row('P2', { product_id: 'P2', category: 'WEALTH' }), row('P3', { product_id: 'P3', category: null })])
    await write('bank_position', Array.from({ length: 20 }, (_, at) => row(`H${at + 1}`, { cust_no: at + 1, cust_id: `C${at + 1}`, shard_key: `C${at + 1}`, as_of: '2025-12-31', product_id: ['P1', 'P2', 'P3', 'P4', 'P1'][at % 5] })))
    await two.mirror()
  })
  afterAll(() => two.close())

  const categories = (products: readonly number[]): Query<{ category: string | null; n: string }> =>
    query(sql`SELECT ${namedField('product', 'category', products)} AS category, count() AS n FROM ${bankRows('position', [4], ['product_id'])} GROUP BY category`)

  it('TAG-20: the row a customer names: valid, and the same on two shards', async () => {
    const asked = query<{ cust_no: number; value: string }>(sql`SELECT cust_no, value FROM (${joinedRows('employee', 'leave_date', [4], [4])})`)
    expect(renderSql(asked.sql).text).toContain("others.id = ifNull(toString(persons.`rm_emp_id`), '')")
    await checkQuery(two.warehouse, asked)
    const rows = await onBoth(two, asked)
    // Every fourth customer from the first is with E1; E2 stays, E9 is unknown, a third have nobody.
    expect(rows.one.map(({ cust_no, value }) => [cust_no, value]).sort((a, b) => Number(a[0]) - Number(b[0]))).toEqual([1, 5, 9, 13, 17].map((no) => [no, '2025-06-30']))
    expect(rows.two).toEqual(rows.one)
  })

  it('TAG-21: the product of a row: valid, the same on two shards; missing where it is not known', async () => {
    await checkQuery(two.warehouse, categories([4]))
    const rows = await onBoth(two, categories([4]))
    expect(rows.one).toEqual(expect.arrayContaining([{ category: 'FUND', n: '8' }, { category: 'WEALTH', n: '4' }, { category: null, n: '8' }]))
    expect(rows.two).toEqual(rows.one)
    expect(await two.warehouse.query(categories([]))).toEqual([{ category: null, n: '20' }])
  })

  it('TAG-25: the latest year a text lists, none of the future: valid, and the same on two shards', async () => {
    const asked = query<{ cust_no: number; year: string }>(sql`SELECT cust_no, ${latestYear(identifier('child_birth_years'), '2025-12-31')} AS year FROM ${bankRows('customer', [4], ['child_birth_years'])} WHERE year IS NOT NULL ORDER BY cust_no`)
    await checkQuery(two.warehouse, asked)
    const rows = await onBoth(two, asked)
    expect(rows.one.map(({ cust_no, year }) => [cust_no, Number(year)])).toEqual([[1, 2019], [4, 2015], [6, 2011]])
    expect(rows.two).toEqual(rows.one)
  })

  it('SEG-15: of some codes those the bank lists: valid, and the same on two shards', async () => {
    const asked = listedCodesQuery('product', 'product_id', [4], ['P2', 'P9', 'P1'])
    await checkQuery(two.warehouse, asked)
    const rows = await onBoth(two, asked)
    expect(rows.one).toEqual([{ code: 'P1' }, { code: 'P2' }])
    expect(rows.two).toEqual(rows.one)
    expect(await two.warehouse.query(listedCodesQuery('product', 'product_id', [], ['P2']))).toEqual([])
  })
})

describe('in rules', () => {
  let app: TestApp
  const folder = tempDir('joined')
  beforeAll(async () => {
    app = await openSmallBank()
    const load = async (key: string, table: string, columns: Record<string, string>, text: string) => {
      const body = { purposes: ['SERVICE', 'MARKETING'], format: { type: 'csv' }, targets: [{ table, mode: 'snapshot', columns }] }
      const draft = await app.context.definitions.create('source', { key, name: { zh: key, en: key }, body }, headOffice)
      await app.context.definitions.publish('source', key, { revision: draft.revision, note: 'x' }, headOffice)
      const path = join(folder.path, `${key}.csv`)
      await writeFile(path, text)
      await runJob(app, 'data.load', { source: key, file: { path }, trustedPath: true, businessDate: asOf })
    }
    // E1 looks after C01 to C05, E2 after C17 and C18; E2 leaves tomorrow.
    await load('staff', 'employee', { emp_id: 'emp', org_id: 'org', leave_date: 'left' }, 'emp,org,left\nE1,B1-1,2025-12-31\nE2,B1-2,2026-01-01\n')
    await load('shelf', 'product', { product_id: 'id', category: 'kind', risk_level: 'risk' }, 'id,kind,risk\nP1,FUND,R4\nP2,WEALTH,R2\nP3,,R1\n')
    await load('held', 'holding', { cust_id: 'cust', product_id: 'product', as_of: 'day', end_bal: 'money' }, `cust,product,day,money\nC01,P1,${asOf},10\nC02,P2,${asOf},10\nC03,P1,${asOf},10\nC03,P2,${asOf},10\nC04,P3,${asOf},10\nC05,P9,${asOf},10\n`)
  })
  afterAll(async () => {
    await app.close()
    folder.remove()
  })

  async function members(document: RuleDocument, useSnapshot = true): Promise<string[]> {
    const ground = await loadRuleGround(app.context, { asOf, useSnapshot })
    const { condition } = compileRule(document, ground.schema, ground)
    const from = ground.snapshot === null ? bankRows('customer', ground.joined.get('customer') ?? [], []) : identifier(ground.snapshot.table)
    const found = await app.context.warehouse.query(query<{ id: string }>(sql`SELECT base.cust_id AS id FROM ${customersFrom(from, ground.passes.passes(), ground.facts)} WHERE ${condition} ORDER BY id`))
    return found.map(({ id }) => id)
  }

  it('TAG-20: who has a manager that left by the day, with a snapshot and without', async () => {
    expect(await members(left)).toEqual(['C01', 'C02', 'C03', 'C04', 'C05'])
    expect(await members(left, false)).toEqual(['C01', 'C02', 'C03', 'C04', 'C05'])
    expect(await members(rule({ kind: 'not', not: left.rule }))).toEqual(['C17', 'C18'])
    // The small bank's orgs B1, B2 and B3 have sub-branches; C39 is placed nowhere, C40 in an org nobody knows.
    const ofB2 = rule({ kind: 'compare', left: { kind: 'attr', table: 'org', field: 'parent_id' }, op: '=', value: 'B2' })
    expect(await members(ofB2)).toEqual(['C25', 'C26', 'C27', 'C28', 'C29', 'C30', 'C31', 'C32'])
  })

  it('TAG-21: who holds a product of a category; unknown products are of none', async () => {
    expect(await members(holds('=', 'FUND'))).toEqual(['C01', 'C03'])
    expect(await members(holds('=', 'WEALTH'))).toEqual(['C02', 'C03'])
    expect(await members(holds('!=', 'FUND'))).toEqual(['C02', 'C03'])
    expect(await members(holds('=', 'MORTGAGE'))).toEqual([])
  })

  it('TAG-20, TAG-21: are said, listed in the vocabulary, checked, and blocked with their table', async () => {
    const { schema } = await loadRuleGround(app.context, { asOf })
    expect(sentenceOf(left, schema, 'zh')).toContain('客户经理离职日期')
    expect(sentenceOf(left, schema, 'en')).toContain('Manager: left on')
    expect(sentenceOf(holds('=', 'FUND'), schema, 'zh')).toMatch(/产品类别为.*基金/)
    const words = await readVocabulary(app.context, asOf)
    expect(words.attributes.filter(({ table }) => table === 'employee').map(({ key }) => key)).toEqual(['org_id', 'role', 'hire_date', 'leave_date'])
    expect(words.attributes.filter(({ table }) => table === 'enterprise')).toEqual([])
    expect(words.attributes.filter(({ table }) => table === 'org').map(({ key }) => key)).toContain('catchment')
    expect(words.facts.find(({ table }) => table === 'holding')?.fields.map(({ key }) => key)).toEqual(expect.arrayContaining(['product.category', 'product.risk_level', 'product.issuer']))
    for (const document of [left, holds('=', 'FUND')]) expect(await app.context.definitions.check('segment', null, { rule: document })).toEqual([])
    expect(await app.context.definitions.check('segment', null, { rule: holds('=', 'NOTHING') })).not.toEqual([])
    const ground = await loadRuleGround(app.context, { asOf })
    compileRule(left, ground.schema, ground)
    expect([...tablesRead(ground)].sort()).toEqual(['customer', 'employee'])
    compileRule(holds('=', 'FUND'), ground.schema, ground)
    expect([...tablesRead(ground)].sort()).toEqual(['customer', 'employee', 'holding', 'product'])
    expect(await blockedInputs(app.context, tablesRead(ground), asOf)).toEqual([])
  })
})
