// Makes the screenshots in docs/shots: every main screen in Chinese and English, on the example loop.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { openBrowser, openPage, root, settled, startDemo } from '../test/browser/kit.mjs'
import { screens } from '../test/browser/screens.mjs'

const shown = screens.filter(({ shot }) => shot !== false)

const folder = join(root, 'docs', 'shots')
mkdirSync(folder, { recursive: true })
const demo = await startDemo()
const browser = await openBrowser()
let failed = 0
try {
  demo.run('loop', 'examples/email-campaign.yaml')
  for (const [language, suffix] of [['zh-CN', 'zh'], ['en-US', 'en']]) {
    const { page, context, errors } = await openPage(browser, demo.url, { login: 'demo-strategist', language })
    for (const screen of shown) {
      await page.goto(`${demo.url}${screen.path}`)
      await settled(page)
      await screen.before?.(page)
      await page.screenshot({ path: join(folder, `${screen.name}.${suffix}.png`) })
    }
    for (const error of errors) console.error(error)
    failed += errors.length
    await context.close()
  }
} finally {
  await browser.close()
  await demo.stop()
}
console.log(`${shown.length * 2} screenshots in docs/shots, ${failed} console errors`)
process.exitCode = failed === 0 ? 0 : 1
