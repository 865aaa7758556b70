import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Actor } from '#platform/access/contract'
import { buildHttp } from '#platform/http'
import { qualityRoutes } from '#quality'
import type { ColumnDetail, DictionaryEntry, Lineage, LineageNode } from '#quality/contract'
import { qualityPorts } from '../../src/app/quality-ports.js'
import { headOffice, type TestApp } from '../kit/app.js'
import { quietLog } from '../kit/ledger.js'
import { asOf, openSmallBank, runJob } from '../kit/small-bank/load.js'
import { strategyBody } from '../kit/strategy-bank.js'

const actors: Record<string, Actor> = { steward: headOffice, reader: { ...headOffice, id: 'reader', permissions: ['data.read'] } }

let app: TestApp
let http: FastifyInstance
beforeAll(async () => {
  app = await openSmallBank()
  await app.context.businessClock.closeDay(asOf, headOffice)
  await runJob(app, 'quality.check', { asOf })
  const built = await buildHttp({
    log: quietLog, version: '0', isReady: async () => true, webFolder: '/nonexistent', secure: false, trustProxy: false, uploadLimit: 1000,
    authenticate: async (request) => actors[String(request.headers['x-who'])] ?? null,
  })
  http = built.app
  qualityRoutes(built.routes, app.context, qualityPorts(app.context, app.access))
})
afterAll(async () => {
  await http.close()
  await app.close()
})

async function read<Body>(url: string, who = 'reader'): Promise<Body> {
  return JSON.parse((await http.inject({ method: 'GET', url: `/api/v1/data${url}`, headers: { 'x-who': who } })).body) as Body
}

const search = async (query: string) => (await read<{ items: DictionaryEntry[]; total: number }>(`/dictionary?${query}`)).items

