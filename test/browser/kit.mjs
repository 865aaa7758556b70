// A demo server with the example loop run, and Chromium to look at it.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))
const BROWSERS = [process.env.QUNCE_CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

export function findChromium() {
  return BROWSERS.find((path) => path && existsSync(path)) ?? null
}

const freePort = () =>
  new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address()
      probe.close(() => resolve(port))
    })
  })

/** Starts `qunce demo`, empty, in a folder of its own; `stop()` ends it and removes the folder. */
export async function startDemo() {
  const folder = mkdtempSync(join(tmpdir(), 'qunce-browser-'))
  const port = await freePort()
  const imports = join(folder, 'imports')
  mkdirSync(imports)
  const env = { ...process.env, QUNCE_DATA_DIR: join(folder, 'data'), QUNCE_IMPORT_DIR: imports, QUNCE_PORT: String(port), QUNCE_LOG_LEVEL: 'error' }
  const launcher = join(root, 'bin', 'qunce.mjs')
  const child = spawn(process.execPath, [launcher, 'demo', '--customers', '0'], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  const url = `http://127.0.0.1:${port}`
  await until(async () => (await fetch(`${url}/api/v1/demo/accounts`).then((answer) => answer.json())).items?.length >= 8, 120_000)
  return {
    url,
    folder,
    /** Where sources may fetch files from. */
    imports,
    run(...args) {
      const done = spawnSync(process.execPath, [launcher, ...args], { env, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 })
      if (done.status !== 0) throw new Error(`qunce ${args.join(' ')}: ${done.stderr}`)
      return done.stdout
    },
    token: () => readFileSync(join(folder, 'data', 'cli-token'), 'utf8').trim(),
    async stop() {
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGTERM')
      await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

export async function until(check, limit = 20_000) {
  const end = Date.now() + limit
  for (;;) {
    const good = await Promise.resolve()
      .then(check)
      .catch(() => false)
    if (good) return
    if (Date.now() > end) throw new Error('waited too long')
    await new Promise((resolve) => setTimeout(resolve, 150))
  }
}

const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']

export async function openBrowser() {
  const executablePath = findChromium()
  if (!executablePath) throw new Error('no Chromium found: install it or set QUNCE_CHROMIUM')
  return chromium.launch({ executablePath, args: FLAGS })
}

/** A signed-in page; every console error is collected in `errors`. */
export async function openPage(browser, url, { login, language = 'zh-CN', width = 1440, height = 900, dark = false }) {
  const context = await browser.newContext({ viewport: { width, height }, locale: language, colorScheme: dark ? 'dark' : 'light', acceptDownloads: true })
  const answer = await context.request.post(`${url}/api/v1/demo/session`, { data: { login } })
  if (!answer.ok()) throw new Error(`sign in as ${login}: ${answer.status()}`)
  const page = await context.newPage()
  const errors = []
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(`${page.url()}: ${message.text()}`)
  })
  page.on('pageerror', (error) => errors.push(`${page.url()}: ${error.message}`))
  return { page, context, errors }
}

/** The API with the command line's token. */
export function apiOf(demo) {
  const headers = { authorization: `Bearer ${demo.token()}`, 'content-type': 'application/json' }
  return async (method, path, body, more = {}) => {
    const answer = await fetch(`${demo.url}${path}`, { method, headers: { ...headers, ...more }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) })
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
    return answer.status === 204 ? undefined : answer.json()
  }
}

/** Waits until nothing is loading; a page that listens for news is never idle. */
export async function settled(page) {
  if (page.url().includes('tab=live')) await page.locator('h1').waitFor()
  else await page.waitForLoadState('networkidle')
  await page.waitForFunction(() => document.querySelectorAll('.ant-spin-spinning, .ant-skeleton-active').length === 0, null, { timeout: 20_000 }).catch(() => undefined)
  await page.waitForTimeout(200)
}

/** Presses a wizard's Next once it may be pressed. */
export async function next(page) {
  const button = page.getByRole('button', { name: /^next$/i })
  await until(() => button.isEnabled())
  await button.click()
  await settled(page)
}
