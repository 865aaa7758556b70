import { gzipSync } from 'node:zlib'
import { Analytics } from '@segment/analytics-node'
import Sensors from 'sa-sdk-node'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { query, sql } from '#kernel/sql'
import { itemOf, profileOf } from '#events'
import { bankRows, bankRuns } from '#ingest'
import { openEventHouse, storedEvents, type EventHouse } from '../kit/event-house.js'
import { fillBank } from '../kit/strategy-bank.js'

const sensors = new Sensors()

let house: EventHouse
beforeAll(async () => {
  house = await openEventHouse()
  await fillBank(house.app)
})
afterAll(() => house.close())

async function byName<Row>(name: string): Promise<Row[]> {
  return house.rows<Row>(sql`SELECT * FROM (${storedEvents}) WHERE name = ${name}`)
}

describe('the Segment SDK for Node, unchanged', () => {
  it('EVT-2: sends every call; each is stored once, in the bank model, when the SDK is told so', async () => {
    const sdk = new Analytics({ writeKey: house.key, host: house.url, flushAt: 20, flushInterval: 20 })
    const failed: unknown[] = []
    sdk.on('error', (error) => failed.push(error))
    sdk.track({ userId: 'C01', event: 'buy_click', properties: { product_id: 'P9', amount: 12.5, note: 'tab\tline\nquote " back\\slash 中文' }, context: { app: { version: '8.3.1', name: 'bank', build: '1' }, os: { name: 'Android', version: '14' } }, timestamp: '2026-01-02T16:30:00.123Z' })
    sdk.page({ anonymousId: 'dev-1', name: 'Home', properties: { path: '/home', url: 'https://bank.example/home' } })
    sdk.screen({ anonymousId: 'dev-1', name: 'Cards' })
    sdk.group({ userId: 'C01', groupId: 'g7', traits: { tier: 'gold' } })
    sdk.identify({ userId: 'C01', anonymousId: 'dev-1', traits: { plan: 'gold', mobile: '13800001234' } })
    await sdk.closeAndFlush()
    expect(failed).toEqual([])
    expect(await byName('buy_click')).toMatchObject([{ cust_id: 'C01', shard_key: 'C01', product_id: 'P9', os: 'Android', app_ver: '8.3.1', ts: '2026-01-02 16:30:00.123', day: '2026-01-03', page: null }])
    const [bought] = await byName<{ props: string; cust_no: number }>('buy_click')
    expect(bought?.cust_no).toBeGreaterThan(0)
    expect(JSON.parse(bought?.props ?? '')).toMatchObject({ amount: 12.5, note: 'tab\tline\nquote " back\\slash 中文', _lib: '@segment/analytics-node' })
    expect(await byName('page')).toMatchObject([{ cust_id: '', cust_no: 0, device_id: 'dev-1', page: '/home' }])
    expect(await byName('screen')).toMatchObject([{ device_id: 'dev-1', page: 'Cards' }])
    expect(await byName('group')).toMatchObject([{ cust_id: 'C01' }])
    const traits = await profileOf(house.app.context, { custId: 'C01' })
    expect(traits['plan']).toBe('gold')
    expect(traits['mobile']).toMatch(/^sealed:/)
  })

  it('EVT-7: what a device did before sign-in counts for the customer after it', async () => {
    const runs = await bankRuns(house.app.context.runs, 'app_event', '2025-12-31')
    const rows = bankRows('app_event', runs, ['name'])
    const counted = await house.app.context.warehouse.query(query<{ n: string }>(sql`SELECT count() AS n FROM ${rows} WHERE cust_id = 'C01' AND name IN ('page', 'screen')`))
    expect(counted).toEqual([{ n: '2' }])
    const { items } = await house.ask<{ items: { name: string }[] }>('POST', '/api/v1/events/of-customer', { custId: 'C01' })
    expect(items.map(({ name }) => name).sort()).toEqual(['buy_click', 'group', 'page', 'screen'])
  })

  it('EVT-4: the same messages again, as after a lost answer, change nothing', async () => {
    const batch = Array.from({ length: 50 }, (_, at) => ({ type: 'track', event: 'again', userId: 'C02', messageId: `again-${at}`, timestamp: new Date().toISOString() }))
    const answers = await Promise.all([1, 2, 3].map(() => house.send('/v1/batch', { batch, sentAt: new Date().toISOString() })))
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
    expect(answers.reduce((sum, { taken }) => sum + taken.accepted, 0)).toBe(50)
    expect(answers.reduce((sum, { taken }) => sum + taken.duplicates, 0)).toBe(100)
    expect(await byName('again')).toHaveLength(50)
  })

  it('EVT-2: gzip, the body\'s write key, single calls and the browser\'s short addresses', async () => {
    const event = { messageId: 'short-1', anonymousId: 'dev-9', event: 'short', type: 'track', timestamp: new Date().toISOString(), sentAt: new Date().toISOString(), writeKey: house.key }
    const gzipped = await house.send('/v1/t', gzipSync(JSON.stringify(event)), { authorization: '', 'content-encoding': 'gzip', 'content-type': 'text/plain' })
    expect(gzipped.taken).toMatchObject({ success: true, accepted: 1 })
    const single = await house.send('/v1/track', { ...event, messageId: 'short-2' })
    expect(single.taken.accepted).toBe(1)
    expect(await byName('short')).toHaveLength(2)
  })
})

