import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { query, sql } from '#kernel/sql'
import type { Actor } from '#platform/access/contract'
import { buildHttp } from '#platform/http'
import { currentNumbers } from '#ingest/contract'
import { customersOfPerson, identityRoutes } from '#identity'
import {
  changeDetailSchema, changePageSchema, changeStartedSchema, decidedSchema, defaultRules, foundSchema, linkSummarySchema, nextReviewSchema, orphanPageSchema,
  ownerConflictPageSchema, personSchema, qualitySchema, queuePageSchema, reviewItemSchema, type LinkSummary,
} from '#identity/contract'
import { problemSchema, startedSchema } from '#platform/http/contract'
import { maskValue } from '#privacy/contract'
import { auditTrail } from '../kit/audit.js'
import { headOffice, openTestApp, type TestApp } from '../kit/app.js'
import { quietLog } from '../kit/ledger.js'
import { makePeople, type MadePeople } from '../kit/people.js'
import { publish, run } from '../kit/strategy-bank.js'

const AS_OF = '2025-12-31'
const PERSONS = 20_000

let app: TestApp
let http: FastifyInstance
let people: MadePeople
let summary: LinkSummary

const branch: Actor = { ...headOffice, id: 'b1', scope: { orgPaths: ['/HO/B1/'], masking: 'masked', minCell: 0 } }
const reader: Actor = { ...headOffice, id: 'reader', permissions: ['customer.read'] }
const actors: Record<string, Actor> = { steward: headOffice, branch, reader }

const source = (table: string, columns: Record<string, string>) => ({ format: { type: 'csv' }, businessDate: AS_OF, purposes: ['SERVICE'], legalBasis: 'contract', targets: [{ table, mode: 'snapshot', columns }] })
const customers = source('customer', { cust_id: 'id', name: 'name', mobile: 'mobile', id_no: 'idno', email: 'email', gender: 'gender', birth_date: 'born', city_code: 'city', main_org_id: 'org', open_date: 'open', status: 'status' })
const identifiers = source('identity', { cust_id: 'id', id_type: 'type', value: 'value', first_seen: 'first', last_seen: 'last' })

async function loadText(key: string, text: string) {
  const path = join(app.dir, `${key}.csv`)
  writeFileSync(path, text)
  await run(app, 'data.load', { source: key, file: { path }, trustedPath: true })
}

beforeAll(async () => {
  app = await openTestApp()
  people = makePeople(PERSONS, 20251231)
  const orgs = Array.from({ length: 29 }, (_, at) => ({ orgId: `B${at}`, parentId: 'HO', level: 'BRANCH' as const, nameZh: `B${at}`, nameEn: null }))
  await app.access.upsertOrgs([{ orgId: 'HO', parentId: null, level: 'HO', nameZh: '总行', nameEn: null }, ...orgs])
  await publish(app, 'source', 'people', customers)
  await publish(app, 'source', 'identifiers', identifiers)
  await loadText('people', people.customers)
  await loadText('identifiers', people.identifiers)
  await app.context.businessClock.closeDay(AS_OF, headOffice)
  const built = await buildHttp({
    log: quietLog, version: '0', isReady: async () => true, webFolder: '/nonexistent', secure: false, trustProxy: false, uploadLimit: 1000,
    authenticate: async (request) => actors[String(request.headers['x-who'])] ?? null,
  })
  http = built.app
  identityRoutes(built.routes, app.context, { orgPaths: () => app.access.orgs(), mask: maskValue })
  summary = await run<LinkSummary>(app, 'identity.link', { asOf: AS_OF })
})
afterAll(async () => {
  await http.close()
  await app.close()
})

/** The answer, which must be as the contract says. */
async function ask<Schema extends z.ZodType>(schema: Schema, method: 'GET' | 'POST', url: string, payload?: object, who = 'steward'): Promise<z.infer<Schema>> {
  const answer = await http.inject({ method, url: `/api/v1/identity/${url}`, headers: { 'x-who': who }, ...(payload === undefined ? {} : { payload }) })
  return schema.parse(answer.json())
}

const refused = async (method: 'GET' | 'POST', url: string, payload?: object, who = 'steward') => ask(problemSchema, method, url, payload, who)
const queueOf = (asked: string, who = 'steward') => ask(queuePageSchema, 'GET', `queue?${asked}`, undefined, who)
const pairsOf = (items: readonly { a: string; b: string }[]) => items.map((item) => pairOf(item.a, item.b))

const pairOf = (a: string, b: string) => [a, b].sort().join('|')

