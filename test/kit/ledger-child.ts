import { openLedger } from '#platform/ledger'
import { quietLog } from './ledger.js'

// A server in a process of its own, for tests that kill it: opens the ledger, takes the lock, prints, waits for stdin.
const dataDir = process.argv[2] ?? ''
const started = performance.now()
const ledger = await openLedger({ dataDir, log: quietLog, durable: process.argv[3] === 'durable' })
const milliseconds = Math.round(performance.now() - started)
await ledger.holdServerLock()
process.stdout.write(
  `${JSON.stringify({ url: ledger.url, instanceId: ledger.instanceId, milliseconds, uid: process.getuid?.() })}\n`,
)
process.stdin.on('end', () => void ledger.close())
process.stdin.resume()
