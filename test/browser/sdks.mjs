// The browser SDKs banks have in their pages already, unchanged, on a page of another site than the server.
import { createServer } from 'node:http'
import { join } from 'node:path'
import { build } from 'esbuild'
import { apiOf, root, until } from './kit.mjs'

const SENSORS_MODES = ['image', 'ajax', 'beacon', 'batch']

/** Runs the tests on a product with customers; `test(name, run)` and `same(found, wanted, what)` are the suite's. */
export async function sdkTests({ test, same, browser, demo }) {
  const site = await openSite()
  const house = houseOf(demo)
  const people = (await house.ask('POST', '/api/v1/customers/search', { limit: 1 + SENSORS_MODES.length })).items.map(({ custId }) => custId)
  const run = async (path, given, act) => {
    const context = await browser.newContext()
    const page = await context.newPage()
    const errors = []
    page.on('console', (message) => message.type() === 'error' && errors.push(message.text()))
    await page.goto(path)
    const result = await page.evaluate(act, { server: demo.url, ...given })
    return { page, context, errors, result }
  }
  try {
    await segmentTests({ test, same, site, house, run, custId: people[0] })
    for (const [at, mode] of SENSORS_MODES.entries()) await test(`sa-sdk-javascript, ${mode}: every record of a session arrives once, anonymous behaviour with its customer`, () => sensorsSession({ same, site, house, run, mode, custId: people[at + 1] }))
    await test('EVT-1: pages of another origin than the key names store nothing, by script or by image', () => strangers({ same, site, house, run }))
  } finally {
    await site.close()
  }
}

/** A page's script as a bank's own build makes it. */
async function bundleOf(name) {
  const { outputFiles } = await build({ entryPoints: [join(root, 'test', 'browser', name)], bundle: true, write: false, format: 'iife', platform: 'browser', define: { 'process.env.NODE_ENV': '"production"' }, logLevel: 'error' })
  return outputFiles[0].text
}

/** A bank's site: two addresses of one server are two origins to a browser. */
async function openSite() {
  const scripts = { '/segment.js': await bundleOf('segment-page.mjs'), '/sensors.js': await bundleOf('sensors-page.mjs') }
  const server = createServer((request, answer) => {
    const { pathname } = new URL(request.url, 'http://site')
    const script = scripts[pathname]
    if (script !== undefined) return answer.setHeader('content-type', 'text/javascript; charset=utf-8').end(script)
    const asked = scripts[`${pathname}.js`] === undefined ? '' : `<script src="${pathname}.js"></script>`
    return answer.setHeader('content-type', 'text/html; charset=utf-8').end(`<!doctype html><title>贷款</title><link rel="icon" href="data:,">${asked}`)
  })
  await new Promise((resolve) => server.listen(0, resolve))
  const { port } = server.address()
  return { origin: `http://localhost:${port}`, elsewhere: `http://127.0.0.1:${port}`, close: () => new Promise((resolve) => server.close(resolve)) }
}

function houseOf(demo) {
  const ask = apiOf(demo)
  return {
    ask,
    async newKey(name, sourceType, origins, rateLimit = null) {
      const { key, entry } = await ask('POST', '/api/v1/events/write-keys', { name, sourceType, origins, rateLimit })
      return { key, id: entry.id }
    },
    /** What was new of what a key sent, as the debugger shows it, once there are `n` or time is up. An SDK may send twice. */
    async taken(id, n) {
      let items = []
      await until(async () => {
        items = (await ask('GET', `/api/v1/events/live?limit=200&writeKey=${id}`)).items.filter(({ verdict }) => verdict === 'accepted')
        return items.length >= n
      }).catch(() => undefined)
      return items
    },
    ofCustomer: async (custId) => (await ask('POST', '/api/v1/events/of-customer', { custId })).items,
    ofDevice: async (deviceId) => (await ask('POST', '/api/v1/events/of-device', { deviceId })).items,
  }
}

const namesOf = (items) => items.map(({ event, name }) => event?.name ?? name).sort()

async function segmentTests({ test, same, site, house, run, custId }) {
  await test('analytics-next: page, track, identify, group, alias and reset arrive, each once', async () => {
    const { key, id } = await house.newKey('web', 'segment', [site.origin])
    const { context, errors, result } = await run(`${site.origin}/segment`, { key, custId }, segmentSession)
    const items = await house.taken(id, 7)
    same(errors, [], 'errors in the page')
    same(namesOf(items), ['group', 'link', 'page', 'profile_set', 'seg_after_reset', 'seg_anonymous', 'seg_buy'], 'records taken')
    if (result.before === result.after) throw new Error('reset kept the device')
    const mine = await house.ofCustomer(custId)
    same(namesOf(mine), ['group', 'page', 'seg_anonymous', 'seg_buy'], 'events of the customer, those before sign-in among them')
    const bought = mine.find(({ name }) => name === 'seg_buy')
    same([bought.productId, bought.page, bought.props.amount, bought.props.note], ['P9', '/segment', 12.5, '中文 "quote" \\ & +%'], 'the event as it was sent')
    same(namesOf(await house.ofDevice(result.after)), ['seg_after_reset'], 'events after reset')
    await context.close()
  })
  await test('analytics-next in batches: what is left is sent as the page goes away', async () => {
    const { key, id } = await house.newKey('web batches', 'segment', [site.origin])
    const { page, context } = await run(`${site.origin}/segment`, { key }, segmentBatches)
    await page.goto('about:blank')
    same(namesOf(await house.taken(id, 5)), ['batch_1', 'batch_2', 'batch_3', 'batch_4', 'batch_5'], 'records taken')
    await context.close()
  })
  await test('analytics-next told to wait (429): it reads Retry-After across origins and loses nothing', async () => {
    const { key, id } = await house.newKey('web slowly', 'segment', [site.origin], 2)
    const { context, result } = await run(`${site.origin}/segment`, { key }, segmentRush)
    if (!result.seen.includes('1')) throw new Error(`no answer said when to come back: ${JSON.stringify(result.seen)}`)
    same(namesOf(await house.taken(id, 5)), ['rush_1', 'rush_2', 'rush_3', 'rush_4', 'rush_5'], 'records taken')
    await context.close()
  })
}

