import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { query, sql } from '#kernel/sql'
import { createLog } from '#platform/log'
import { openContext, readConfig } from '#app'
import { verifyAudit } from '#platform/audit'
import { readBackup } from '../../src/app/backup/read-backup.js'
import { definitionFiles, readLoopFile } from '../../src/app/cli/loop-file.js'
import { headOffice, openTestApp, type TestApp } from '../kit/app.js'

const examples = join(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), 'examples')
// One process holds one data directory of the embedded engine: the first is closed before the second opens.
let told: { outcomes: unknown; tags: string[] }
let folder: string
const outcomes = query<{ n: string; spend: string }>(sql`SELECT count() AS n, sum(value_minor) AS spend FROM bank_outcome`)

beforeAll(async () => {
  const app: TestApp = await openTestApp()
  folder = mkdtempSync(join(tmpdir(), 'qunce-backup-'))
  const run = async (kind: string, input: unknown) => app.context.jobs.wait(await app.context.jobs.start(kind, input, headOffice))
  await app.context.definitions.apply(definitionFiles(await readLoopFile(join(examples, 'email-campaign.yaml'))), headOffice)
  await run('data.load', { source: 'email-campaign', file: { path: join(examples, 'email-campaign.csv') }, trustedPath: true })
  await run('tags.build', { asOf: '2008-03-31' })
  await run('segment.snapshot', { key: 'recent-spenders', asOf: '2008-03-31' })
  await run('system.backup', { folder: join(folder, 'backup') })
  told = { outcomes: await app.context.warehouse.query(outcomes), tags: (await app.context.definitions.list('tag')).map((tag) => tag.key) }
  cpSync(join(app.dir, 'keys'), join(folder, 'restored', 'keys'), { recursive: true })
  await app.close()
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const config = (name: string) => readConfig({ QUNCE_DATA_DIR: join(folder, name), QUNCE_SESSIONS: '2', QUNCE_LOG_LEVEL: 'silent' })

describe('backup and restore', () => {
  it('a restored directory has the same rows, definitions, runs and an unbroken audit chain', async () => {
    const target = config('restored')
    const summary = await readBackup(target, join(folder, 'backup'))
    expect(summary.rows).toBeGreaterThan(20)
    const restored = await openContext(target, { log: createLog({ level: 'silent' }) })
    try {
      expect(await restored.context.warehouse.query(outcomes)).toEqual(told.outcomes)
      expect((await restored.context.definitions.list('tag')).map((tag) => tag.key)).toEqual(told.tags)
      const latest = await restored.context.runs.latest('segment', 'recent-spenders')
      expect(latest?.detail).toMatchObject({ size: 670 })
      expect(await verifyAudit(restored.context.ledger)).toMatchObject({ ok: true })
      // Numbers go on where they stopped: a new run takes a fresh id.
      const id = await restored.context.runs.begin({ kind: 'test', subject: 'after', asOf: '2008-03-31' })
      expect(id).toBeGreaterThan(latest?.id ?? 0)
    } finally {
      await restored.close()
    }
  })

  it('refuses without the keys that seal it, into a directory in use, and when a file is damaged', async () => {
    await expect(readBackup(config('other-keys'), join(folder, 'backup'))).rejects.toMatchObject({ code: 'RESTORE_KEYS' })
    await expect(readBackup(config('restored'), join(folder, 'backup'))).rejects.toMatchObject({ code: 'RESTORE_NOT_EMPTY' })
    cpSync(join(folder, 'backup'), join(folder, 'damaged'), { recursive: true })
    writeFileSync(join(folder, 'damaged', 'ledger', 'definition.jsonl'), '{}\n')
    await expect(readBackup(config('fresh'), join(folder, 'damaged'))).rejects.toMatchObject({ code: 'BACKUP_BROKEN' })
  })
})
