// What stewards do by hand with a bank's data: sources, drift, identity, privacy, the demo's clock.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { eventRule } from './event-rule.mjs'
import { apiOf, openPage, settled, until } from './kit.mjs'

const SOURCE = 'branch-visits'
const CUSTOMERS = 1000

/** Runs the tests on an empty demo, which the first of them fills; `test` and `same` are the suite's. */
export async function dataTests({ test, same, browser, demo }) {
  const house = { same, demo, ask: apiOf(demo), as: (login) => signIn({ same, browser, demo }, login) }
  await test('home: a demo bank fills an empty demo, and says how far it is', () => demoBank(house))
  await test('a folder source is backfilled, its schedule paused and resumed', () => backfill(house))
  await test('a file with a new column stops its load until somebody decides', () => drift(house))
  await test('a connector secret is kept, then given a new value', () => secrets(house))
  await test('a quality rule is written, tried on the newest data and published', () => qualityRule(house))
  await test('an event that is received becomes part of the plan', () => plannedEvent(house))
  await test('a rule over a property of an event follows what is typed, by the plan\'s names and beside them', () => eventRule({ ...house, browser }))
  await test('identity: linked, merged in bulk, merged by hand, undone from the change page', () => identity(house))
  await test('consent is withdrawn and given again with its evidence', () => consent(house))
  await test('clear values take a purpose, a reason and one of the day\'s times', () => unmask(house))
  await test('an erasure asked by one person and confirmed by another ends in a certificate', () => erasure(house))
  await test('keys are rotated and everything is sealed anew', () => keys(house))
  await test('the demo clock goes on by a day and by thirty', () => clock(house))
}

/** A signed-in page in English; `close` fails when the console said an error. */
async function signIn({ same, browser, demo }, login) {
  const { page, context, errors } = await openPage(browser, demo.url, { login, language: 'en-US' })
  return {
    page,
    context,
    open: async (path) => {
      await page.goto(`${demo.url}${path}`)
      await settled(page)
    },
    press: (name, place = page) => place.getByRole('button', { name, exact: typeof name === 'string' }).first().click(),
    async close() {
      same(errors, [], 'console errors')
      await context.close()
    },
  }
}

/** The text of the page holds what is expected, soon. */
async function shows(page, pattern, limit = 20_000) {
  let text = ''
  await until(async () => {
    text = await page.locator('body').innerText()
    return pattern.test(text)
  }, limit).catch(() => {
    throw new Error(`the page does not show ${pattern}: ${text.replaceAll(/\s+/g, ' ').slice(0, 600)}`)
  })
}

/** Answers the dialog of a button that asks first. */
async function confirm(page, name) {
  const dialog = page.getByRole('dialog').last()
  await dialog.getByRole('button', { name }).last().click()
  await dialog.waitFor({ state: 'hidden' }).catch(async (cause) => {
    throw new Error(`the dialog stays: ${(await dialog.innerText()).replaceAll(/\s+/g, ' ')}`, { cause })
  })
}

/** Chooses in a select; long lists are searched. */
async function choose(page, label, option) {
  const field = page.getByLabel(label, { exact: true }).first()
  await field.click()
  if (await field.isEditable()) await field.fill(option)
  await page.locator('.ant-select-dropdown:visible .ant-select-item-option').filter({ hasText: option }).first().click()
  await page.keyboard.press('Escape')
}

async function demoBank({ ask, as }) {
  const { page, open, press, close } = await as('demo-admin')
  await page.route('**/api/v1/demo/bank', (route) => route.continue({ postData: JSON.stringify({ customers: CUSTOMERS }) }))
  await open('/')
  await press(/demo bank|Fill|Load/i, page.locator('main'))
  await page.locator('main .ant-progress, main .job-progress').first().waitFor()
  await until(async () => (await ask('GET', '/api/v1/jobs?kind=system.demo-bank')).items[0].status === 'done', 120_000)
  const { total } = await ask('POST', '/api/v1/customers/search', {})
  if (total !== undefined && total !== CUSTOMERS) throw new Error(`${total} customers`)
  await close()
}

