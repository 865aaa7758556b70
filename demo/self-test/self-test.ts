import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { identifier, sql, type Sql } from '#kernel/sql'
import { openEngine, type Engine } from '../generator/engine.js'
import { fileHashes, generateBank } from '../generator/generate.js'
import { TIERS } from '../generator/parameters/tier.js'
import { checkLine, runChecks, type Checked } from './check.js'
import { behaviourChecks } from './behaviour-checks.js'
import { TABLES, integrityChecks } from './integrity-checks.js'
import { marginalChecks, seasonChecks } from './marginal-checks.js'
import { traitChecks } from './trait-checks.js'
import { truthChecks } from './truth-checks.js'

export interface SelfTestOptions {
  readonly customers: number
  readonly seed: number
  readonly say: (text: string) => void
  /** Folder with files of an earlier run to check; made new otherwise. */
  readonly keep?: string
}

/** Customers the same seed is made twice with. */
const TWICE = 800

/** Makes a bank, checks it and says each line. @returns whether everything passed */
export async function selfTest(options: SelfTestOptions): Promise<boolean> {
  const folder = options.keep ?? (await mkdtemp(join(tmpdir(), 'qunce-demo-self-test-')))
  const place = { out: join(folder, 'bank'), truth: join(folder, 'truth') }
  try {
    const made = existsSync(place.truth) ? { seconds: {} } : await generateBank({ customers: options.customers, seed: options.seed, ...place })
    for (const [step, seconds] of Object.entries(made.seconds)) options.say(`     ${step.padEnd(22)} ${seconds.toFixed(2).padStart(8)} s`)
    const results = [...(await checkBank(place, options.customers)), await sameTwice(folder, options.seed)]
    for (const result of results) options.say(checkLine(result))
    const failed = results.filter(({ result }) => result === 'FAIL')
    const count = (wanted: Checked['result']) => results.filter(({ result }) => result === wanted).length
    options.say(`${count('PASS')} pass, ${count('few')} not judged (too few of what is measured), ${failed.length} fail${failed.length === 0 ? '' : `: ${failed.map(({ name }) => name).join('; ')}`}`)
    return failed.length === 0
  } finally {
    if (options.keep === undefined) await rm(folder, { recursive: true, force: true })
  }
}

/** Every check over the files of a bank. */
export async function checkBank(place: { readonly out: string; readonly truth: string }, customers: number): Promise<Checked[]> {
  const engine = await openEngine()
  try {
    await openFiles(engine, place)
    return await runChecks(engine, [...marginalChecks(), ...seasonChecks(), ...truthChecks(customers), ...traitChecks(), ...behaviourChecks(customers), ...integrityChecks()], customers)
  } finally {
    await engine.close()
  }
}

async function openFiles(engine: Engine, { out, truth }: { readonly out: string; readonly truth: string }): Promise<void> {
  const view = (name: string, select: Sql) => engine.run(sql`CREATE VIEW ${identifier(name)} AS ${select}`)
  const files = (folder: string, table: string) => sql`SELECT * FROM file(${join(folder, existsSync(join(folder, `${table}.parquet`)) ? `${table}.parquet` : `${table}-*.parquet`)}, 'Parquet')`
  for (const table of TABLES) await view(table, files(out, table))
  for (const [name, table] of [['latent', 'truth_latent'], ['flagged', 'truth_flagged_txn'], ['ring', 'truth_ring'], ['riser', 'truth_riser'], ['ent', 'truth_enterprise'], ['ite', 'truth_ite']] as const) await view(name, files(truth, table))
  const edges = TIERS.slice(0, -1).map((tier) => tier.below * 100)
  await engine.keep('tiered', sql`
    SELECT a.cust_id AS cust_id, a.end / 100 AS yuan, arrayCount(edge -> edge <= a.end, ${edges}) AS tier, p.time AS has_time, p.wealth AS has_wealth, p.fund AS has_fund, p.insurance AS has_insurance, p.gold AS has_gold, c.card AS card, c.consumer AS consumer, c.mortgage AS mortgage, c.sme AS sme,
      1 + (p.time > 0) + (p.wealth > 0) + (p.fund > 0) + (p.insurance > 0) + (p.gold > 0) + (c.card > 0) + (c.consumer > 0) + (c.mortgage > 0) + (c.sme > 0) AS products
    FROM (SELECT * FROM aum_month WHERE month = '2025-12-31') AS a
    LEFT JOIN (SELECT cust_id, countIf(category IN ('TIME_DEP', 'LARGE_CD')) AS time, countIf(category = 'WEALTH') AS wealth, countIf(category = 'FUND') AS fund, countIf(category = 'INSURANCE') AS insurance, countIf(category = 'GOLD') AS gold FROM (SELECT * FROM position WHERE status = 'HOLDING') AS p INNER JOIN product USING product_id GROUP BY cust_id) AS p ON p.cust_id = a.cust_id
    LEFT JOIN (SELECT cust_id, countIf(type = 'CREDIT_CARD') AS card, countIf(endsWith(acct_id, '-L1')) AS consumer, countIf(endsWith(acct_id, '-L2')) AS mortgage, countIf(endsWith(acct_id, '-L3')) AS sme FROM account WHERE status = 'ACTIVE' GROUP BY cust_id) AS c ON c.cust_id = a.cust_id`)
  await engine.keep('untouched', sql`SELECT cust_id FROM account WHERE type IN ('DEMAND', 'TIME') AND status = 'ACTIVE' AND acct_id NOT IN (SELECT acct_id FROM txn)`)
  await engine.keep('leaked', sql`
    SELECT l.main_bank AS main_bank, least(1, t.left / t.paid) AS leak
    FROM (SELECT cust_id, sumIf(amount, type = 'SALARY') AS paid, sumIf(amount, memo_class = 'LEAK') AS left FROM txn GROUP BY cust_id HAVING paid > 0) AS t INNER JOIN latent AS l ON l.cust_id = t.cust_id`)
}

/** The same seed twice, and the bytes compared. */
async function sameTwice(folder: string, seed: number): Promise<Checked> {
  const hashes: string[] = []
  for (const run of ['first', 'second']) {
    const out = join(folder, run)
    const made = await generateBank({ customers: TWICE, seed, out, range: 400 })
    hashes.push(JSON.stringify(await fileHashes(made.files, out)))
    await rm(out, { recursive: true, force: true })
  }
  const same = hashes[0] === hashes[1]
  return { name: `files of ${TWICE} customers that differ from a second run`, target: 0, within: 0, got: same ? 0 : 1, result: same ? 'PASS' : 'FAIL' }
}
