// Runs a slow proof only when the code it proves is not the code it passed with last.
// Usage: node scripts/when-changed.mjs self-test|referee|demo-identity|demo-bytes|ledger|kill-rounds [--write]; --write runs it and keeps a pass in scripts/passed.json.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../', import.meta.url))
const record = join(root, 'scripts', 'passed.json')

const PROOFS = {
  'self-test': {
    what: 'the demo bank of 50,000 customers',
    code: ['demo/generator', 'demo/behaviour', 'demo/self-test'],
    command: ['--conditions=source', '--import', 'tsx', 'demo/main.ts', 'self-test', '--customers', '50000'],
  },
  referee: {
    what: 'planted truths found by the shipped models, on 5,000 customers',
    code: ['demo', 'src/models', 'src/segments', 'src/tags', 'src/kernel/learn', 'scripts/demo-truths.mjs', 'examples/models.yaml', 'examples/growth-models.yaml', 'examples/tiers.yaml', 'examples/uplift.yaml', 'examples/value-models.yaml'],
    command: ['scripts/demo-truths.mjs', '--customers', '5000'],
  },
  'demo-identity': {
    what: 'One-ID on the demo bank, and back',
    code: ['src/identity', 'src/ingest/contract.ts', 'src/ingest/sql', 'demo/generator/truth', 'demo/generator/latent', 'test/proofs/demo-identity.test.ts', 'test/proofs/identity-truth.test.ts'],
    command: ['node_modules/vitest/vitest.mjs', 'run', 'test/proofs/demo-identity.test.ts', 'test/proofs/identity-truth.test.ts'],
    environment: { QUNCE_PROOFS: '1' },
  },
  'demo-bytes': {
    what: 'the demo bank of 5,000 customers, the same bytes twice',
    code: ['demo/generator', 'demo/behaviour', 'demo/self-test', 'test/proofs/demo-self-test.test.ts'],
    command: ['node_modules/vitest/vitest.mjs', 'run', 'test/proofs/demo-self-test.test.ts'],
    environment: { QUNCE_PROOFS: '1' },
  },
  ledger: {
    what: 'the embedded ledger: as whom it runs, what a crash leaves, who may use it',
    code: ['src/platform/ledger', 'test/proofs/ledger-embedded.test.ts', 'test/kit/ledger-child.ts'],
    command: ['node_modules/vitest/vitest.mjs', 'run', 'test/proofs/ledger-embedded.test.ts'],
    environment: { QUNCE_PROOFS: '1' },
  },
  'kill-rounds': {
    what: 'kill -9 of the server under load',
    code: ['src/platform/runs', 'src/platform/jobs', 'src/platform/ledger', 'src/platform/warehouse', 'src/ingest/actions', 'src/ingest/store', 'src/events', 'src/tags/actions', 'src/strategy/actions', 'test/kit/kill-data.ts', 'test/kit/kill-server.ts', 'test/proofs/kill.test.ts', 'test/proofs/events-kill.test.ts'],
    command: ['scripts/kill-rounds.mjs'],
  },
}

function filesBelow(path) {
  if (!statSync(path).isDirectory()) return [path]
  return readdirSync(path).sort().flatMap((name) => filesBelow(join(path, name))).filter((file) => file.endsWith('.ts'))
}

function codeOf(places) {
  const hash = createHash('sha256')
  for (const file of places.flatMap((place) => filesBelow(join(root, place)))) {
    if (file.endsWith('.test.ts') && !places.some((place) => join(root, place) === file)) continue
    hash.update(file.slice(root.length)).update(readFileSync(file))
  }
  return hash.digest('hex')
}

const name = process.argv[2] ?? ''
const proof = PROOFS[name]
if (proof === undefined) {
  console.error(`There is no proof called "${name}"; there are ${Object.keys(PROOFS).join(', ')}.`)
  process.exit(2)
}
const passed = existsSync(record) ? JSON.parse(readFileSync(record, 'utf8')) : {}
const code = codeOf(proof.code)
const write = process.argv.includes('--write')
if (passed[name] === code && !write) {
  console.log(`${proof.what}: unchanged since it passed`)
  process.exit(0)
}
const done = spawnSync(process.execPath, proof.command, { cwd: root, stdio: 'inherit', env: { ...process.env, ...proof.environment } })
if (done.status === 0 && write) writeFileSync(record, `${JSON.stringify({ ...passed, [name]: code }, null, 2)}\n`)
process.exit(done.status ?? 1)
