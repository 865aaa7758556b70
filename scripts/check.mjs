// Runs every wall, all of them even when one fails. Usage: node scripts/check.mjs [name …]
import { spawn } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const bin = (name) => join('node_modules', '.bin', name)
const CACHE = 'node_modules/.cache'

const steps = [
  ['doors', process.execPath, 'scripts/doors.mjs', '--check'],
  ['lock', process.execPath, 'scripts/complete-lock.mjs', '--check'],
  ['hygiene', process.execPath, 'scripts/hygiene.mjs'],
  ['errors-doc', process.execPath, 'scripts/errors-doc.mjs', '--check'],
  ['sizes', process.execPath, 'scripts/sizes.mjs', '--check'],
  ['walls', bin('depcruise'), '--config', '.dependency-cruiser.cjs', 'src', 'web'],
  ['types', bin('tsc'), '-p', 'tsconfig.json'],
  ['types-web', bin('tsc'), '-p', 'web/tsconfig.json'],
  ['lint', bin('eslint'), '--cache', '--cache-location', `${CACHE}/eslint/`, '.'],
  ['unused', bin('knip')],
]

const chosen = process.argv.slice(2)
const unknown = chosen.filter((name) => !steps.some(([step]) => step === name))
if (unknown.length > 0) {
  console.error(`No such step: ${unknown.join(', ')}. Steps: ${steps.map(([name]) => name).join(', ')}`)
  process.exit(2)
}
const queue = steps.filter(([name]) => chosen.length === 0 || chosen.includes(name))
const failed = []

async function lane() {
  for (let step = queue.shift(); step !== undefined; step = queue.shift()) await run(step)
}

function run([name, command, ...args]) {
  const started = Date.now()
  const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
  const output = []
  child.stdout.on('data', (chunk) => output.push(chunk))
  child.stderr.on('data', (chunk) => output.push(chunk))
  return new Promise((resolve) => {
    const end = (code, reason = '') => {
      const seconds = ((Date.now() - started) / 1000).toFixed(1)
      const text = `${Buffer.concat(output).toString()}${reason}`.trim()
      console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${name.padEnd(11)} ${seconds.padStart(6)} s`)
      if (text !== '' && (code !== 0 || name === 'sizes')) console.log(text.replace(/^/gm, '       '))
      if (code !== 0) failed.push(name)
      resolve()
    }
    child.once('error', (error) => end(1, String(error)))
    child.once('close', (code) => end(code ?? 1))
  })
}

await Promise.all([lane(), lane()])
if (failed.length > 0) {
  console.error(`check: ${failed.length} failed: ${failed.join(', ')}`)
  process.exit(1)
}
console.log('check: all green')
