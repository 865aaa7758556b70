import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { AddressInfo } from 'node:net'
import { parse } from 'yaml'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { identifier, query, sql, type Sql } from '#kernel/sql'
import { currentNumbers } from '#ingest/contract'
import type { Http } from '#platform/http'
import type { LinkSummary } from '#identity/contract'
import { latestSnapshot } from '#tags'
import { startUndo } from '../../src/identity/actions/change-persons.js'
import type { IdentityTables } from '../../src/identity/store/identity-tables.js'
import { numberedTables } from '../../src/identity/actions/move-persons.js'
import { headOffice, openTestApp, openTestHttp, type TestApp } from '../kit/app.js'
import { runJob } from '../kit/small-bank/load.js'
import { publish } from '../kit/strategy-bank.js'
import { tempDir } from '../kit/temp-dir.js'

// One-ID on the whole demo bank (TR13), and back: slow, so scripts/when-changed.mjs runs it when its code changed.
const CUSTOMERS = process.env['QUNCE_PROOF_CUSTOMERS'] ?? '5000'
const AS_OF = '2025-12-31'
const MINUTES = 60_000
const root = fileURLToPath(new URL('../../', import.meta.url))
const truth = tempDir('truth')

let app: TestApp
let http: Http
let listRun = 0
let before: Photograph
const ports = { orgPaths: () => app.access.orgs(), mask: (_kind: string, text: string) => text }

interface Photograph {
  readonly tables: Readonly<Record<string, string>>
  readonly tags: string
  readonly segments: string
  readonly list: string
  readonly numbers: string
}

beforeAll(async () => {
  app = await openTestApp({ QUNCE_SESSIONS: '4' })
  http = await openTestHttp(app)
  await http.app.listen({ host: '127.0.0.1', port: 0 })
  await loadBank(`http://127.0.0.1:${(http.app.server.address() as AddressInfo).port}`)
  const { definitions } = parse(await readFile(join(root, 'examples', 'payroll-upgrade.yaml'), 'utf8')) as { definitions: { kind: string; key: string; body: { rule?: { rule: { left: object } }; channel?: string; webhookUrl?: string } }[] }
  for (const { kind, key, body } of definitions.slice(0, 3)) {
    if (kind === 'segment') await publish(app, 'tag', 'salaries', { facet: 'value', classification: 'C2', compute: { v: 1, kind: 'value', value: body.rule?.rule.left } })
    await publish(app, kind, key, kind === 'strategy' ? { ...body, channel: 'FILE', webhookUrl: undefined } : body)
  }
  await runJob(app, 'tags.build', { asOf: AS_OF })
  await runJob(app, 'strategy.freeze-list', { strategy: 'payroll-upgrade', asOf: AS_OF })
  listRun = (await app.context.runs.latest('list', 'payroll-upgrade'))?.id ?? 0
  before = await photograph()
}, 30 * MINUTES)
afterAll(async () => {
  await http.app.close()
  await app.close()
  truth.remove()
})

/** The bank comes from outside, as a bank's files do. */
async function loadBank(url: string): Promise<void> {
  const child = spawn(process.execPath, ['--conditions=source', '--import', 'tsx', join(root, 'demo/main.ts'), 'load', '--truth', truth.path, '--customers', CUSTOMERS, '--seed', '7'], { cwd: root, stdio: ['pipe', 'ignore', 'inherit'] })
  child.stdin.end(JSON.stringify({ url, token: readFileSync(join(app.dir, 'cli-token'), 'utf8').trim() }))
  const [code] = (await once(child, 'exit')) as [number]
  expect(code).toBe(0)
}

/** Number of rows and the sum of their hashes, whatever their order. */
async function fingerprint(rows: Sql): Promise<string> {
  return JSON.stringify(await app.context.warehouse.query(query(sql`SELECT count() AS n, sum(cityHash64(*)) AS hash FROM ${rows}`)))
}

/** Everything that may change with who is one person, after what waits is done. */
async function photograph(): Promise<Photograph> {
  await quiet()
  await runJob(app, 'identity.settle', {})
  await runJob(app, 'tags.build', { asOf: AS_OF })
  await runJob(app, 'segment.snapshot', { key: 'payroll-customers', asOf: AS_OF })
  const tables: Record<string, string> = {}
  for (const table of numberedTables()) tables[table] = await fingerprint(identifier(table))
  const snapshot = await latestSnapshot(app.context, AS_OF)
  const members = sql`(SELECT arrayJoin(bitmapToArray(groupBitmapMergeState(members))) FROM segment_members WHERE run_id = (SELECT max(run_id) FROM segment_members))`
  return {
    tables,
    tags: await fingerprint(identifier(snapshot?.table ?? '')),
    segments: await fingerprint(members),
    list: await fingerprint(sql`(SELECT * FROM list_member WHERE run_id = ${listRun})`),
    numbers: await fingerprint(sql`(SELECT cust_id, cust_no FROM identity_customer)`),
  }
}

/** Waits for the tag builds a change starts. */
async function quiet(): Promise<void> {
  const { items } = await app.context.jobs.list({ kind: 'tags.build', limit: 5 })
  for (const job of items) await app.context.jobs.wait(job.id)
}

const pairOf = (a: string, b: string) => [a, b].sort().join('|')
const pairsOf = (groups: readonly (readonly string[])[]) => new Set(groups.flatMap((ids) => ids.flatMap((a, at) => ids.slice(at + 1).map((b) => pairOf(a, b)))))

async function groupsOf(statement: Sql): Promise<string[][]> {
  const rows = await app.context.warehouse.query(query<{ ids: string[] }>(statement))
  return rows.map(({ ids }) => ids)
}

describe('One-ID on the demo bank', () => {
  it('IDN-5, IDN-8: pairs are right in 97 of 100 and 90 of 100 are found (TR13); undone, everything is as it was', async () => {
    const summary = await runJob<LinkSummary>(app, 'identity.link', { asOf: AS_OF })
    const real = pairsOf(await groupsOf(sql`SELECT groupArray(cust_id) AS ids FROM file(${join(truth.path, 'truth_identity.parquet')}, Parquet) GROUP BY person_id HAVING count() > 1`))
    const current = await app.context.warehouse.query(query<{ ids: string[] }>(sql`SELECT groupArray(cust_id) AS ids FROM ${currentNumbers()} AS everyone GROUP BY cust_no HAVING count() > 1`))
    const found = pairsOf(current.map(({ ids }) => ids))
    const right = [...found].filter((pair) => real.has(pair)).length
    const said = { pairs: real.size, found: found.size, precision: right / found.size, recall: right / real.size, seconds: summary.seconds }
    process.stdout.write(`demo bank of ${CUSTOMERS}: ${JSON.stringify(said)}\n`)
    expect(real.size).toBeGreaterThan(Number(CUSTOMERS) * 0.01)
    expect(said.precision).toBeGreaterThanOrEqual(0.97)
    expect(said.recall).toBeGreaterThanOrEqual(0.9)

    const merged = await photograph()
    expect(merged.tags).not.toEqual(before.tags)
    expect(merged.list).toEqual(before.list)
    const changes = await app.context.ledger.db.withTables<IdentityTables>().selectFrom('identity_change').select('id').orderBy('id', 'desc').execute()
    for (const { id } of changes) await app.context.jobs.wait((await startUndo(app.context, ports, String(id), { note: 'proof' }, headOffice)).jobId)
    expect(await photograph()).toEqual(before)
  }, 20 * MINUTES)
})
