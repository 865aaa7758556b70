// A demo bank of its own, the shipped models and analyses trained on it, and the referee's word on what was planted.
// Usage: node scripts/demo-truths.mjs [--customers 5000] [--seed 7]; fewer than 50,000 are judged by the wider bounds.
import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

const { values } = parseArgs({ options: { customers: { type: 'string', default: '5000' }, seed: { type: 'string', default: '7' } } })
const root = fileURLToPath(new URL('../', import.meta.url))
const SMALL = Number(values.customers) < 50_000
/** The last month end with three months behind it, to see who left. */
const PAST = '2025-09-30'
const MODEL = 'churn-90d'
const OUTSIDE = 'outside-assets'
const LOOPS = ['models', 'growth-models', 'uplift', 'value-models', 'tiers']
const started = Date.now()
const folder = mkdtempSync(join(tmpdir(), 'qunce-truths-'))
const data = join(folder, 'data')

async function freePort() {
  const server = createServer()
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address()
  await new Promise((resolve) => server.close(resolve))
  return port
}

const say = (text) => console.log(`${((Date.now() - started) / 1000).toFixed(0).padStart(4)} s  ${text}`)
const port = await freePort()
const env = { ...process.env, QUNCE_DATA_DIR: data, QUNCE_PORT: String(port), UV_THREADPOOL_SIZE: '16', TMPDIR: folder }
const bank = spawn(process.execPath, ['--enable-source-maps', '--max-semi-space-size=64', join(root, 'dist/src/app/cli/main.js'), 'demo', '--customers', values.customers, '--seed', values.seed], { env, stdio: ['ignore', 'pipe', 'inherit'] })

function clean() {
  rmSync(folder, { recursive: true, force: true })
}

/** Resolves when the bank is loaded. */
function loaded() {
  return new Promise((resolve, reject) => {
    let text = ''
    bank.stdout.on('data', (chunk) => {
      text += chunk
      if (text.includes('The demo bank is loaded')) resolve()
    })
    bank.once('exit', (code) => reject(new Error(`the demo ended with ${code}: ${text.slice(-2000)}`)))
  })
}

function run(name, args) {
  const done = spawnSync(process.execPath, args, { cwd: root, env, stdio: 'inherit' })
  if (done.status !== 0) throw new Error(`${name} ended with ${done.status ?? done.signal}`)
  say(name)
}

/** Talks to the product as its command line, or as who is signed in. */
async function ask(method, path, body, person) {
  const who = person ?? { authorization: `Bearer ${readFileSync(join(data, 'cli-token'), 'utf8').trim()}` }
  const answer = await fetch(`http://127.0.0.1:${port}/api/v1${path}`, { method, headers: { ...who, ...(body === undefined ? {} : { 'content-type': 'application/json' }) }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) })
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${(await answer.text()).slice(0, 500)}`)
  return { body: await answer.json(), cookie: answer.headers.get('set-cookie')?.split(';')[0] }
}

/** An example's loop file; of the models of growth only the one that is judged is trained: a small bank has too few customers for the others. */
function loopFile(loop) {
  const path = join(root, 'examples', `${loop}.yaml`)
  if (loop !== 'growth-models') return path
  const judgedOnly = join(folder, `${loop}.yaml`)
  writeFileSync(judgedOnly, readFileSync(path, 'utf8').split('\n').filter((line) => !/^ {2}- \{ train: /.test(line) || line.includes(OUTSIDE)).join('\n'))
  return judgedOnly
}

/** The churn model scores a past month end, whose leavers are known; the one of assets elsewhere today. */
async function publishPast() {
  await publish(OUTSIDE, {})
  return publish(MODEL, { asOf: PAST })
}

/** A second person approves a model's first version; it goes live and scores. */
async function publish(model, when) {
  const session = await ask('POST', '/demo/session', { login: 'demo-compliance' }, {})
  await ask('POST', `/models/${model}/versions/1/approve`, { note: 'Approved for the referee' }, { cookie: session.cookie, 'x-csrf-token': session.body.csrf })
  await ask('POST', `/models/${model}/versions/1/promote`, { as: 'champion' })
  const { jobId } = (await ask('POST', `/models/${model}/score`, when)).body
  for (;;) {
    const { body: job } = await ask('GET', `/jobs/${jobId}`)
    if (job.status === 'done') return say(`${model} scored${when.asOf === undefined ? '' : ` as of ${when.asOf}`}`)
    if (job.status !== 'queued' && job.status !== 'running') throw new Error(`scoring ${job.status}: ${JSON.stringify(job.error)}`)
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}

function judged() {
  return ['--models', '--analyses', '--causes'].map((what) => {
    const args = ['--conditions=source', '--import', 'tsx', join(root, 'demo/main.ts'), 'referee', '--truth', join(folder, 'data-demo-truth'), '--data-dir', data, what, ...(SMALL ? ['--small'] : [])]
    return spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' }).status === 0
  })
}

let holds = false
try {
  await loaded()
  say(`${values.customers} customers loaded`)
  for (const loop of LOOPS) run(`examples/${loop}.yaml`, [join(root, 'bin/qunce.mjs'), 'loop', loopFile(loop)])
  await publishPast()
  holds = judged().every(Boolean)
  say(holds ? 'what was planted is found' : 'NOT FOUND: something planted is not found')
} finally {
  bank.removeAllListeners('exit')
  const ended = bank.exitCode !== null ? Promise.resolve() : new Promise((resolve) => bank.once('exit', resolve))
  bank.kill('SIGTERM')
  await ended
  clean()
}
process.exit(holds ? 0 : 1)
