import { chmodSync } from 'node:fs'
import { tempDir } from './temp-dir.js'

/** One folder for the templates of a run; gone with it. */
export function setup(): () => void {
  const { path, remove } = tempDir('template')
  chmodSync(path, 0o755)
  process.env['QUNCE_TEST_TEMPLATE'] = path
  return remove
}
