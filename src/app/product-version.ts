import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { packageRoot } from '#platform/files'

/** This build's version. */
export function productVersion(): string {
  const manifest = JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8')) as { version: string }
  return manifest.version
}
