import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sql } from '#kernel/sql'
import { followEvents } from '#events'
import type { Actor } from '#platform/access/contract'
import type { JobView } from '#platform/jobs/contract'
import { createArrivalRuns } from '../../src/events/actions/arrival-runs.js'
import { openMessageIds } from '../../src/events/actions/message-ids.js'
import { defaultSettings } from '#events/contract'
import { maySeeCustomer } from '../../src/app/may-see-customer.js'
import { headOffice } from '../kit/app.js'
import { openEventHouse, storedEvents, type EventHouse } from '../kit/event-house.js'
import { textOf } from '../kit/house.js'
import { branchTwo, fillBank, load, publish } from '../kit/strategy-bank.js'

let house: EventHouse
beforeAll(async () => {
  house = await openEventHouse()
  await fillBank(house.app)
})
afterAll(() => house.close())

const now = () => new Date().toISOString()
const ago = (ms: number) => new Date(Date.now() - ms).toISOString()
const HOUR = 3_600_000
let drawn = 0
const track = (event: string, more: Record<string, unknown> = {}) => ({ type: 'track', event, anonymousId: 'd1', messageId: `m-${(drawn += 1)}`, timestamp: now(), ...more })
const batchOf = (...batch: unknown[]) => ({ batch, sentAt: now() })
const stored = <Row>(name: string) => house.rows<Row>(sql`SELECT * FROM (${storedEvents}) WHERE name = ${name} ORDER BY id`)
async function ended(jobId: string): Promise<unknown> {
  await house.app.context.jobs.wait(jobId)
  return (await house.ask<JobView & { result: unknown }>('GET', `/api/v1/jobs/${jobId}`)).result
}

describe('who may send', () => {
  it('EVT-1: no key, a wrong key and a disabled key are 401; the key is shown once', async () => {
    expect((await house.send('/v1/batch', batchOf(track('x')), { authorization: '' })).code).toBe('WRITE_KEY_UNKNOWN')
    expect((await house.send('/v1/batch', batchOf(track('x')), { authorization: `Basic ${btoa('nobody:')}` })).status).toBe(401)
    const { key, id } = await house.newKey({ name: 'short-lived' })
    const authorization = `Basic ${btoa(`${key}:`)}`
    expect((await house.send('/v1/batch', batchOf(track('x')), { authorization })).status).toBe(200)
    await house.ask('PATCH', `/api/v1/events/write-keys/${id}`, { enabled: false })
    expect((await house.send('/v1/batch', batchOf(track('x')), { authorization })).status).toBe(401)
    const { items } = await house.ask<{ items: object[] }>('GET', '/api/v1/events/write-keys')
    expect(JSON.stringify(items)).not.toContain(key)
    expect(items).toContainEqual(expect.objectContaining({ id, enabled: false, name: 'short-lived', hint: key.slice(0, 9) }))
  })

  it('EVT-5: a key\'s rate answers 429 with the seconds to wait', async () => {
    const { key } = await house.newKey({ rateLimit: 10 })
    const authorization = `Basic ${btoa(`${key}:`)}`
    const ten = Array.from({ length: 10 }, () => track('rated'))
    expect((await house.send('/v1/batch', batchOf(...ten), { authorization })).status).toBe(200)
    const over = await house.send('/v1/batch', batchOf(...ten), { authorization })
    expect([over.status, over.code, over.headers.get('retry-after')]).toEqual([429, 'INTAKE_RATE', '1'])
  })
})

