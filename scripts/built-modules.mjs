import { existsSync } from 'node:fs'
import { dirname, join, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { prepare } from './prepare.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const FOLDERS = ['src', 'demo'].map((name) => join(root, name) + sep)

/** Before any test: the product as it is built from the sources of now. */
export const setup = () => prepare({ root, web: false, packages: false })

/** A plugin for vitest: sources that tests import are taken from `dist`, where Node loads them itself, as the product does. */
export function builtModules() {
  return {
    name: 'built-modules',
    enforce: 'pre',
    async resolveId(source, importer, options) {
      if (importer === undefined) return null
      const found = await this.resolve(source, importer, { ...options, skipSelf: true })
      const id = found?.id.split('?')[0]
      if (id === undefined || !id.endsWith('.ts') || id.endsWith('.test.ts') || !FOLDERS.some((folder) => id.startsWith(folder))) return found
      const built = join(root, 'dist', id.slice(root.length + 1).replace(/\.ts$/, '.js'))
      return existsSync(built) ? { id: built, external: true } : found
    },
  }
}
