import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The compiled kernels of assembly/, as the build leaves them. */
export function kernelBytes(): Uint8Array {
  const here = dirname(fileURLToPath(import.meta.url))
  const dist = import.meta.url.endsWith('.ts') ? join(here, '../../../dist') : join(here, '../../..')
  return readFileSync(join(dist, 'kernels.wasm'))
}