describe('what is taken', () => {
  it('EVT-6: a poison event goes to the rejects, sealed and masked; its batch is stored', async () => {
    const answer = await house.send('/v1/batch', batchOf(track('good'), 'nonsense', track('', { email: 'a@b.cn' }), track('good', { timestamp: 'soon' }), track('good', { anonymousId: '' }), track('good')))
    expect(answer.status).toBe(200)
    expect(answer.taken).toMatchObject({ success: false, accepted: 2, rejected: [{ index: 1, code: 'EVENT_MALFORMED' }, { index: 2, code: 'EVENT_NAME_MISSING' }, { index: 3, code: 'EVENT_TIME_INVALID' }, { index: 4, code: 'EVENT_OWNER_MISSING' }] })
    expect(await stored('good')).toHaveLength(2)
    const { items, counts } = await house.ask<{ items: { code: string; masked: string }[]; counts: { code: string; count: number }[] }>('GET', '/api/v1/events/rejects')
    expect(items.find(({ code }) => code === 'EVENT_NAME_MISSING')?.masked).not.toContain('a@b.cn')
    expect(counts.find(({ code }) => code === 'EVENT_MALFORMED')).toMatchObject({ count: 1 })
    const kept = await house.rows<{ raw_sealed: string }>(sql`SELECT raw_sealed FROM event_reject WHERE code = 'EVENT_MALFORMED'`)
    expect(house.app.context.secrets.open(kept[0]!.raw_sealed)).toBe('"nonsense"')
  })

  it('EVT-5: limits answer with their own code and name the event', async () => {
    const large = track('large', { properties: { text: 'x'.repeat(40_000) } })
    const batch = await house.send('/v1/batch', batchOf(track('beside-large'), large))
    expect(batch.taken).toMatchObject({ accepted: 1, rejected: [{ index: 1, code: 'EVENT_TOO_LARGE' }] })
    const alone = await house.send('/v1/track', { ...large, messageId: 'large-alone' })
    expect([alone.status, alone.taken.rejected[0]?.code]).toEqual([413, 'EVENT_TOO_LARGE'])
    const whole = await house.send('/v1/batch', JSON.stringify(batchOf(large)) + ' '.repeat(5_000_000))
    expect([whole.status, whole.code]).toEqual([413, 'EVENT_BATCH_TOO_LARGE'])
    expect((await house.send('/v1/batch', '{"batch":[')).code).toBe('EVENT_BODY_INVALID')
  })

  it('EVT-6: after the limit is raised, rejects are tried again and taken once', async () => {
    await house.settings({ maxEventBytes: 64 * 1024 })
    const replay = () => house.ask<{ jobId: string }>('POST', '/api/v1/events/rejects/replay', { code: 'EVENT_TOO_LARGE' })
    expect(await ended((await replay()).jobId)).toEqual({ tried: 2, accepted: 2, duplicates: 0, rejected: 0 })
    expect(await ended((await replay()).jobId)).toEqual({ tried: 0, accepted: 0, duplicates: 0, rejected: 0 })
    expect(await stored('large')).toHaveLength(2)
    await house.settings({})
  })

  it('EVT-9: a clock that is off is corrected and kept; a late event lands in its own day', async () => {
    const slow = { batch: [track('slow-clock', { timestamp: ago(2 * HOUR + 5000) })], sentAt: ago(2 * HOUR) }
    await house.send('/v1/batch', slow)
    const [row] = await stored<{ ts: string; props: string }>('slow-clock')
    expect(Math.abs(Date.parse(`${row!.ts.replace(' ', 'T')}Z`) - (Date.now() - 5000))).toBeLessThan(3000)
    const props = JSON.parse(row!.props) as { _skew_ms: number; _sent_at: number }
    expect(Math.abs(props._skew_ms - 2 * HOUR)).toBeLessThan(3000)
    expect(props._sent_at).toBe(Date.parse(slow.sentAt))
    await house.send('/v1/batch', batchOf(track('late', { timestamp: '2026-03-05T17:00:00.000Z' })))
    expect(await stored('late')).toMatchObject([{ ts: '2026-03-05 17:00:00.000', day: '2026-03-06' }])
    const refused = await house.send('/v1/batch', batchOf(track('x', { timestamp: ago(-30 * HOUR) }), track('x', { timestamp: '2019-01-01T00:00:00Z' })))
    expect(refused.taken.rejected.map(({ code }) => code)).toEqual(['EVENT_TIME_FUTURE', 'EVENT_TIME_OLD'])
  })

  it('EVT-2: plain JSON in the bank\'s own names', async () => {
    const sent = await house.send('/v1/events', [{ name: 'home_banner_click', cust_id: 'C04', device_id: 'd4', ts: '2026-02-01T00:00:00Z', page: '/home', x: 12.5, y: 7, mode: 'ELDER', props: { pos: 1 } }])
    expect(sent.taken).toMatchObject({ accepted: 1 })
    expect(await stored('home_banner_click')).toMatchObject([{ cust_id: 'C04', device_id: 'd4', page: '/home', x: 12.5, y: 7 }])
  })
})

