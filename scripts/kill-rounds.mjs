// Kills the server in the middle of a load, a tag build and a list freeze, five times each, and 20 times under events.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../', import.meta.url))
const { QUNCE_KILL_ROUNDS = '5', QUNCE_EVENT_KILL_ROUNDS = '20' } = process.env
const env = { ...process.env, QUNCE_KILL_ROUNDS, QUNCE_EVENT_KILL_ROUNDS, QUNCE_PROOFS: '1' }
const done = spawnSync('npx', ['vitest', 'run', 'test/proofs/kill.test.ts', 'test/proofs/events-kill.test.ts'], { cwd: root, env, stdio: 'inherit' })
process.exit(done.status ?? 1)
