import { openBrowser, openPage, settled } from './kit.mjs'
const url = 'http://127.0.0.1:18731'
const todo = process.argv.slice(4)
const [language, width] = [process.argv[2], Number(process.argv[3])]
const browser = await openBrowser()
const { page, errors } = await openPage(browser, url, { login: 'demo-strategist', language })
await page.setViewportSize({ width, height: 1000 })
for (const each of todo) { const [name, path] = each.split('='.repeat(2)); await page.goto(url + path); await settled(page); await page.waitForTimeout(500); await page.screenshot({ path: `/tmp/shots-b1/${name}-${language.slice(0,2)}-${width}.png`, fullPage: false }) }
console.log(errors); await browser.close()