describe('the Segment SDK for browsers (its requests, replayed)', () => {
  it('EVT-1: asks for its settings, is allowed by origin, sends with credentials in a header and text/plain', async () => {
    const { key } = await house.newKey({ origins: ['https://bank.example'] })
    const origin = 'https://bank.example'
    const settings = await fetch(`${house.url}/v1/projects/${key}/settings`, { headers: { origin } })
    expect(settings.headers.get('access-control-allow-origin')).toBe(origin)
    const { integrations } = (await settings.json()) as { integrations: Record<string, { apiHost: string; protocol: string; apiKey: string }> }
    const { apiHost, protocol, apiKey } = integrations['Segment.io']!
    const asked = await fetch(`${protocol}://${apiHost}/p`, { method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization,content-type' } })
    expect(asked.status).toBe(204)
    expect(asked.headers.get('access-control-allow-headers')).toBe('authorization,content-type')
    const body = { timestamp: new Date().toISOString(), integrations: {}, type: 'page', properties: { path: '/loan', url: 'https://bank.example/loan', title: 'Loan' }, context: { page: { path: '/loan' }, library: { name: 'analytics.js', version: 'npm:next-1.84.3' } }, messageId: 'ajs-next-1', anonymousId: 'web-1', writeKey: apiKey, userId: null, sentAt: new Date().toISOString(), _metadata: { bundled: ['Segment.io'] } }
    const sent = await fetch(`${protocol}://${apiHost}/p`, { method: 'POST', headers: { origin, 'content-type': 'text/plain', authorization: `Basic ${btoa(`${apiKey}:`)}` }, body: JSON.stringify(body) })
    expect(sent.status).toBe(200)
    expect(sent.headers.get('access-control-allow-origin')).toBe(origin)
    // Told to wait, the SDK asks when it may come back; a browser gives it that header only when it is exposed.
    expect(sent.headers.get('access-control-expose-headers')).toBe('retry-after')
    const elsewhere = await fetch(`${protocol}://${apiHost}/p`, { method: 'POST', headers: { origin: 'https://evil.example', authorization: `Basic ${btoa(`${apiKey}:`)}` }, body: JSON.stringify({ ...body, messageId: 'ajs-next-2' }) })
    expect([elsewhere.status, ((await elsewhere.json()) as { code: string }).code]).toEqual([403, 'ORIGIN_NOT_ALLOWED'])
    expect(elsewhere.headers.get('access-control-allow-origin')).toBeNull()
    expect(await house.rows(sql`SELECT * FROM (${storedEvents}) WHERE device_id = 'web-1'`)).toHaveLength(1)
  })
})

describe('the Sensors SDK for Node, unchanged', () => {
  it('EVT-2, EVT-8: every record type arrives; profiles and items resolve when read', async () => {
    let delivered = 0
    const done = new Promise<void>((resolve, reject) => {
      const submitter = sensors.submitTo({ url: `${house.url}/v1/sensors?project=default&token=${house.key}`, gzip: true })
      submitter.subscribe(() => {
        delivered += 1
        if (delivered === 12) resolve()
      }, reject)
    })
    sensors.track('anon-5', '$pageview', { $url_path: '/fund', $is_login_id: false })
    sensors.track('C03', 'risk_test_submit', { $is_login_id: true, $os: 'iOS', score: 7 })
    sensors.trackSignup('C03', 'anon-5', {})
    sensors.profileSet('C03', { $is_login_id: true, city: 'Hangzhou', visits: 1 })
    sensors.profileSetOnce('C03', { $is_login_id: true, city: 'Ningbo', first: 'ad' })
    sensors.profileIncrement('C03', { visits: 4 })
    sensors.profileAppend('C03', { likes: ['fund', 'gold'] })
    sensors.profileAppend('C03', { likes: ['gold', 'card'] })
    sensors.profileUnset('C03', ['first'])
    sensors.itemSet('fund', 'F1', { risk: 3 })
    sensors.itemSet('fund', 'F2', { risk: 5 })
    sensors.itemDelete('fund', 'F2')
    await done
    expect(await byName('$pageview')).toMatchObject([{ cust_id: '', device_id: 'anon-5', page: '/fund' }])
    expect(await byName('risk_test_submit')).toMatchObject([{ cust_id: 'C03', os: 'iOS' }])
    const traits = await profileOf(house.app.context, { custId: 'C03' })
    expect(traits).toMatchObject({ city: 'Hangzhou', visits: 5, likes: ['fund', 'gold', 'card'] })
    expect(traits).not.toHaveProperty('first')
    expect(await itemOf(house.app.context, 'fund', 'F1')).toMatchObject({ risk: 3 })
    expect(await itemOf(house.app.context, 'fund', 'F2')).toBeNull()
    const { items } = await house.ask<{ items: { name: string }[] }>('POST', '/api/v1/events/of-customer', { custId: 'C03' })
    expect(items.map(({ name }) => name)).toContain('$pageview')
  })
})

describe('the Sensors SDK for browsers (its requests, replayed)', () => {
  const record = (id: number) => ({ identities: { $identity_cookie_id: 'cookie-7' }, distinct_id: 'cookie-7', anonymous_id: 'cookie-7', lib: { $lib: 'js', $lib_method: 'code', $lib_version: '1.27.11' }, properties: { $is_first_day: true, $title: '首页' }, type: 'track', event: `$Web${id}`, time: Date.now(), _track_id: 100 + id, _flush_time: Date.now() })
  const packed = (value: unknown) => encodeURIComponent(Buffer.from(JSON.stringify(value)).toString('base64'))

  it('EVT-2: image, ajax, beacon and batch all arrive, and the same again is a duplicate', async () => {
    const address = `${house.url}/v1/sensors?project=default&token=${house.key}`
    const image = await fetch(`${address}&data=${packed(record(1))}&ext=${encodeURIComponent('crc=1')}`)
    expect([image.status, image.headers.get('content-type')]).toEqual([200, 'image/gif'])
    const post = (body: string, type: string) => fetch(address, { method: 'POST', headers: { 'content-type': type }, body })
    const ajax = await post(`data=${packed(record(2))}&ext=crc%3D1`, 'application/x-www-form-urlencoded')
    const beacon = await post(`data=${packed(record(3))}&ext=crc%3D1`, 'text/plain;charset=UTF-8')
    const batch = `data_list=${packed([record(4), record(5)])}`
    expect([ajax.status, beacon.status, (await post(batch, 'application/x-www-form-urlencoded')).status]).toEqual([200, 200, 200])
    expect(await (await post(batch, 'application/x-www-form-urlencoded')).json()).toMatchObject({ accepted: 0, duplicates: 2 })
    expect(await house.rows(sql`SELECT * FROM (${storedEvents}) WHERE device_id = 'cookie-7'`)).toHaveLength(5)
  })

  it('EVT-1: an image on a page of another origin is refused, by the page it says it is on', async () => {
    const { key } = await house.newKey({ sourceType: 'sensors', origins: ['https://bank.example'] })
    const image = (referer: string, id: number) => fetch(`${house.url}/v1/sensors?token=${key}&data=${packed(record(id))}`, { headers: { referer, 'sec-fetch-dest': 'image' } })
    expect((await image('https://bank.example/loan?id=1', 6)).status).toBe(200)
    expect((await image('https://evil.example/', 7)).status).toBe(403)
    expect(await house.rows(sql`SELECT * FROM (${storedEvents}) WHERE name IN ('$Web6', '$Web7')`)).toHaveLength(1)
  })

  it('EVT-2: binding an id is told as an event; the id itself is not kept', async () => {
    const bound = { ...record(8), type: 'track_id_bind', event: '$BindID', identities: { $identity_cookie_id: 'cookie-7', $identity_mobile: '13800009999' } }
    const sent = await fetch(`${house.url}/v1/sensors?token=${house.key}`, { method: 'POST', body: `data=${packed(bound)}` })
    expect(await sent.json()).toMatchObject({ accepted: 1 })
    const stored = await house.rows(sql`SELECT * FROM (${storedEvents}) WHERE name = '$BindID'`)
    expect(stored).toMatchObject([{ device_id: 'cookie-7' }])
    expect(JSON.stringify(stored)).not.toContain('13800009999')
  })
})