// The functions below run in the page.

async function segmentSession({ server, key, custId }) {
  const [analytics] = await window.AnalyticsBrowser.load({ writeKey: key, cdnURL: server })
  await analytics.page('Loan')
  await analytics.track('seg_anonymous')
  const before = analytics.user().anonymousId()
  await analytics.identify(custId, { plan: 'gold', mobile: '13800001234' })
  await analytics.track('seg_buy', { product_id: 'P9', amount: 12.5, note: '中文 "quote" \\ & +%' })
  await analytics.group('g7', { tier: 'gold' })
  await analytics.alias(custId, before)
  analytics.reset()
  await analytics.track('seg_after_reset')
  return { before, after: analytics.user().anonymousId() }
}

async function segmentBatches({ server, key }) {
  const batching = { deliveryStrategy: { strategy: 'batching', config: { size: 3, timeout: 60_000 } } }
  const [analytics] = await window.AnalyticsBrowser.load({ writeKey: key, cdnURL: server }, { integrations: { 'Segment.io': batching } })
  for (const at of [1, 2, 3, 4, 5]) await analytics.track(`batch_${at}`)
}

async function segmentRush({ server, key }) {
  const seen = []
  const send = window.fetch
  window.fetch = async (...given) => {
    const answer = await send(...given)
    if (answer.status === 429) seen.push(answer.headers.get('retry-after'))
    return answer
  }
  const [analytics] = await window.AnalyticsBrowser.load({ writeKey: key, cdnURL: server })
  for (const at of [1, 2, 3, 4, 5]) void analytics.track(`rush_${at}`)
  await new Promise((resolve) => setTimeout(resolve, 1000))
  return { seen }
}

async function sensorsSession({ same, site, house, run, mode, custId }) {
  const { key, id } = await house.newKey(`web ${mode}`, 'sensors', [site.origin])
  const { context, errors, result } = await run(`${site.origin}/sensors`, { key, mode, custId }, sensorsRecords)
  const events = ['$BindID', '$SignUp', '$UnbindID', '$pageview', 'sa_anonymous', 'sa_buy']
  const wanted = [...events, 'item_delete', 'item_set', 'item_set', 'profile_append', 'profile_increment', 'profile_set', 'profile_set_once', 'profile_set_once', 'profile_unset'].sort()
  const items = await house.taken(id, wanted.length)
  same(namesOf(items), wanted, 'records taken')
  same(errors, [], 'errors in the page')
  const mine = await house.ofCustomer(custId)
  same(namesOf(mine), events, 'events of the customer, those before sign-in among them')
  same(new Set(mine.map(({ deviceId }) => deviceId)).has(result.device), true, 'the device is the one the SDK drew')
  const bought = mine.find(({ name }) => name === 'sa_buy')
  same([bought.productId, bought.props.amount, bought.props.note], ['P9', 12.5, '中文 "quote" \\ & +%'], 'the event as it was sent')
  const shown = (name) => items.filter(({ event }) => event.name === name).map(({ event }) => event.props)
  same(shown('profile_increment'), [{ visits: 4 }], 'what is added')
  same(shown('profile_append'), [{ likes: ['fund', 'gold'] }], 'what is appended')
  same(Object.keys(shown('profile_unset')[0]), ['first'], 'what is taken away')
  same(shown('item_delete'), [{ item_type: 'fund', item_id: 'F2' }], 'the item deleted')
  await context.close()
}

async function sensorsRecords({ server, key, mode, custId }) {
  const { sensorsDataAnalytic201505: sensors } = window
  const how = mode === 'batch' ? { batch_send: { send_interval: 500, datasend_timeout: 3000 } } : { send_type: mode }
  sensors.init({ server_url: `${server}/v1/sensors?project=default&token=${key}`, show_log: false, ...how })
  sensors.quick('autoTrack')
  sensors.track('sa_anonymous')
  const device = sensors.quick('getAnonymousID')
  sensors.login(custId)
  sensors.track('sa_buy', { product_id: 'P9', amount: 12.5, note: '中文 "quote" \\ & +%' })
  sensors.setProfile({ city: '杭州', visits: 1 })
  sensors.setOnceProfile({ first: 'ad' })
  sensors.incrementProfile({ visits: 4 })
  sensors.appendProfile({ likes: ['fund', 'gold'] })
  sensors.unsetProfile(['first'])
  sensors.setItem('fund', 'F1', { risk: 3 })
  sensors.setItem('fund', 'F2', { risk: 5 })
  sensors.deleteItem('fund', 'F2')
  sensors.bind('$identity_wechat', 'wx-1')
  sensors.unbind('$identity_wechat', 'wx-1')
  return { device }
}

async function strangers({ same, site, house, run }) {
  const { key, id } = await house.newKey('web of one origin', 'sensors', [site.origin])
  for (const mode of ['image', 'ajax']) {
    const { page, context } = await run(`${site.elsewhere}/sensors`, { key, mode, custId: 'SA-stranger' }, sensorsRecords)
    await page.waitForLoadState('networkidle')
    await context.close()
  }
  same(namesOf(await house.ask('GET', `/api/v1/events/live?limit=200&writeKey=${id}`).then(({ items }) => items)), [], 'records taken')
}
