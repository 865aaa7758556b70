// The main job through the launcher, in a data directory that is thrown away: one file in, an evaluation out.
// Usage: node scripts/smoke.mjs
import { spawnSync } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const MINUTES = 5
const root = dirname(dirname(fileURLToPath(import.meta.url)))
const started = Date.now()
const args = [join(root, 'bin/qunce.mjs'), 'loop', join(root, 'examples/email-campaign.yaml'), '--temporary', '--json']
const done = spawnSync(process.execPath, args, {
  encoding: 'utf8',
  stdio: ['ignore', 'pipe', 'inherit'],
  timeout: MINUTES * 60_000,
  maxBuffer: 64 << 20,
})
if (done.status !== 0) stop(`qunce loop ended with ${done.status ?? done.signal ?? done.error}\n${done.stdout}`)

let result
try {
  result = JSON.parse(done.stdout)
} catch {
  stop(`not one JSON object: ${done.stdout.slice(0, 2000)}`)
}
const metrics = result.evaluation?.metrics
if (!Array.isArray(metrics) || metrics.length === 0) stop(`no evaluation.metrics in ${JSON.stringify(result).slice(0, 2000)}`)
console.log(`${metrics.length} metrics evaluated in ${((Date.now() - started) / 1000).toFixed(1)} s`)

function stop(text) {
  console.error(text)
  process.exit(1)
}
