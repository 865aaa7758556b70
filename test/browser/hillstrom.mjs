// The real campaign through the console: the file uploaded, loaded, tagged and evaluated by a person's clicks.
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { next, openPage, settled, startDemo, until } from './kit.mjs'

const folder = process.env.QUNCE_OPEN_DATA
const csv = folder ? join(folder, 'hillstrom', 'hillstrom_womens_vs_control.csv') : ''

/** True when the real file is here. */
export const hasHillstrom = () => csv !== '' && existsSync(csv)

/** Takes the example's definitions to a fresh product and runs the real file through its screens. */
export async function hillstromByHand(browser, from) {
  const definitions = mkdtempSync(join(tmpdir(), 'qunce-definitions-'))
  from.run('export', definitions)
  const demo = await startDemo()
  try {
    demo.run('apply', definitions)
    const { page, errors } = await openPage(browser, demo.url, { login: 'demo-strategist', language: 'en-US' })
    const answers = async (path) => (await page.context().request.get(`${demo.url}${path}`)).json()
    await page.goto(`${demo.url}/data/import?source=email-campaign`)
    await settled(page)
    await page.locator('input[type=file]').setInputFiles(csv)
    for (let step = 0; step < 3; step += 1) await next(page)
    await page.getByRole('button', { name: /load|publish/i }).last().click()
    await until(async () => (await answers('/api/v1/data/loads')).items[0]?.report?.accepted === 42_693, 60_000)
    await page.goto(`${demo.url}/customers/tags`)
    await settled(page)
    await page.getByRole('button', { name: 'Rebuild tags' }).click()
    await until(async () => (await answers('/api/v1/tags')).snapshot?.customers === 42_693, 60_000)
    await page.goto(`${demo.url}/review/evaluations/womens-email`)
    await settled(page)
    await page.getByRole('button', { name: /^compute/i }).click()
    await until(async () => (await page.locator('main').innerText()).includes('+4.52 pp'), 60_000)
    if (errors.length > 0) throw new Error(errors.join('\n'))
  } finally {
    await demo.stop()
    rmSync(definitions, { recursive: true, force: true })
  }
}