describe('once', () => {
  it('EVT-4: repeats inside a batch, of what is on its way, and of events older than memory', async () => {
    const old = track('old', { timestamp: '2026-05-01T00:00:00.000Z', messageId: 'old-1' })
    const [first, second] = await Promise.all([house.send('/v1/batch', batchOf(old, old)), house.send('/v1/batch', batchOf(old))])
    expect(first.taken.accepted + second.taken.accepted).toBe(1)
    expect(await stored('old')).toHaveLength(1)
  })

  it('EVT-4: after a restart: the last arrivals are in memory again, the others are looked up', async () => {
    await house.send('/v1/batch', batchOf(track('r', { messageId: 'r-1', timestamp: ago(3 * HOUR) })))
    await house.send('/v1/batch', batchOf(track('r', { messageId: 'r-2', timestamp: ago(3 * HOUR) })))
    const open = (rememberedIds: number) => openMessageIds(house.app.context, createArrivalRuns(house.app.context), () => ({ ...defaultSettings, rememberedIds }))
    const all = await open(1_000_000)
    expect(['r-1', 'r-2'].map((id) => all.judge(id, Date.now() - 3 * HOUR, Date.now()))).toEqual(['known', 'known'])
    expect(all.judge('r-3', Date.now(), Date.now())).toBe('new')
    const forgetful = await open(2)
    expect(['r-2', 'r-1', 'r-9'].map((id) => forgetful.judge(id, Date.now() - 3 * HOUR, Date.now()))).toEqual(['known', 'ask', 'ask'])
    expect([...(await forgetful.stored(['r-1', 'r-9']))]).toEqual(['r-1'])
  })

  it('EVT-8: identifiers are sealed by their property\'s name, and hidden from people', async () => {
    await house.send('/v1/batch', batchOf(track('with-mobile', { anonymousId: 'd-mask', properties: { mobile: '13912345678', text: 'call 13912345678 or zhang@bank.cn', city: 'Ningbo' } })))
    const [row] = await stored<{ props: string }>('with-mobile')
    const { mobile } = JSON.parse(row!.props) as { mobile: string }
    expect(house.app.context.secrets.open(mobile.replace('sealed:', ''))).toBe('13912345678')
    const { items } = await house.ask<{ items: { props: Record<string, unknown> }[] }>('POST', '/api/v1/events/of-device', { deviceId: 'd-mask' })
    expect(items[0]?.props).toMatchObject({ mobile: '***', text: 'call *** or ***@***', city: 'Ningbo' })
  })
})

describe('whose', () => {
  it('EVT-7: an unknown user becomes no customer; the events are theirs once a load describes them', async () => {
    await house.send('/v1/batch', batchOf(track('unknown_one', { userId: 'C77', anonymousId: 'd77' }), { type: 'identify', userId: 'C77', anonymousId: 'd77', messageId: 'id-77' }, track('before_77', { anonymousId: 'd77' })))
    expect(await stored('unknown_one')).toMatchObject([{ cust_id: '', cust_no: 0, device_id: 'user:C77' }])
    expect(await house.rows(sql`SELECT * FROM identity_customer WHERE cust_id = 'C77'`)).toEqual([])
    expect((await house.ask<{ heldUsers: number }>('GET', '/api/v1/events/summary')).heldUsers).toBe(1)
    await load(house.app, 'late-customer', { format: { type: 'csv' }, businessDate: '2025-12-31', targets: [{ table: 'customer', mode: 'snapshot', columns: { cust_id: 'id', main_org_id: 'org', status: 'status' } }] }, 'id,org,status\nC77,B1,ACTIVE\n')
    const { jobId } = await house.ask<{ jobId: string }>('POST', '/api/v1/events/held/adopt')
    expect(await ended(jobId)).toEqual({ links: 2 })
    const { items } = await house.ask<{ items: { name: string }[] }>('POST', '/api/v1/events/of-customer', { custId: 'C77' })
    expect(items.map(({ name }) => name).sort()).toEqual(['before_77', 'unknown_one'])
    expect((await house.ask<{ heldUsers: number }>('GET', '/api/v1/events/summary')).heldUsers).toBe(0)
  })

  it('EVT-12: another branch\'s customer is not found', async () => {
    const maySee = (actor: Actor, custId: string) => maySeeCustomer(house.app.context, { orgPaths: () => house.app.access.orgs() }, actor, custId)
    expect([await maySee(headOffice, 'C01'), await maySee(branchTwo, 'C01'), await maySee(branchTwo, 'C16')]).toEqual([true, false, true])
    await expect(house.ask('POST', '/api/v1/events/of-customer', { custId: 'nobody' })).rejects.toThrow(/404/)
  })
})

