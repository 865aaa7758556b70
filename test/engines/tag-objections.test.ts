import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { identifier, query, sql } from '#kernel/sql'
import { customerTags, latestSnapshot, tagCondition } from '#tags'
import type { RuleDocument } from '#kernel/rule'
import { objectToTag, readObjections } from '../../src/privacy/actions/object-to-tag.js'
import { readCustomer, exportConsents } from '../../src/privacy/actions/read-customer.js'
import { pageObjections } from '../../src/privacy/actions/objectors.js'
import { previewSegment } from '../../src/segments/actions/preview-segment.js'
import { startChange } from '../../src/identity/actions/change-persons.js'
import { readTagReason } from '../../src/customers/actions/read-tag-reason.js'
import { customerPorts } from '../../src/app/customer-ports.js'
import { showTag } from '../../src/tags/actions/show-tag.js'
import { objectionScopes } from '../../src/tags/domain/objection-scope.js'
import { auditTrail } from '../kit/audit.js'
import { headOffice, type TestApp } from '../kit/app.js'
import { asOf, openSmallBank, runJob } from '../kit/small-bank/load.js'
import { branchB1 } from '../kit/small-bank/queries.js'

let app: TestApp
beforeAll(async () => {
  app = await openSmallBank()
  await app.context.businessClock.closeDay(asOf, headOffice)
})
afterAll(() => app.close())

const ports = () => ({ orgPaths: () => app.access.orgs(), closeWork: () => Promise.resolve(0), erasures: [] })
const word = (custId: string, tag: string, objected: boolean) => objectToTag(app.context, ports(), { custId, tag, objected, channel: 'PHONE', reason: '客户来电要求' }, headOffice)
const tier = (value: string): RuleDocument => ({ v: 1, kind: 'rule', rule: { kind: 'compare', left: { kind: 'tag', tag: 'aum-tier' }, op: '=', value } })
const count = async (rule: RuleDocument) => (await previewSegment(app.context, ports(), rule, headOffice, asOf)).count
const numberOf = async (custId: string) => Number((await app.context.warehouse.query(query<{ cust_no: number }>(sql`SELECT cust_no FROM bank_customer WHERE cust_id = ${custId} LIMIT 1`)))[0]?.cust_no)
const shown = async (custId: string, key: string) => (await customerTags(app.context, await numberOf(custId), headOffice, asOf))?.values.find((tag) => tag.key === key)
const stored = async (custId: string, column: string) => {
  const snapshot = (await latestSnapshot(app.context, asOf))!
  return (await app.context.warehouse.query(query<{ v: string | null }>(sql`SELECT ${identifier(column)} AS v FROM ${identifier(snapshot.table)} WHERE cust_id = ${custId}`)))[0]?.v
}

