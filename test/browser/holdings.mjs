// What customers of a tier hold, and a segment of those who lack a category: on a demo filled with a bank.
import { apiOf, openPage, settled, until } from './kit.mjs'

const TIERING = 'assets'
const PLAN = {
  kind: 'pyramid',
  measure: { v: 1, kind: 'value', value: { kind: 'agg', table: 'aum_month', fn: 'last', field: 'end', window: { kind: 'all' } } },
  tiers: [{ code: 'MASS', name: { zh: '大众', en: 'Mass' }, from: null }, { code: 'RICH', name: { zh: '富裕', en: 'Affluent' }, from: 5_000_000 }],
}

/** Runs the tests; `test` and `same` are the suite's. */
export async function holdingTests({ test, same, browser, demo }) {
  await test('a tier shows what its customers hold; those without a category become a segment', async () => {
    const ask = apiOf(demo)
    await tiered(ask)
    const { page, context, errors } = await openPage(browser, demo.url, { login: 'demo-strategist', language: 'en-US' })
    await page.goto(`${demo.url}/customers/tiers/${TIERING}?tab=depth`)
    await settled(page)
    await page.getByTitle('Customers of Mass without Wealth product').click()
    await settled(page)
    const [tier, category] = ['cell', 'category'].map((key) => new URL(page.url()).searchParams.get(key))
    same([tier, category], ['MASS', 'WEALTH'], 'what was chosen')
    await page.getByRole('columnheader', { name: 'Next product' }).waitFor()
    await page.getByRole('button', { name: 'Draft a segment' }).click()
    await page.waitForURL(/\/customers\/segments\/assets-mass-no-wealth/)
    same(errors, [], 'console errors')
    await context.close()
  })
}

/** Tags built, then the tiering published and run: it reads them. */
async function tiered(ask) {
  await done(ask, await ask('POST', '/api/v1/tags/build', {}))
  const { revision } = await ask('POST', '/api/v1/definitions/tiering', { key: TIERING, name: { zh: '资产', en: 'Assets' }, body: { plan: PLAN } })
  await ask('POST', `/api/v1/definitions/tiering/${TIERING}/publish`, {}, { 'if-match': `"${revision}"` })
  await done(ask, await ask('POST', `/api/v1/tierings/${TIERING}/run`, {}))
}

/** Waits for a job; says why it failed. */
async function done(ask, { jobId }) {
  const ended = async () => {
    const job = await ask('GET', `/api/v1/jobs/${jobId}`)
    return job.status === 'queued' || job.status === 'running' ? null : job
  }
  await until(async () => (await ended()) !== null, 120_000)
  const job = await ended()
  if (job?.status !== 'done') throw new Error(`${job?.kind}: ${job?.error?.code ?? job?.status}`)
}
