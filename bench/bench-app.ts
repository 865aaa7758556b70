import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql as ledgerSql } from 'kysely'
import { query, sql } from '#kernel/sql'
import type { Actor } from '#platform/access/contract'
import { permissions } from '#platform/access/contract'
import { createLog } from '#platform/log'
import { openContext, readConfig, type OpenContext } from '#app'

/** Somebody who may do everything. */
export const actor: Actor = {
  id: 'bench',
  name: 'Benchmark',
  kind: 'person',
  roles: ['ADMIN'],
  permissions: [...permissions],
  scope: { orgPaths: ['/'], masking: 'masked', minCell: 0 },
}

export interface BenchApp extends OpenContext {
  readonly dir: string
  job(kind: string, input: unknown): Promise<unknown>
  define(kind: string, key: string, body: unknown): Promise<void>
  /** Rows of a query, as the engine gives them. */
  rows<Row>(text: string): Promise<Row[]>
  run(text: string): Promise<void>
  /** Takes back every load, so that the same file loads again as the first time. */
  forgetLoads(): Promise<void>
}

/** The product in a folder of its own, as it runs for a bank: durable, default settings. */
export async function openBenchApp(settings: Record<string, string> = {}): Promise<BenchApp> {
  const dir = mkdtempSync(join(tmpdir(), 'qunce-bench-'))
  const config = readConfig({ QUNCE_DATA_DIR: join(dir, 'data'), QUNCE_LOG_LEVEL: 'silent', ...settings })
  const opened = await openContext(config, { log: createLog({ level: 'silent' }) })
  const { context } = opened
  const raw = (text: string) => sql(Object.assign([text], { raw: [text] }))
  return {
    ...opened,
    dir,
    job: async (kind, input) => context.jobs.wait(await context.jobs.start(kind, input, actor)),
    async define(kind, key, body) {
      await context.definitions.create(kind, { key, name: { zh: key, en: key }, body }, actor)
      await context.definitions.publish(kind, key, { revision: 1 }, actor)
    },
    rows: (text) => context.warehouse.query(query(raw(text)), { maxSeconds: 0 }),
    run: (text) => context.warehouse.command(raw(text)),
    async forgetLoads() {
      await ledgerSql`update run set status = 'replaced', replaced_at = now() - interval '1 day' where kind in ('load', 'reject') and status = 'visible'`.execute(context.ledger.db)
      await ledgerSql`delete from load`.execute(context.ledger.db)
      await context.runs.sweep()
      await context.warehouse.command(sql`TRUNCATE TABLE identity_customer`)
    },
    close: () => opened.close().finally(() => rmSync(dir, { recursive: true, force: true })),
  }
}

/** Writes a query's rows as the CSV most systems export: quotes only where they are needed. */
export function writeCsv(app: BenchApp, path: string, select: string): Promise<void> {
  return app.run(`INSERT INTO FUNCTION file('${path}', 'CustomSeparatedWithNames') SETTINGS format_custom_escaping_rule = 'Raw', format_custom_field_delimiter = ',' ${select}`)
}