async function pairsFound(): Promise<string[]> {
  const rows = await app.context.warehouse.query(query<{ ids: string[] }>(sql`SELECT arraySort(groupArray(cust_id)) AS ids FROM ${currentNumbers()} AS everyone GROUP BY cust_no HAVING count() > 1`))
  return rows.flatMap(({ ids }) => ids.flatMap((a, at) => ids.slice(at + 1).map((b) => pairOf(a, b))))
}

async function done(jobId: string) {
  await app.context.jobs.wait(jobId)
}

describe('linking', () => {
  it('IDN-5: pairs merged are one person in 97 of 100, and 90 of 100 pairs of one person are found (TR13)', async () => {
    const found = await pairsFound()
    const right = found.filter((pair) => people.truth.has(pair)).length
    expect(people.truth.size).toBeGreaterThan(PERSONS * 0.02)
    expect(right / found.length).toBeGreaterThanOrEqual(0.97)
    expect(right / people.truth.size).toBeGreaterThanOrEqual(0.9)
    expect(summary.expectedPrecision).toBeGreaterThan(0.97)
    expect(Math.abs(summary.expectedRecall - right / people.truth.size)).toBeLessThan(0.05)
    expect(summary.personsAfter).toBe(summary.personsBefore - summary.customersMoved)
  })

  it('IDN-6: nobody is linked by a recycled mobile or a family device alone', async () => {
    const found = new Set(await pairsFound())
    expect(people.recycled.length).toBeGreaterThan(40)
    expect(people.family.length).toBeGreaterThan(100)
    expect([...people.recycled, ...people.family].filter(([a, b]) => found.has(pairOf(a, b)))).toEqual([])
    expect(summary.quality.recycledMobiles).toBeGreaterThanOrEqual(people.recycled.length)
    expect(summary.quality.familyDevices).toBeGreaterThan(people.family.length * 0.9)
  })

  it('IDN-7: linking again changes nothing', async () => {
    const before = await pairsFound()
    const again = await run<LinkSummary>(app, 'identity.link', { asOf: AS_OF })
    expect([again.merges, again.customersMoved, again.vanished]).toEqual([0, 0, 0])
    expect(again.difference).toMatchObject({ appear: 0, vanish: 0, toReview: 0 })
    expect(await pairsFound()).toEqual(before)
  })

  it('IDN-16: a preview tells what other rules would do and does nothing', async () => {
    const before = await pairsFound()
    const strict = { ...defaultRules, deterministic: { idNumber: true, social: false, mobileAndName: false }, thresholds: { accept: 1, review: 0.5 } }
    await done((await ask(startedSchema, 'POST', 'preview', { asOf: AS_OF, rules: strict })).jobId)
    const preview = await ask(linkSummarySchema, 'GET', 'preview')
    expect(preview).toMatchObject({ applied: false, merges: 0 })
    expect(preview.difference.vanish).toBeGreaterThan(100)
    expect(preview.difference.appear).toBe(0)
    expect(preview.vanished).toBeGreaterThan(100)
    expect(preview.difference.samples.filter((sample) => sample.change === 'vanish')).toHaveLength(10)
    expect(await pairsFound()).toEqual(before)
  })
})

