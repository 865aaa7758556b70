// Kills the server in the middle of a load, a tag build and a list freeze, five times each.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../', import.meta.url))
const env = { ...process.env, QUNCE_KILL_ROUNDS: process.env.QUNCE_KILL_ROUNDS ?? '5' }
const done = spawnSync('npx', ['vitest', 'run', 'test/engines/kill.test.ts'], { cwd: root, env, stdio: 'inherit' })
process.exit(done.status ?? 1)
