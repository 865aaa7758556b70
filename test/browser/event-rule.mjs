// A rule over a property of an event, as an analyst writes and mends it in the segment builder.
import { openPage, settled, until } from './kit.mjs'

const field = (name) => ({ kind: 'field', field: name })
const looked = { kind: 'compare', left: field('name'), op: '=', value: 'product_detail_view' }
const long = { kind: 'compare', left: field('props.dwell_s'), op: '>', value: 60 }
const count = { kind: 'agg', table: 'app_event', fn: 'count', window: { kind: 'last', n: 90, unit: 'd' }, filter: { kind: 'all', all: [looked, long] } }
const rule = { v: 1, kind: 'rule', rule: { kind: 'all', all: [{ kind: 'compare', left: count, op: '>=', value: 1 }] } }

/** The draft is said by the plan's names, follows what is typed, and takes an event the plan does not have. */
export async function eventRule({ browser, demo, ask, same }) {
  await ask('POST', '/api/v1/definitions/segment', { key: 'long-looks', name: { zh: '久看产品', en: 'Long looks' }, body: { purposes: ['SERVICE'], rule } })
  const { page, context, errors } = await openPage(browser, demo.url, { login: 'demo-analyst', language: 'en-US' })
  await page.goto(`${demo.url}/customers/segments/long-looks/edit`)
  await settled(page)
  const sentence = async () => page.getByRole('complementary', { name: 'Live result' }).innerText()
  await until(async () => /Event is Product seen, and Seconds stayed is above 60/.test(await sentence()))
  const counted = async () => Number(/([\d,]+)\s/.exec((await sentence()).replace(/^.*\n/, ''))?.[1]?.replaceAll(',', ''))
  const before = await counted()
  const seconds = page.getByRole('spinbutton', { name: 'Compared with' }).first()
  await seconds.fill('150')
  await until(async () => /Seconds stayed is above 150/.test(await sentence()))
  await until(async () => (await counted()) < before)
  await meaning({ page, demo, same })
  // By name, out of the plan.
  const event = page.locator('.operand-text').first()
  await event.click()
  await page.keyboard.type('Content')
  await page.getByTitle('Content seen').last().click()
  await until(async () => /Event is Content seen/.test(await sentence()))
  // By code, beside the plan.
  await event.click()
  await page.keyboard.type('own_event')
  await page.keyboard.press('Enter')
  await until(async () => /Event is own_event/.test(await sentence()))
  const saved = async () => (await ask('GET', '/api/v1/definitions/segment/long-looks')).body.rule.rule.all[0].left.filter.all.map(({ value }) => value)
  await until(async () => JSON.stringify(await saved()) === '["own_event",150]')
  same(errors, [], 'console errors')
  await context.close()
}

/** The event's page, as who meets it in a rule reads it: from the builder to what uses it, and back to the rule. */
async function meaning({ page, demo, same }) {
  const link = page.getByRole('link', { name: 'Product seen' })
  const beside = await page.context().newPage()
  await beside.goto(new URL(await link.getAttribute('href'), demo.url).href)
  await settled(beside)
  await beside.getByRole('heading', { name: 'Product seen' }).waitFor()
  same(await beside.getByRole('row', { name: /dwell_s/ }).innerText().then((row) => /Yes, read as/.test(row)), true, 'rules may ask how long')
  same(await beside.getByRole('button', { name: 'Edit' }).count(), 0, 'an analyst does not edit the plan')
  await beside.getByRole('tab', { name: 'Where it is used' }).click()
  await beside.getByRole('link', { name: 'Long looks' }).click()
  await until(async () => beside.url().includes('/customers/segments/long-looks'))
  await beside.close()
}