describe('the tracking plan', () => {
  it('EVT-10: counts what breaks it by library and version, keeps the event, blocks when told to', async () => {
    await publish(house.app, 'tracking-plan-event', 'buy-ok', { owner: 'fund team', props: { product_id: { type: 'text', required: true }, amount: { type: 'number', required: true }, way: { type: 'text', values: ['app', 'web'] } } })
    await publish(house.app, 'tracking-plan-event', 'strict', { onViolation: 'block', props: { n: { type: 'int', required: true } } })
    await publish(house.app, 'tracking-plan-event', 'never-came', { props: {} })
    await house.settings({})
    const context = { library: { name: 'ios', version: '2.1' } }
    const answer = await house.send('/v1/batch', batchOf(track('buy_ok', { context, properties: { product_id: 'P1', amount: 5, way: 'app' } }), track('buy_ok', { context, properties: { amount: '5', way: 'fax' } }), track('strict', { properties: { n: 1.5 } }), track('strict', { properties: { n: 2 } }), track('surprise', { context, properties: { a: 1, b: 'x' } })))
    expect(answer.taken).toMatchObject({ accepted: 4, rejected: [{ index: 2, code: 'EVENT_BLOCKED' }] })
    expect(await stored('buy_ok')).toHaveLength(2)
    const { items } = await house.ask<{ items: { event: string; prop: string; kind: string; lib: string; libVersion: string; count: number; samples: string[] }[] }>('GET', '/api/v1/events/violations')
    const ofBuy = items.filter(({ event }) => event === 'buy_ok').map(({ prop, kind, lib, libVersion, count, samples }) => [prop, kind, lib, libVersion, count, samples.length])
    expect(ofBuy.sort()).toEqual([['amount', 'wrong-type', 'ios', '2.1', 1, 1], ['product_id', 'missing-prop', 'ios', '2.1', 1, 1], ['way', 'not-listed', 'ios', '2.1', 1, 1]])
    expect(items).toContainEqual(expect.objectContaining({ event: 'surprise', kind: 'unknown-event' }))
  })

  it('EVT-10: coverage tells seen, never seen and not declared; an undeclared event can be adopted', async () => {
    const { items } = await house.ask<{ items: { event: string; status: string; count: number; violations: number }[] }>('GET', '/api/v1/events/coverage')
    expect(items.find(({ event }) => event === 'buy_ok')).toMatchObject({ status: 'seen', count: 2, violations: 3 })
    expect(items.find(({ event }) => event === 'never_came')).toMatchObject({ status: 'never-seen', count: 0 })
    expect(items.find(({ event }) => event === 'surprise')).toMatchObject({ status: 'not-declared', count: 1 })
    const draft = await house.ask<{ key: string; body: object }>('POST', '/api/v1/events/adopt', { event: 'surprise' })
    expect(draft).toMatchObject({ key: 'surprise', body: { props: { a: { type: 'int', required: true }, b: { type: 'text', required: true } } } })
    await publish(house.app, 'tracking-plan-event', draft.key, draft.body)
  })
})

