import { accessSync, chmodSync, constants, readFileSync, statfsSync } from 'node:fs'
import { freemem } from 'node:os'
import { tempDir } from './temp-dir.js'

const SHARED_MEMORY = '/dev/shm'
const GIB = 2 ** 30

/** One folder for the templates of a run, gone with it. */
export function setup(): () => void {
  if (process.env['QUNCE_TEST_FOLDER'] === undefined && process.env['TMPDIR'] === undefined && hasRoomInMemory()) process.env['QUNCE_TEST_FOLDER'] = SHARED_MEMORY
  const { path, remove } = tempDir('template')
  chmodSync(path, 0o755)
  process.env['QUNCE_TEST_TEMPLATE'] = path
  return remove
}

/** Test data are small and short-lived: a disk's writing back is a quarter of the suite's time. Programs must start from there too. */
function hasRoomInMemory(): boolean {
  try {
    accessSync(SHARED_MEMORY, constants.W_OK)
    const { bavail, bsize } = statfsSync(SHARED_MEMORY)
    const mount = readFileSync('/proc/mounts', 'utf8').split('\n').find((line) => line.split(' ')[1] === SHARED_MEMORY)
    return bavail * bsize > 4 * GIB && freemem() > 6 * GIB && mount?.split(' ')[3]?.split(',').includes('noexec') === false
  } catch {
    return false
  }
}
