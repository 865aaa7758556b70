import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'

// A data directory as it is when both engines are made and migrated, made once a run: copying it takes a tenth of a second,
// making it more than one.

/** Settings a data directory keeps, or engines it does not have: such a test makes its own. */
const OWN = ['QUNCE_TIME_ZONE', 'QUNCE_CURRENCY', 'QUNCE_LEDGER_URL', 'QUNCE_WAREHOUSE_URL', 'QUNCE_WAREHOUSE_CLUSTER']

/** Fills a folder from the template, and makes that first when nobody else is at it; whoever comes meanwhile starts empty. */
export async function fillFromTemplate(folder: string, settings: Readonly<Record<string, string>>, make: (dir: string) => Promise<void>): Promise<void> {
  const place = process.env['QUNCE_TEST_TEMPLATE']
  if (place === undefined || OWN.some((name) => name in settings)) return
  const ready = join(place, 'ready')
  if (!existsSync(ready)) {
    const claimed = await claim(place, make)
    if (!claimed) return
  }
  const copied = spawnSync('cp', ['-a', `${ready}/.`, folder])
  if (copied.status !== 0) rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
}

async function claim(place: string, make: (dir: string) => Promise<void>): Promise<boolean> {
  const making = join(place, 'making')
  try {
    mkdirSync(making, { mode: 0o755 })
  } catch {
    return false
  }
  await make(making)
  // A ledger kept elsewhere is not copied with the folder.
  if (existsSync(join(making, 'ledger', 'pointer'))) return false
  renameSync(making, join(place, 'ready'))
  return true
}
