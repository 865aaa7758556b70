import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'

// Data directories made once a run, of both engines migrated, or with a bank in them too: copying one takes a tenth of a
// second, making it more than one.

/** Settings a data directory keeps, or engines it does not have: such a test makes its own. */
const OWN = ['QUNCE_TIME_ZONE', 'QUNCE_CURRENCY', 'QUNCE_LEDGER_URL', 'QUNCE_WAREHOUSE_URL', 'QUNCE_WAREHOUSE_CLUSTER']

/**
 * Fills an empty folder from the template of that name, and makes the template first when nobody else is at it. False when
 * there is none for this test: whoever comes while it is made starts empty.
 */
export async function fillFromTemplate(name: string, folder: string, settings: Readonly<Record<string, string>>, make: (dir: string) => Promise<void>): Promise<boolean> {
  const place = process.env['QUNCE_TEST_TEMPLATE']
  if (place === undefined || OWN.some((each) => each in settings)) return false
  const ready = join(place, name)
  if (!existsSync(ready) && !(await claim(ready, make))) return false
  const copied = spawnSync('cp', ['-a', `${ready}/.`, folder])
  if (copied.status === 0) return true
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  return false
}

async function claim(ready: string, make: (dir: string) => Promise<void>): Promise<boolean> {
  const making = `${ready}.making`
  try {
    mkdirSync(making, { mode: 0o755 })
  } catch {
    return false
  }
  await make(making)
  // A ledger kept elsewhere is not copied with the folder.
  if (existsSync(join(making, 'ledger', 'pointer'))) return false
  renameSync(making, ready)
  return true
}