const day = (at) => `2025-12-${String(at).padStart(2, '0')}`

function writeVisits(demo, date, more = '') {
  const folder = join(demo.imports, 'visits')
  mkdirSync(folder, { recursive: true })
  const rows = [1, 2, 3].map((at) => `V${date}-${at},C0000000${at},${date}T0${at}:00:00Z,BRANCH,${at * 10}.00${more === '' ? '' : `,${more}`}`)
  writeFileSync(join(folder, `visits_${date.replaceAll('-', '')}.csv`), `id,c,ts,ch,amt${more === '' ? '' : ',teller'}\n${rows.join('\n')}\n`)
}

/** A definition saved and published over the API, where the test is about something else. */
async function publish(ask, kind, key, body) {
  const { revision } = await ask('POST', `/api/v1/definitions/${kind}`, { key, name: { zh: key, en: key }, body })
  await ask('POST', `/api/v1/definitions/${kind}/${key}/publish`, {}, { 'if-match': `"${revision}"` })
}

async function backfill({ demo, ask, as, same }) {
  for (const at of [22, 23, 24]) writeVisits(demo, day(at))
  await publish(ask, 'source', SOURCE, {
    purposes: ['SERVICE'], demo: true, format: { type: 'csv', header: true },
    connector: { kind: 'folder', path: 'visits', pattern: 'visits_{date}.csv', settleSeconds: 0 },
    schedule: { kind: 'bank-day', day: 'every', at: '06:00', dataOf: 'previous-day' },
    targets: [{ table: 'txn', mode: 'append', columns: { txn_id: 'id', cust_id: 'c', ts: { from: 'ts', format: 'ISO' }, channel: 'ch', amount: 'amt' } }],
  })
  const { page, open, press, close } = await as('demo-steward')
  await open(`/data/sources/${SOURCE}?tab=backfill`)
  await page.getByLabel('From').fill(day(22))
  await page.getByLabel('To').fill(day(24))
  await press('Start the backfill')
  await shows(page, /3 dates loaded, 0 unchanged/)
  await open(`/data/sources/${SOURCE}`)
  await press('Pause')
  await confirm(page, 'Pause')
  await shows(page, /Paused by/)
  await press('Resume')
  await page.getByRole('button', { name: 'Pause', exact: true }).waitFor()
  same((await ask('GET', `/api/v1/data/sources/${SOURCE}`)).paused, null, 'the pause')
  await close()
}

async function drift({ demo, ask, as, same }) {
  writeVisits(demo, day(25), 'T7')
  const { page, open, press, close } = await as('demo-steward')
  await open(`/data/sources/${SOURCE}`)
  await press('Fetch now')
  await until(async () => (await ask('GET', '/api/v1/data/drift?state=pending')).items.length === 1)
  await open('/data/drift')
  await shows(page, /New column “teller”/)
  await page.locator('tbody a').first().click()
  await page.getByRole('radio', { name: /^Ignore the column/ }).check()
  await page.getByLabel('Note').fill('the column of tellers is not needed')
  await press('Accept and go on loading')
  await until(async () => (await ask('GET', `/api/v1/data/loads?source=${SOURCE}`)).items.some(({ businessDate, status }) => businessDate === day(25) && status === 'loaded'))
  same((await ask('GET', '/api/v1/data/drift?state=pending')).items, [], 'loads that wait')
  await close()
}