describe('the review desk', () => {
  it('IDN-17: shows evidence field by field in words and bits, identifiers masked', async () => {
    const { item, left } = await ask(nextReviewSchema, 'POST', 'review/next', {})
    expect(left).toBeGreaterThan(10)
    if (item === null) throw new Error('nothing waits')
    expect(item.fields.map((field) => field.field)).toEqual(['idNumber', 'mobile', 'name', 'birthDate', 'gender', 'email', 'city', 'mainOrg', 'device', 'social'])
    const sum = item.fields.reduce((total, field) => total + field.weight, 0)
    expect(sum).toBeCloseTo(item.weight, 6)
    const name = item.fields.find((field) => field.field === 'name')
    expect(name?.a).toMatch(/^姓.*\*/)
    expect(name?.words.zh).toMatch(/相同|不同/)
    expect(JSON.stringify(item)).not.toMatch(/1[389]9\d{8}|9900\d{14}/)
    expect(await ask(reviewItemSchema, 'POST', 'review/pair', { a: item.a, b: item.b })).toEqual(item)
  })

  it('IDN-18: kept apart is not offered again, unsure waits aside, a merge is done and undone', async () => {
    const [first, second, third] = (await queueOf('limit=3')).items
    if (first === undefined || second === undefined || third === undefined) throw new Error('too few wait')
    expect(await ask(decidedSchema, 'POST', 'decisions', { a: first.a, b: first.b, decision: 'apart', note: 'two people' })).toEqual({ changeId: null, jobId: null, pairs: 1 })
    await ask(decidedSchema, 'POST', 'decisions', { a: second.a, b: second.b, decision: 'unsure' })
    const merged = await ask(decidedSchema, 'POST', 'decisions', { a: third.a, b: third.b, decision: 'merge' })
    await done(merged.jobId ?? '')
    expect(await customersOfPerson(app.context, third.b)).toEqual(expect.arrayContaining([third.a, third.b]))
    const waiting = pairsOf((await queueOf('limit=500')).items)
    for (const each of [first, second, third]) expect(waiting).not.toContain(pairOf(each.a, each.b))
    expect(pairsOf((await queueOf('state=unsure')).items)).toEqual([pairOf(second.a, second.b)])
    // Another run on the same evidence offers none of them again and keeps the merge.
    await run(app, 'identity.link', { asOf: AS_OF })
    const after = pairsOf((await queueOf('limit=500')).items)
    for (const each of [first, second, third]) expect(after).not.toContain(pairOf(each.a, each.b))
    expect(await customersOfPerson(app.context, third.b)).toHaveLength(2)
    await done((await ask(changeStartedSchema, 'POST', `changes/${merged.changeId ?? ''}/undo`, { note: 'wrong' })).jobId)
    expect(await customersOfPerson(app.context, third.b)).toEqual([third.b])
    await run(app, 'identity.link', { asOf: AS_OF })
    expect(await customersOfPerson(app.context, third.b)).toEqual([third.b])
    const person = await ask(personSchema, 'POST', 'persons', { custId: third.b })
    expect(person.history.map((change) => change.kind)).toEqual(['undo', 'merge'])
  })

  it('one merge of a link run is explained, taken back, and stays so', async () => {
    const [change] = (await ask(changePageSchema, 'GET', 'changes?kind=link')).items
    const changeId = change?.id ?? ''
    const detail = await ask(changeDetailSchema, 'GET', `changes/${changeId}?limit=5`)
    expect(detail.groups).toHaveLength(5)
    const [group] = detail.groups
    if (group === undefined) throw new Error('no merge')
    expect(group.because.length).toBeGreaterThan(0)
    const ids = group.members.map((member) => member.custId)
    await done((await ask(changeStartedSchema, 'POST', `changes/${changeId}/undo`, { merge: group.merge, note: 'wrong' })).jobId)
    for (const id of ids) expect(await customersOfPerson(app.context, id)).toEqual([id])
    expect((await ask(changeDetailSchema, 'GET', `changes/${changeId}?limit=5`)).groups[0]?.undone).toBe(true)
    expect((await refused('POST', `changes/${changeId}/undo`, { merge: group.merge, note: 'wrong' })).code).toBe('IDENTITY_UNDONE_ALREADY')
    await run(app, 'identity.link', { asOf: AS_OF })
    expect(await customersOfPerson(app.context, ids[0] ?? '')).toEqual([ids[0]])
  })

  it('merging above a probability needs the number that was seen', async () => {
    const queue = await queueOf('minProbability=0.999&limit=500')
    const seen = queue.total ?? 0
    expect(seen).toBeGreaterThan(2)
    expect(await refused('POST', 'decisions/bulk', { minProbability: 0.999, expected: seen + 1 })).toMatchObject({ code: 'IDENTITY_COUNT_MOVED', params: { found: seen, expected: seen + 1 } })
    const decided = await ask(decidedSchema, 'POST', 'decisions/bulk', { minProbability: 0.999, expected: seen })
    expect(decided.pairs).toBe(seen)
    await done(decided.jobId ?? '')
    expect((await queueOf('minProbability=0.999')).total).toBe(0)
    for (const item of queue.items) expect(await customersOfPerson(app.context, item.a)).toContain(item.b)
  })

  it('pages in one order without repeating', async () => {
    const all: string[] = []
    for (let cursor = ''; ; ) {
      const page = await queueOf(`state=all&limit=4${cursor === '' ? '' : `&cursor=${cursor}`}`)
      all.push(...pairsOf(page.items))
      if (page.nextCursor === null) break
      cursor = page.nextCursor
    }
    const whole = await queueOf('state=all&limit=500')
    expect(all).toEqual(pairsOf(whole.items))
    expect(whole.total).toBe(all.length)
  })
})