describe('looking on', () => {
  it('EVT-11: the live view shows the last events, waits for new ones, and filters', async () => {
    const { position } = await house.ask<{ position: number }>('GET', '/api/v1/events/live?limit=1')
    const waiting = house.ask<{ items: { event: { name: string }; verdict: string }[] }>('GET', `/api/v1/events/live?after=${position}&event=seen_live&wait=20`)
    await house.send('/v1/batch', batchOf(track('not-wanted'), track('seen_live')))
    expect((await waiting).items.map(({ event, verdict }) => [event.name, verdict])).toEqual([['seen_live', 'accepted']])
  })

  it('EVT-11: a follower gets every event once in order, and one that stalls holds up nobody', async () => {
    const [follower, stalled] = [await followEvents(house.app.context, null), await followEvents(house.app.context, null)]
    for (let round = 0; round < 5; round += 1) expect((await house.send('/v1/batch', batchOf(...Array.from({ length: 40 }, () => track('followed'))))).status).toBe(200)
    const got: string[] = []
    for (let rows = await follower.next(30); rows.length > 0; rows = await follower.next(30)) got.push(...rows.map((row) => row.event_id))
    expect([got.length, new Set(got).size]).toEqual([200, 200])
    const later = await followEvents(house.app.context, stalled.position)
    expect((await later.next(1000)).length).toBe(200)
  })

  it('EVT-3: figures by hour and key add up to what was answered', async () => {
    const { id, key } = await house.newKey({ name: 'counted' })
    const authorization = `Basic ${btoa(`${key}:`)}`
    const one = track('counted')
    await house.send('/v1/batch', batchOf(one, track('counted'), { type: 'x' }), { authorization })
    await house.send('/v1/batch', batchOf(one), { authorization })
    const { hours } = await house.ask<{ hours: { writeKey: string; what: string; count: number }[] }>('GET', '/api/v1/events/summary')
    const mine = hours.filter(({ writeKey }) => writeKey === id).map(({ what, count }) => [what, count])
    expect(mine.sort()).toEqual([['accepted', 2], ['duplicate', 1], ['rejected:EVENT_MALFORMED', 1]])
  })
})

describe('when it is too much', () => {
  it('EVT-5: 429 with Retry-After while the queue is full; nothing is lost by trying again', async () => {
    await house.settings({ maxQueueBytes: 65_536, commitEveryMs: 200 })
    const bodies = Array.from({ length: 12 }, (_, at) => batchOf(...Array.from({ length: 100 }, (__, n) => track('crowd', { messageId: `crowd-${at}-${n}`, properties: { fill: 'x'.repeat(200) } }))))
    const answers = await Promise.all(bodies.map((body) => house.send('/v1/batch', body)))
    const refused = answers.filter(({ status }) => status === 429)
    expect(refused.length).toBeGreaterThan(0)
    expect(refused.every(({ code, headers }) => code === 'INTAKE_BUSY' && headers.get('retry-after') === '1')).toBe(true)
    await house.settings({})
    for (const body of bodies) expect((await house.send('/v1/batch', body)).status).toBe(200)
    expect(await stored('crowd')).toHaveLength(1200)
  })

  it('EVT-11: long queries that take every session do not hold up intake', async () => {
    let ended = false
    const slow = [1, 2].map(() => house.rows(sql`SELECT sleepEachRow(0.1) FROM numbers(25)`))
    const allSlow = Promise.all(slow).then(() => (ended = true))
    expect((await house.send('/v1/batch', batchOf(track('beside_queries', { userId: 'C05' })))).status).toBe(200)
    expect(ended).toBe(false)
    await allSlow
  })
})

describe('the starter plan', () => {
  it('EVT-10: applies as it is, and covers the event dictionary', async () => {
    const files = textOf('examples/tracking-plan.yaml').split(/^---\s*$/m).map((text, at) => ({ path: `plan#${at}`, text }))
    await house.app.context.definitions.apply(files, headOffice, { force: true })
    const { items } = await house.ask<{ items: { event: string; key: string | null }[] }>('GET', '/api/v1/events/coverage')
    const planned = items.filter(({ key }) => key !== null).map(({ event }) => event)
    expect(files.length).toBeGreaterThan(50)
    expect(planned).toEqual(expect.arrayContaining(['buy_ok', 'risk_test_submit', 'home_banner_click', 'settings_personalised_off', 'logout']))
  })
})