async function secrets({ ask, as, same }) {
  const { page, open, press, close } = await as('demo-steward')
  await open('/data/sources')
  await press('Connector secrets')
  const drawer = page.locator('.ant-drawer')
  await press('Add a secret', drawer)
  await drawer.getByLabel('Name', { exact: true }).fill('core-db')
  await drawer.getByLabel('Bound to hosts').fill('db.bank.local:5432')
  await drawer.getByLabel('Bound to hosts').press('Enter')
  await drawer.getByLabel('User', { exact: true }).fill('reader')
  await drawer.getByLabel('Password', { exact: true }).fill('first secret')
  await press('Seal and keep', drawer)
  await press('New value', drawer)
  await drawer.getByLabel('User', { exact: true }).fill('reader')
  await drawer.getByLabel('Password', { exact: true }).fill('second secret')
  await press('Seal and keep', drawer)
  await until(async () => (await ask('GET', '/api/v1/data/connector-secrets')).items[0]?.version === 2)
  await drawer.getByRole('button', { name: 'Seal and keep' }).waitFor({ state: 'hidden' })
  const text = JSON.stringify(await ask('GET', '/api/v1/data/connector-secrets'))
  same(/first secret|second secret/.test(text + (await page.content())), false, 'a secret shown')
  await close()
}

async function qualityRule({ ask, as, same }) {
  const { page, open, press, close } = await as('demo-steward')
  await open('/data/quality?tab=rules')
  await press('New quality rule')
  await page.getByLabel('Chinese name').fill('交易金额不超过一元')
  await page.getByLabel('English name').fill('Small amounts only')
  await choose(page, 'Kind', 'Range')
  await choose(page, 'Table', 'txn')
  await choose(page, 'Columns', 'amount')
  await page.getByRole('button', { name: 'Publish version 1' }).waitFor()
  await shows(page, /1 thing to mend/)
  same(await page.getByRole('button', { name: 'Publish version 1' }).isDisabled(), true, 'publishing with a mistake')
  await page.getByLabel('Most', { exact: true }).fill('100')
  await shows(page, /demo-txn[\s\S]*Warning|demo-txn[\s\S]*Warn/)
  await page.getByText('Block', { exact: true }).click()
  await press('Save draft')
  await page.waitForURL(/rules\/small-amounts-only\/edit/)
  await open('/data/quality?tab=rules&origin=own')
  await page.getByRole('link', { name: 'Small amounts only' }).click()
  await press('Publish version 1')
  await confirm(page, 'Publish version 1')
  await page.waitForURL(/rules\/small-amounts-only($|\?)/)
  same((await ask('GET', '/api/v1/quality/rules?builtIn=false')).items.map(({ key, version }) => [key, version]), [['small-amounts-only', 1]], 'rules in force')
  await close()
}

async function plannedEvent({ demo, ask, as, same }) {
  const { key } = await ask('POST', '/api/v1/events/write-keys', { name: 'app', sourceType: 'plain' })
  const events = [1, 2, 3].map((at) => ({ event: 'loan_quote', anonymous_id: `web-${at}`, properties: { amount: at * 1000, term: '12' } }))
  const sent = await fetch(`${demo.url}/v1/batch`, { method: 'POST', headers: { authorization: `Basic ${btoa(`${key}:`)}`, 'content-type': 'application/json' }, body: JSON.stringify({ batch: events.map(({ anonymous_id: anonymousId, ...event }) => ({ type: 'track', anonymousId, timestamp: new Date().toISOString(), ...event })) }) })
  same((await sent.json()).accepted, 3, 'events taken')
  const { page, open, press, close } = await as('demo-steward')
  await open('/data/events?tab=plan&q=loan_quote')
  await press('Adopt into the plan')
  await page.waitForURL(/plan\/new\?.*event=loan_quote/)
  await page.getByLabel('Chinese name').first().fill('贷款试算')
  const rows = page.locator('.prop-row:not(.prop-head)')
  await until(async () => (await rows.count()) === 2)
  const term = rows.nth(1)
  await term.getByLabel('Allowed values').fill('24')
  await term.getByLabel('Allowed values').press('Enter')
  await press('Publish version 1')
  await confirm(page, 'Publish version 1')
  await page.waitForURL(/tab=plan/)
  const plan = await ask('GET', '/api/v1/definitions/tracking-plan-event/loan-quote')
  same([plan.version, plan.body.event, plan.body.props.amount.type, plan.body.props.term.values], [1, 'loan_quote', 'int', ['24']], 'the plan')
  await close()
}

