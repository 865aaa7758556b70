import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A fresh folder and what removes it. */
export function tempDir(name: string): { path: string; remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), `qunce-${name}-`))
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}
