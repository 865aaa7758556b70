import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { packageRoot } from '#platform/files'

/** The demo's program: built, or its source when the product runs from source. */
export function demoProcessArgs(): string[] {
  if (extname(fileURLToPath(import.meta.url)) === '.js') return ['--enable-source-maps', join(packageRoot(), 'dist', 'demo', 'main.js')]
  return ['--conditions=source', '--import', 'tsx', join(packageRoot(), 'demo', 'main.ts')]
}