async function identity({ ask, as, same }) {
  // Rules that decide nothing alone: everything likely waits for a person.
  await publish(ask, 'identity-rules', 'one-id', { deterministic: { idNumber: false, social: false, mobileAndName: false }, thresholds: { accept: 1, review: 0.5 } })
  const { page, open, press, close } = await as('demo-steward')
  const linkedBy = async () => (await ask('GET', '/api/v1/identity/quality')).lastRun?.runId ?? 0
  const before = await linkedBy()
  await open('/data/identity?tab=queue')
  await press('Link now', page.locator('main'))
  await confirm(page, 'Link now')
  await until(async () => (await linkedBy()) > before, 60_000)
  await until(async () => (await ask('GET', '/api/v1/jobs?kind=identity.link')).items.every(({ status }) => status === 'done'), 60_000)
  const { waiting } = await ask('GET', '/api/v1/identity/quality')
  if (waiting === 0) throw new Error('nothing waits for review')
  await open('/data/identity?tab=queue&minProbability=0.5')
  await page.getByRole('button', { name: /^Merge all/ }).click()
  await confirm(page, /^Merge all/)
  const newest = async () => (await ask('GET', '/api/v1/identity/changes')).items[0]
  await until(async () => (await newest())?.kind === 'merge' && (await newest()).status === 'applied')
  same((await newest()).merges > 1, true, 'persons merged in bulk')
  const free = (await ask('POST', '/api/v1/customers/search', { limit: 200, order: 'desc' })).items.map(({ custId }) => custId)
  const [a, b] = free.slice(-2)
  await open('/data/identity?tab=changes')
  await press('Merge numbers')
  await page.getByLabel('Customer numbers, one a line').fill(`${a}\n${b}`)
  await page.getByRole('dialog').getByLabel('Note').fill('one person at the counter')
  await confirm(page, 'Merge numbers')
  await until(async () => (await newest()).note === 'one person at the counter' && (await newest()).status === 'applied')
  await open(`/data/identity/changes/${(await newest()).id}`)
  await shows(page, new RegExp(`${a}[\\s\\S]*${b}|${b}[\\s\\S]*${a}`))
  await press('Undo the whole change')
  await page.getByRole('dialog').getByLabel('Note').fill('two persons after all')
  await confirm(page, 'Undo the whole change')
  await until(async () => (await newest()).kind === 'undo' && (await newest()).status === 'applied')
  await shows(page, /Undone/)
  same((await newest()).note, 'two persons after all', 'why it was undone')
  await close()
}

async function consent({ as }) {
  const { page, open, close } = await as('demo-compliance')
  await open('/customers/C00000003?tab=consent')
  const line = page.locator('tr').filter({ hasText: 'Marketing' }).first()
  const state = async () => (await line.locator('td').nth(1).innerText()).replace(/^\W+/, '').trim()
  const record = async (name, evidence) => {
    await line.getByRole('button', { name }).first().click()
    await page.getByRole('dialog').last().getByRole('textbox').last().fill(evidence)
    await confirm(page, name)
  }
  if ((await state()) !== 'agreed') await record('Record consent', 'form 16')
  await until(async () => (await state()) === 'agreed')
  await record('Record withdrawal', 'call 17')
  await until(async () => (await state()) === 'not agreed')
  await shows(page, /call 17/)
  await record('Record consent', 'form 18')
  await until(async () => (await state()) === 'agreed')
  await shows(page, /form 18/)
  await until(async () => (await page.getByText('No marketing consent').count()) === 0)
  await close()
}