describe('PRV-15, TAG-17: a tag a customer objects to', () => {
  it('is missing from the next read on: on the page, in counts and in searches; in the snapshot when it is built', async () => {
    // T3 from 200,000: C07, C09, C31 to C36.
    expect(await count(tier('T3'))).toBe(8)
    expect(await shown('C31', 'aum-tier')).toMatchObject({ value: 'T3', refused: null })
    await word('C31', 'aum-tier', true)
    expect(await shown('C31', 'aum-tier')).toMatchObject({ value: null, refused: expect.stringMatching(/^2/) as string })
    expect(await shown('C31', 'txn-30d')).toMatchObject({ refused: null })
    expect([await count(tier('T3')), await stored('C31', 't_aum_tier')]).toEqual([7, 'T3'])
    const where = await tagCondition(app.context, 'aum-tier', 'T3', asOf)
    expect((await app.context.warehouse.query(query<{ n: string }>(sql`SELECT uniqExact(cust_no) AS n FROM bank_customer WHERE ${where}`)))[0]?.n).toBe('7')
    await runJob(app, 'tags.build', { asOf })
    expect([await stored('C31', 't_aum_tier'), await stored('C32', 't_aum_tier'), await count(tier('T3'))]).toEqual([null, 'T3', 7])
  })

  it('is missing too where a new version is computed in place, and comes back with the build after it is taken back', async () => {
    const head = await app.context.definitions.get('tag', 'aum-tier')
    await app.context.definitions.save('tag', 'aum-tier', { revision: head.revision, name: head.name, body: { ...(head.body as object), owner: 'x' } }, headOffice)
    await app.context.definitions.publish('tag', 'aum-tier', { revision: head.revision + 1 }, headOffice)
    expect(await count(tier('T3'))).toBe(7)
    await word('C31', 'aum-tier', false)
    expect((await shown('C31', 'aum-tier'))?.refused).toBeNull()
    await runJob(app, 'tags.build', { asOf })
    expect([await stored('C31', 't_aum_tier'), await count(tier('T3'))]).toEqual(['T3', 8])
  })

  it('is not explained: only since when it is removed is told, until it is taken back', async () => {
    await word('C35', 'aum-tier', true)
    const why = () => readTagReason(app.context, customerPorts(app.context, app.access), { custId: 'C35', key: 'aum-tier' }, headOffice, asOf)
    expect(await why()).toEqual({ key: 'aum-tier', asOf, sentence: null, model: null, readings: [], refused: expect.stringMatching(/^2/) as string })
    await word('C35', 'aum-tier', false)
    expect(await why()).toMatchObject({ refused: null, sentence: { zh: expect.any(String) as string } })
  })

  it('is one of another number of the same person too', async () => {
    await word('C34', 'aum-tier', true)
    const { jobId } = await startChange(app.context, { kind: 'merge', custIds: ['C33', 'C34'], note: 'same person' }, headOffice)
    await app.context.jobs.wait(jobId)
    await runJob(app, 'tags.build', { asOf })
    expect((await shown('C33', 'aum-tier'))?.value).toBeNull()
    expect(await stored('C33', 't_aum_tier')).toBeNull()
    await word('C34', 'aum-tier', false)
  })

  it('every personal tag: interest, intent and of models, and personal content is switched off with it', async () => {
    expect(objectionScopes({ key: 'a', body: { layer: 'basic', compute: tier('T1') } })).toEqual(['a'])
    expect(objectionScopes({ key: 'a', body: { layer: 'interest', compute: tier('T1') } })).toEqual(['a', '*'])
    expect(objectionScopes({ key: 'a', body: { layer: 'basic', compute: { v: 1, kind: 'score', model: 'm', field: 'score', maxAgeDays: 45 } } })).toEqual(['a', '*'])
    const liking = { facet: 'interest', layer: 'interest', classification: 'C2', compute: { v: 1, kind: 'value', value: { kind: 'attr', table: 'customer', field: 'city_code' } } }
    await app.context.definitions.create('tag', { key: 'liking', name: { zh: '偏好' }, body: liking }, headOffice)
    await app.context.definitions.publish('tag', 'liking', { revision: 1 }, headOffice)
    await runJob(app, 'tags.build', { asOf })
    expect(await shown('C05', 'liking')).toMatchObject({ value: 'SH' })
    await word('C05', '*', true)
    expect([(await shown('C05', 'liking'))?.value, (await shown('C05', 'age'))?.refused]).toEqual([null, null])
    expect((await readCustomer(app.context, ports(), 'C05', headOffice)).preference.personalisedOff).toBe(true)
    await runJob(app, 'tags.build', { asOf })
    expect([await stored('C05', 't_liking'), await stored('C06', 't_liking')]).toEqual([null, 'SH'])
    await word('C05', '*', false)
    expect((await readCustomer(app.context, ports(), 'C05', headOffice)).preference.personalisedOff).toBe(false)
  })

  it('is kept with its history, counted where it may be seen, taken out with the record, and audited', async () => {
    await word('C01', 'age', true)
    expect(await readObjections(app.context, ports(), 'C01', branchB1)).toMatchObject({ standing: [{ tag: 'age', channel: 'PHONE', by: headOffice.name }], history: [{ objected: true }] })
    await expect(readObjections(app.context, ports(), 'C33', branchB1)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(word('C01', 'age', true)).rejects.toMatchObject({ code: 'OBJECTION_STANDS' })
    await expect(word('C02', 'age', false)).rejects.toMatchObject({ code: 'OBJECTION_NONE' })
    await expect(word('C02', 'no-such-tag', true)).rejects.toMatchObject({ code: 'DEFINITION_NOT_FOUND' })
    expect((await showTag(app.context, ports(), 'age', headOffice, asOf)).objections).toBe(1)
    expect((await showTag(app.context, ports(), 'age', { ...headOffice, scope: { ...headOffice.scope, minCell: 20 } }, asOf)).objections).toBeNull()
    expect(await pageObjections(app.context, ports(), { limit: 10 }, branchB1)).toMatchObject({ total: 1, items: [{ custId: 'C01', tag: 'age' }] })
    const file = await exportConsents(app.context, ports(), { custId: 'C01', format: 'csv', purpose: '应客户要求' }, headOffice)
    expect(file.text).toContain('TAG:age')
    const audit = await auditTrail(app.context.ledger, 'tag.object%')
    expect(audit.at(-1)).toMatchObject({ action: 'tag.object', object_key: app.context.secrets.hash('cust_id', 'C01'), purpose: '客户来电要求' })
  })
})