describe('QUA-9: the dictionary', () => {
  it('finds columns, the bank\'s own attributes and definitions in both languages', async () => {
    expect((await search(`q=${encodeURIComponent('资产')}&kind=column`)).slice(0, 1)).toMatchObject([{ id: 'column/aum_daily.total', name: { zh: '资产' } }])
    expect((await search('q=aum&table=customer'))).toMatchObject([{ key: 'customer.aum', custom: true, type: 'money', class: 'C2' }])
    expect((await search(`q=${encodeURIComponent('银发')}`)).map(({ id }) => id)).toEqual(['tag/silver'])
    expect((await search('q=winter%20campaign')).map(({ id }) => id)).toEqual(['evaluation/winter'])
  })

  it('pages through everything once', async () => {
    const ids: string[] = []
    let cursor: string | null = null
    do {
      const page: { items: DictionaryEntry[]; nextCursor: string | null; total: number } = await read<{ items: DictionaryEntry[]; nextCursor: string | null; total: number }>(`/dictionary?limit=100${cursor === null ? '' : `&cursor=${cursor}`}`)
      ids.push(...page.items.map(({ id }) => id))
      cursor = page.nextCursor
      if (cursor === null) expect(ids).toHaveLength(page.total)
    } while (cursor !== null)
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('knows how filled a column is: C39 has no org; scores are of its rules', async () => {
    const [org] = await search('q=main_org_id&table=customer')
    expect(org).toMatchObject({ fill: 39 / 40, score: 0, required: false })
    const [dir] = await search('q=dir&table=txn')
    expect(dir).toMatchObject({ fill: 140 / 141, score: 100 })
  })

  it('profiles a column; codes are shown, a birth date is not', async () => {
    expect((await read<ColumnDetail>('/dictionary/customer/gender')).profile).toEqual({ rows: 40, filled: 40, distinct: 2, min: 'F', max: 'M', top: [{ value: 'F', rows: 20 }, { value: 'M', rows: 20 }], hidden: false })
    expect((await read<ColumnDetail>('/dictionary/customer/birth_date')).profile).toMatchObject({ filled: 38, min: null, max: null, top: [], hidden: true })
    const mobile = await read<ColumnDetail>('/dictionary/customer/mobile')
    expect(mobile).toMatchObject({ profile: null, class: 'C2', level: 3 })
    expect(await read<ColumnDetail>('/dictionary/customer/gender')).toMatchObject({ lastLoad: { asOf: '2025-12-31', source: 'customers', rows: 40 } })
    expect(await read('/dictionary/customer/nope')).toMatchObject({ code: 'NOT_FOUND' })
  })

  it('keeps what people write, searches it and audits it', async () => {
    const note = { table: 'txn', column: 'mcc', description: { zh: '银联商户类别' }, owner: '数据部', attributes: { 系统: '核心' } }
    const put = (who: string) => http.inject({ method: 'PUT', url: '/api/v1/data/dictionary/notes', headers: { 'x-who': who }, payload: note })
    expect((await put('reader')).statusCode).toBe(403)
    expect((await put('steward')).statusCode).toBe(200)
    expect((await search(`q=${encodeURIComponent('银联')}`)).map(({ key }) => key)).toEqual(['txn.mcc'])
    expect(await read<ColumnDetail>('/dictionary/txn/mcc')).toMatchObject({ owner: '数据部', attributes: { 系统: '核心' }, notedBy: 'Head office' })
    const wrong = await http.inject({ method: 'PUT', url: '/api/v1/data/dictionary/notes', headers: { 'x-who': 'steward' }, payload: { ...note, column: 'nope' } })
    expect(wrong.statusCode).toBe(404)
  })
})

describe('QUA-10: lineage of the small bank', () => {
  const graph = (node: string, more = '') => read<Lineage>(`/lineage?node=${encodeURIComponent(node)}${more}`)
  const ids = (found: Lineage) => found.nodes.map(({ id }) => id)

  it('down from a column of a file to the evaluation that splits by it', async () => {
    const found = await graph('source-column/customers/aum', '&direction=down')
    expect(ids(found)).toEqual(['source-column/customers/aum', 'column/customer.aum', 'tag/aum-tier', 'evaluation/winter', 'segment/wealthy', 'segment/active-wealthy'])
    expect(found.edges).toContainEqual({ from: 'column/customer.aum', to: 'tag/aum-tier' })
    expect(found.edges).toContainEqual({ from: 'segment/wealthy', to: 'segment/active-wealthy' })
  })

  it('up from a segment to the files', async () => {
    const found = ids(await graph('segment/active', '&direction=up'))
    for (const id of ['tag/txn-30d', 'column/txn.ts', 'column/customer.marketing_consent', 'source-column/transactions/ts', 'source/transactions', 'source-column/customers/consent']) expect(found).toContain(id)
    expect(found).not.toContain('tag/aum-tier')
    expect(found).not.toContain('segment/active-wealthy')
  })

  it('an aggregate reads its field, its filter and its time; a lookup reads the other table', async () => {
    expect(ids(await graph('tag/inflow-30d', '&direction=up&depth=1')).sort()).toEqual(['column/txn.amount', 'column/txn.dir', 'column/txn.ts', 'tag/inflow-30d'])
    expect(ids(await graph('column/txn.cust_id', '&direction=up&depth=1')).sort()).toEqual(['column/account.acct_id', 'column/account.cust_id', 'column/txn.cust_id', 'source-column/transactions/acct'])
  })

  it('metrics and campaigns read columns no rule names', async () => {
    expect(ids(await graph('metric/spend', '&direction=up&depth=1'))).toContain('column/outcome.value')
    expect(ids(await graph('evaluation/winter', '&direction=up&depth=1'))).toEqual(expect.arrayContaining(['metric/bought', 'metric/spend', 'column/touch.campaign', 'tag/aum-tier']))
  })

  it('says what breaks if a column vanishes, nearest first, with where to open it', async () => {
    const { items } = await read<{ items: (LineageNode & { distance: number })[] }>('/lineage/impact?node=column/customer.birth_date')
    expect(items.map(({ id, distance }) => [id, distance])).toEqual([['tag/age', 1], ['tag/age-band', 2], ['tag/silver', 2]])
    expect(items[0]).toMatchObject({ kind: 'tag', name: { zh: '年龄', en: 'Age' }, path: '/customers/tags/age' })
  })

  it('goes on to strategies and their frozen lists, and back from a list to the file', async () => {
    await app.context.definitions.create('strategy', { key: 'spring', name: { zh: '春季' }, body: strategyBody({ segment: { key: 'wealthy', version: 'latest' } }) }, headOffice)
    await app.context.definitions.publish('strategy', 'spring', { revision: 1 }, headOffice)
    const { listId } = await runJob<{ listId: string }>(app, 'strategy.freeze-list', { strategy: 'spring' })
    const up = await graph(`list/${listId}`, '&direction=up')
    expect(ids(up)).toEqual(expect.arrayContaining(['strategy/spring', 'segment/wealthy', 'tag/aum-tier', 'column/customer.aum', 'source-column/customers/aum', 'column/customer.marketing_consent']))
    expect(up.nodes[0]).toMatchObject({ kind: 'list', path: `/strategy/lists/${listId}` })
    const { items } = await read<{ items: LineageNode[] }>('/lineage/impact?node=column/customer.aum')
    expect(items.map(({ id }) => id)).toEqual(expect.arrayContaining(['strategy/spring', `list/${listId}`]))
  })

  it('a node that is not there is not an empty graph', async () => {
    expect(await read('/lineage?node=tag/no-such-tag')).toMatchObject({ code: 'LINEAGE_NODE_UNKNOWN', status: 404 })
    expect(await read('/lineage/impact?node=list/999999')).toMatchObject({ code: 'LINEAGE_NODE_UNKNOWN' })
  })
})