describe('who may see what', () => {
  it('another branch sees no pair, person or orphan of this one', async () => {
    const own = new Set((await app.context.warehouse.query(query<{ cust_id: string }>(sql`SELECT DISTINCT cust_id FROM bank_customer WHERE main_org_id = 'B1'`))).map((row) => row.cust_id))
    const queue = await queueOf('state=all&limit=500', 'branch')
    for (const item of queue.items) expect([own.has(item.a), own.has(item.b)]).toEqual([true, true])
    const outside = (await queueOf('state=all&limit=500')).items.find((item) => !own.has(item.a))
    if (outside === undefined) throw new Error('everybody is of this branch')
    expect((await refused('POST', 'persons', { custId: outside.a }, 'branch')).status).toBe(404)
    expect((await refused('POST', 'review/pair', { a: outside.a, b: outside.b }, 'branch')).status).toBe(404)
    expect((await refused('POST', 'decisions', { a: outside.a, b: outside.b, decision: 'merge' }, 'branch')).status).toBe(404)
    expect((await refused('POST', 'merges', { custIds: [outside.a, outside.b], note: 'x' }, 'branch')).status).toBe(404)
    const orphans = await ask(orphanPageSchema, 'GET', 'orphans?limit=500', undefined, 'branch')
    expect(orphans.items.length).toBeGreaterThan(0)
    for (const item of orphans.items) expect(own.has(item.custId)).toBe(true)
    expect((await refused('GET', 'queue', undefined, 'reader')).status).toBe(403)
  })

  it('IDN-19: a person is found by an identifier typed in, whatever its spelling, and it is audited without the text', async () => {
    const line = people.customers.split('\n')[5]!.split(',')
    const [id, , mobile] = [line[0]!, line[1]!, line[2]!]
    const found = await ask(foundSchema, 'POST', 'find', { kind: 'mobile', value: `+86 ${mobile.slice(0, 3)}-${mobile.slice(3)}`, purpose: 'call back' })
    expect(found.items).toContainEqual({ custId: id, current: true })
    const audit = await auditTrail(app.context.ledger, 'identity.find')
    expect(audit).toMatchObject([{ object_kind: 'identifier-mobile', purpose: 'call back' }])
    expect(JSON.stringify(audit)).not.toContain(mobile)
  })
})

describe('quality and ownership', () => {
  it('the panel adds up', async () => {
    const panel = await ask(qualitySchema, 'GET', 'quality')
    expect(panel.sizes.reduce((sum, row) => sum + row.size * row.persons, 0)).toBe(panel.customers)
    expect(panel.customers).toBe(summary.customers)
    expect(panel.persons).toBeLessThan(panel.customers)
    // Nobody was given a manager, and B29 is not in the tree.
    const count = (key: string) => panel.orphans.find((row) => row.key === key)?.n ?? 0
    const open = people.customers.split('\n').slice(1).filter((line) => line.endsWith(',ACTIVE'))
    expect(count('NO_RM')).toBe(open.length)
    expect(count('UNKNOWN_ORG')).toBe(open.filter((line) => line.split(',')[8] === 'B29').length)
    expect(panel.ownerConflicts).toBeGreaterThan(100)
  })

  it('IDN-20: of a person with several customer numbers the rules say whose main org holds, and why', async () => {
    const page = await ask(ownerConflictPageSchema, 'GET', 'owner-conflicts?limit=50')
    expect(page.items).toHaveLength(50)
    for (const item of page.items) {
      const open = item.members.filter((member) => member.status !== 'CLOSED')
      const candidates = open.length > 0 ? open : item.members
      const oldest = [...candidates].sort((one, other) => (one.openDate ?? '').localeCompare(other.openDate ?? '') || one.custId.localeCompare(other.custId))[0]
      expect(item.owner.custId).toBe(oldest?.custId)
    }
    const second = await ask(ownerConflictPageSchema, 'GET', `owner-conflicts?limit=50&cursor=${page.nextCursor ?? ''}`)
    expect(second.items[0]?.first).not.toBe(page.items[49]?.first)
  })

  it('orphans leave as CSV with a purpose and a watermark', async () => {
    const answer = await http.inject({ method: 'POST', url: '/api/v1/identity/orphans.csv', headers: { 'x-who': 'steward' }, payload: { purpose: 'assign managers' } })
    expect(answer.statusCode).toBe(200)
    const lines = answer.body.trim().split('\r\n')
    expect(lines[0]).toContain('assign managers')
    expect(lines).toHaveLength(2 + people.customers.split('\n').filter((line) => line.endsWith(',ACTIVE')).length)
  })
})
