import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { z } from 'zod'

export const BACKUP_FORMAT = 1

export const manifestSchema = z.object({
  format: z.number().int(),
  product: z.string(),
  createdAt: z.string(),
  instanceId: z.string(),
  mark: z.object({ format: z.number(), timeZone: z.string(), currency: z.string(), demo: z.boolean(), createdAt: z.string() }),
  /** Keys that sealed values in it need; the keys themselves are never in a backup. */
  keys: z.array(z.object({ id: z.string(), fingerprint: z.string() })),
  ledger: z.array(z.object({ table: z.string(), rows: z.number().int() })),
  warehouse: z.array(z.string()),
  files: z.record(z.string(), z.string()),
})
export type Manifest = z.infer<typeof manifestSchema>

/** SHA-256 of every file below a folder, by relative path; the manifest itself is left out. */
export async function checksums(folder: string): Promise<Record<string, string>> {
  const names = await readdir(folder, { recursive: true })
  const sums: Record<string, string> = {}
  for (const name of names.sort()) {
    const path = join(folder, name)
    if (name === 'manifest.json' || !(await stat(path)).isFile()) continue
    sums[relative(folder, path)] = await sha256(path)
  }
  return sums
}

async function sha256(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer)
  return hash.digest('hex')
}
