import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface TempDir {
  readonly path: string
  readonly remove: () => void
}

/** A fresh folder, in memory where this machine has room for that, and what removes it. */
export function tempDir(name: string): TempDir {
  const path = mkdtempSync(join(process.env['QUNCE_TEST_FOLDER'] ?? tmpdir(), `qunce-${name}-`))
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}