async function unmask({ as, same, ask }) {
  const { page, open, press, close } = await as('demo-branch')
  await open('/customers')
  await page.locator('tbody a').first().click()
  await page.getByRole('tab', { name: 'Identity' }).click()
  await press('Show in clear…')
  await shows(page, /Used 0 of \d+ today/)
  await page.getByRole('checkbox', { name: 'Mobile' }).check()
  await press('Show and record')
  await shows(page, /Say why, in at least 4 characters/)
  await page.getByLabel('Reason').fill('the customer changes their mobile at the counter')
  await press('Show and record')
  await page.locator('dd').filter({ hasText: /^1\d{10}$/ }).waitFor()
  const shown = await page.locator('dd').filter({ hasText: /^1\d{10}$/ }).innerText()
  await shows(page, /Used 1 of \d+ today/)
  await close()
  const { items } = await ask('GET', '/api/v1/audit?limit=50')
  const entry = items.find(({ action }) => action.includes('unmask'))
  same(JSON.stringify(entry).includes('at the counter'), true, 'the reason in the audit log')
  same(JSON.stringify(items).includes(shown), false, 'a clear value in the audit log')
}

async function erasure({ as, same }) {
  const asker = await as('demo-branch')
  await asker.open('/customers')
  await asker.page.locator('tbody a').nth(1).click()
  await asker.page.waitForURL(/\/customers\/C\d+/)
  const custId = /C\d+/.exec(asker.page.url())[0]
  await asker.page.getByRole('tab', { name: /^Consent/ }).click()
  await asker.press('New request')
  const form = asker.page.locator('.ant-drawer')
  await form.getByLabel('Reason').fill('the customer asked in writing, letter 42')
  await asker.press('Ask', form)
  await form.waitFor({ state: 'hidden' })
  await asker.close()
  const { page, open, press, close } = await as('demo-compliance')
  await open('/data/privacy?tab=requests')
  const row = page.locator('tbody tr').filter({ hasText: custId })
  await row.getByRole('button', { name: 'Confirm' }).click()
  await confirm(page, 'Confirm')
  await row.getByRole('button', { name: 'Certificate' }).click({ timeout: 20_000 })
  const [file] = await Promise.all([page.waitForEvent('download'), press(/Download the certificate/)])
  const certificate = JSON.parse(readFileSync(await file.path(), 'utf8'))
  same([certificate.custId, certificate.kind, ['ERASED', 'RESTRICTED'].includes(certificate.outcome)], [custId, 'ERASE', true], 'the certificate')
  await close()
}

async function keys({ as, ask, same }) {
  const { page, open, press, close } = await as('demo-admin')
  await open('/data/privacy?tab=keys')
  await press('Rotate keys')
  await confirm(page, 'Rotate keys')
  await until(async () => {
    const known = (await ask('GET', '/api/v1/privacy/keys')).keys
    const [old, now] = [known.find(({ active }) => !active), known.find(({ active }) => active)]
    return known.length === 2 && old.uses.every(({ rows }) => rows === 0) && now.uses.some(({ rows }) => rows > 0)
  }, 60_000)
  await shows(page, /May be retired/)
  same(await page.getByRole('button', { name: 'Retire' }).count(), 1, 'keys that may be retired')
  await close()
}

async function clock({ as, ask, same }) {
  const { page, open, press, close } = await as('demo-admin')
  await open('/')
  const today = async () => (await ask('GET', '/api/v1/today')).businessDate
  same(await today(), '2025-12-31', 'the first day')
  for (const [name, date] of [['On by 1 day', '2026-01-01'], ['On by 30 days', '2026-01-31']]) {
    await page.locator('button.demo-mark').click()
    await press(name)
    await until(async () => (await today()) === date, 60_000)
    await shows(page, new RegExp(date))
    await page.keyboard.press('Escape')
    // While it closes, a press is lost.
    await page.getByRole('button', { name }).first().waitFor({ state: 'hidden' })
  }
  await close()
}
