// The builders by hand: the palette by search and keyboard, and a tag of the time between two rows written, kept and opened again.
import { openPage, settled, until } from './kit.mjs'

const RULE = '.rule-tree .rule-node'

/** Runs them on a demo with data; `test` and `same` are the suite's. */
export async function builderTests({ test, same, browser, demo }) {
  await test('the palette folds, finds, adds by keyboard and remembers', () => palette({ same, browser, demo }))
  await test('a tag of the time between two rows is written, saved and opened as it was', () => interval({ same, browser, demo }))
}

async function palette({ same, browser, demo }) {
  const { page, context, errors } = await openPage(browser, demo.url, { login: 'demo-strategist', language: 'en-US', width: 1024 })
  const path = `${demo.url}/customers/segments/new`
  await page.goto(path)
  await settled(page)
  const tree = page.getByRole('tree')
  const sections = tree.locator('[role=treeitem][aria-level="1"]')
  const open = await sections.evaluateAll((found) => found.map((each) => each.getAttribute('aria-expanded')))
  same([open[0], new Set(open.slice(1)).size, open.length > 3], ['true', 1, true], 'the first section alone is open')
  const [beside, rule] = [await page.locator('.rule-palette').boundingBox(), await page.locator('.rule-tree').boundingBox()]
  same([beside.x + beside.width <= rule.x, Math.abs(beside.y - rule.y) < 8], [true, true], 'the rule stands beside the palette at 1024')

  const search = page.getByLabel('Search tags, attributes, segments')
  await search.fill('spend')
  await until(async () => (await tree.locator('mark').count()) > 0)
  const marks = await tree.locator('mark').allInnerTexts()
  same(marks.every((text) => text.toLowerCase() === 'spend'), true, 'what was typed is marked')
  await search.press('ArrowDown')
  same(await page.evaluate(() => document.activeElement?.getAttribute('aria-level')), '1', 'the arrow goes to the first line')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await until(async () => (await page.locator(RULE).count()) === 1)
  await page.keyboard.press('Escape')
  same([await search.inputValue(), await search.evaluate((field) => field === document.activeElement)], ['', true], 'Escape clears the search and goes back to it')
  same((await sections.first().innerText()).includes('Used before'), true, 'what was used stands at the top')

  await sections.filter({ hasText: 'Customer attributes' }).click()
  await page.goto(path)
  await settled(page)
  const kept = await sections.evaluateAll((found) => found.filter((each) => each.getAttribute('aria-expanded') === 'true').map((each) => each.querySelector('.palette-name')?.textContent))
  same(kept.includes('Used before') && kept.includes('Customer attributes'), true, `what was opened stays open: ${kept.join(', ')}`)

  await search.fill('nothing of the kind')
  await page.getByText('Nothing matches').waitFor()
  await page.getByRole('button', { name: 'Clear the search' }).click()
  same(await tree.count(), 1, 'the palette after a search that found nothing')
  same(errors, [], 'console errors')
  await context.close()
}

async function interval({ same, browser, demo }) {
  const { page, context, errors } = await openPage(browser, demo.url, { login: 'demo-strategist', language: 'en-US' })
  await page.goto(`${demo.url}/customers/tags/new`)
  await settled(page)
  await page.locator('.ant-radio-button-wrapper', { hasText: 'Time between' }).click()
  await page.getByText('To the next row that is').waitFor()
  await page.getByLabel('Which pair').click()
  await page.locator('.ant-select-item-option', { hasText: 'shortest' }).click()
  await page.getByLabel('Chinese name').first().fill('间隔')
  await page.getByLabel('Key', { exact: true }).fill('time-between')
  const save = page.getByRole('button', { name: 'Save the draft' })
  await until(() => save.isEnabled())
  await save.click()
  await page.waitForURL(/time-between/)
  await page.goto(`${demo.url}/customers/tags/time-between/edit`)
  await settled(page)
  await page.getByText('To the next row that is').waitFor()
  same(await page.locator('.ant-radio-button-wrapper-checked').innerText(), 'Time between', 'the form it opens in')
  same(await page.locator('.ant-select', { has: page.getByLabel('Which pair') }).innerText(), 'shortest', 'the pair')
  same(errors, [], 'console errors')
  await context.close()
}
