import { createHash } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { identifier, sql, type Sql } from '#kernel/sql'
import { chanceOf, type Chance } from './chance.js'
import { openEngine, type Engine } from './engine.js'
import { buildFlows } from './flows/build-flows.js'
import { cardBillFlows, loanFlows } from './flows/credit-flows.js'
import { benignFlows, keepRings, ringFlows, ringTransfers } from './flows/ring-flows.js'
import { buildLatent } from './latent/build-latent.js'
import { enterpriseTable, ownerTable } from './latent/enterprise.js'
import { loanTable, repaymentTable } from './latent/loan.js'
import { sizeOf, type BankSize } from './latent/ties.js'
import { PARTS, type Added, type Stage } from './parts.js'
import { benefitRows, employeeRows, groupRows, merchantRows, orgRows, productRows } from './tables/bank-tables.js'
import { customerOutput, identityOutput, personalTable } from './tables/customer-tables.js'
import { alertOutput, wecomOutputs } from './tables/desk-tables.js'
import { circleMembers, enterpriseOutput, featureOutput, groupMembers, relationOutput } from './tables/enterprise-tables.js'
import { accountOutput, aumDailyOutput, aumMonthOutput, dailyTable, loanOutputs, monthShape, positionOutputs, txnOutput, worthTable } from './tables/money-tables.js'
import { columnsOf, fileSelect, type Output } from './tables/output.js'
import { consentOutputs, tieOutputs, voiceOutputs } from './tables/relation-tables.js'
import { bankTruths, chunkTruths, truthDocument } from './truth/truth-files.js'

export interface GenerateOptions {
  readonly customers: number
  readonly seed: number
  /** Folder of the bank's files; made when absent. */
  readonly out: string
  /** Folder of the truth, which no product may read; none is written when absent. */
  readonly truth?: string
  /** Customers whose tables but transactions are in memory at once; a multiple of 40. */
  readonly chunk?: number
  /** Customers whose transactions are. */
  readonly range?: number
  /** Told of every file when it is complete, in an order that can be loaded. */
  readonly onFile?: (file: BankFile) => void
  readonly say?: (text: string) => void
}

/** A file of the bank. */
export interface BankFile {
  readonly table: string
  readonly mode: Output['mode']
  readonly columns: Output['columns']
  readonly path: string
  readonly bytes: number
}

export interface Generated {
  readonly files: readonly BankFile[]
  readonly seconds: Readonly<Record<string, number>>
}

interface Work {
  readonly engine: Engine
  readonly chance: Chance
  readonly size: BankSize
  readonly options: GenerateOptions
  readonly files: BankFile[]
  readonly seconds: Record<string, number>
}

const CHUNK = 250_000
const RANGE = 10_000

/** Makes the whole bank as Parquet files, chunk by chunk. The same options give the same bytes. */
export async function generateBank(options: GenerateOptions): Promise<Generated> {
  await mkdir(options.out, { recursive: true })
  if (options.truth !== undefined) await mkdir(options.truth, { recursive: true })
  const engine = await openEngine()
  const work: Work = { engine, chance: chanceOf(options.seed), size: sizeOf(options.customers), options, files: [], seconds: {} }
  try {
    await bankFiles(work)
    const chunk = options.chunk ?? CHUNK
    for (let from = 0; from < options.customers; from += chunk) await chunkFiles(work, from, Math.min(chunk, options.customers - from))
    await lastFiles(work)
    return { files: work.files, seconds: work.seconds }
  } finally {
    await engine.close()
  }
}

/** SHA-256 of every file by name, to show that a seed makes one bank. */
export async function fileHashes(files: readonly BankFile[], out: string): Promise<Record<string, string>> {
  const pairs = await Promise.all(files.map(async ({ path }) => [path.slice(out.length + 1), createHash('sha256').update(await readFile(path)).digest('hex')] as const))
  return Object.fromEntries(pairs)
}

async function timed<T>(work: Work, step: string, task: () => Promise<T>): Promise<T> {
  const started = performance.now()
  const result = await task()
  work.seconds[step] = Math.round(((work.seconds[step] ?? 0) + (performance.now() - started) / 1000) * 1000) / 1000
  return result
}

async function write(work: Work, output: Output, part: string): Promise<void> {
  const path = join(work.options.out, `${output.table}${part}.parquet`)
  const bytes = await timed(work, output.table, () => work.engine.writeParquet(path, fileSelect(output)))
  const file = { table: output.table, mode: output.mode, columns: output.columns, path, bytes }
  work.files.push(file)
  work.options.onFile?.(file)
}

async function writeTruth(work: Work, truths: Readonly<Record<string, Sql>>, part: string): Promise<void> {
  const { truth } = work.options
  if (truth === undefined) return
  for (const [name, select] of Object.entries(truths)) await timed(work, 'truth', () => work.engine.writeParquet(join(truth, `${name}${part}.parquet`), select))
}

/** Tables that do not depend on customers. */
async function bankFiles(work: Work): Promise<void> {
  const { engine, chance, size, options } = work
  const rows: readonly (readonly [table: string, key: string, rows: Record<string, unknown>[], money?: string])[] = [
    ['org', 'org_id', orgRows()],
    ['employee', 'emp_id', employeeRows(size.managersPerSub)],
    ['product', 'product_id', productRows(), 'min_amount quota_total quota_left'],
    ['merchant', 'mer_id', merchantRows()],
    ['benefit', 'benefit_id', benefitRows(), 'face unit_cost budget'],
    ['wecom_group', 'chat_id', groupRows(size.managersPerSub)],
  ]
  for (const [table, key, list, money = ''] of rows) {
    await engine.keepRows(table, list)
    const plain = Object.keys(list[0] ?? {}).filter((name) => !money.split(' ').includes(name)).join(' ')
    await write(work, { table, mode: 'upsert', order: [key], columns: columnsOf(plain, money), select: sql`SELECT * FROM ${identifier(table)}` }, '')
  }
  await engine.keep('enterprise_latent', enterpriseTable(chance, size))
  await engine.keep('group_member', groupMembers)
  await engine.keep('circle_member', circleMembers)
  await keepRings(engine, ringTransfers(options.seed, options.customers))
}

/** A chunk of customers: who they are, what they hold, what they did, what they are worth. */
async function chunkFiles(work: Work, from: number, count: number): Promise<void> {
  const { engine, chance, size, options } = work
  const part = options.customers > count ? `-${String(Math.floor(from / (options.chunk ?? CHUNK))).padStart(4, '0')}` : ''
  options.say?.(`customers ${from} to ${from + count} 客户`)
  await timed(work, 'latent', async () => {
    await buildLatent(engine, chance, size, from, count)
    await engine.keep('owner', ownerTable(size, from, count))
    await engine.append('all_owner', sql`SELECT * FROM owner`)
    await engine.keep('loan_latent', loanTable(chance))
    await engine.keep('repayment_latent', repaymentTable(chance))
    await engine.keep('personal', personalTable(chance))
    await engine.keep('worth', worthTable())
  })
  const outputs = [customerOutput(chance), accountOutput(), ...positionOutputs(), identityOutput(chance), ...consentOutputs(chance), ...tieOutputs(chance, options.customers), ...loanOutputs(), ...voiceOutputs(chance)]
  for (const output of outputs) await write(work, output, part)
  await engine.drop('personal')
  await transactionFiles(work, from, count, part)
  await write(work, aumMonthOutput(), part)
  await write(work, aumDailyOutput(), part)
  await engine.append('anomaly', anomalyRows)
  await engine.drop('month_shape', 'daily')
  await writeTruth(work, chunkTruths(), part)
  for (const each of PARTS) if (each.chunk !== undefined) await addPart(work, each.name, each.chunk(stageOf(work), from, count), part)
}

function stageOf({ engine, chance, size, options }: Work): Stage {
  return { engine, chance, size, seed: options.seed }
}

async function addPart(work: Work, name: string, making: Promise<Added>, part: string): Promise<void> {
  const added = await timed(work, name, () => making)
  for (const output of added.outputs) await write(work, output, part)
  await writeTruth(work, added.truths ?? {}, part)
  await added.after?.()
}

/** Transactions in ranges of customers: the one table too large to make at once. */
async function transactionFiles(work: Work, from: number, count: number, part: string): Promise<void> {
  const { engine, chance, options } = work
  const range = options.range ?? RANGE
  for (let at = from; at < from + count; at += range) {
    const to = Math.min(at + range, from + count)
    const more = [loanFlows(chance, at, to), cardBillFlows(chance, at, to), ringFlows(chance, at, to), benignFlows(chance, at, to)]
    await timed(work, 'flows', () => buildFlows(engine, chance, at, to, more))
    await timed(work, 'shape', async () => {
      await engine.append('month_shape', monthShape())
      await engine.append('daily', dailyTable(at, to))
      await engine.append('flag', flaggedRows)
    })
    await timed(work, 'txn', () => engine.appendSorted('txn_kept', 'txn_id', txnOutput(chance, at, to).select))
    await engine.drop('balanced')
    options.say?.(`transactions of customers to ${to} 交易`)
  }
  await write(work, { ...txnOutput(chance, from, from + count), select: sql`SELECT * FROM txn_kept` }, part)
  await engine.drop('txn_kept')
}

const flaggedRows = sql`SELECT cust, m, ts, ts AS flag_ts, type, dir, amount, mark, concat('T', leftPad(toString(cust), 8, '0'), leftPad(toString(m), 2, '0'), leftPad(toString(number), 4, '0')) AS txn_id FROM balanced WHERE mark NOT IN ('', 'OPENING')`

const anomalyRows = sql`
  SELECT c.branch AS branch, c.follows_manager AS follows_manager, c.in_wave AS in_wave, sum(p.demand[19] + w.total[19]) AS before, sum(p.demand[20] + w.total[20]) AS after
  FROM demand_plan AS p INNER JOIN latent_customer AS c ON c.cust = p.cust
  LEFT JOIN (SELECT cust, sumForEach(value_at) AS total FROM valued_position GROUP BY cust) AS w ON w.cust = p.cust GROUP BY branch, follows_manager, in_wave`

/** Tables that need the whole bank. */
async function lastFiles(work: Work): Promise<void> {
  const { engine, chance, size, options } = work
  const outputs = [enterpriseOutput(chance), relationOutput(chance, size.enterprises), featureOutput(chance), ...wecomOutputs(chance), alertOutput(chance)]
  for (const output of outputs) await write(work, output, '')
  await writeTruth(work, bankTruths(chance), '')
  for (const each of PARTS) if (each.bank !== undefined) await addPart(work, each.name, each.bank(stageOf(work)), '')
  if (options.truth === undefined) return
  const document = await truthDocument(engine, options.seed, options.customers)
  for (const each of PARTS) Object.assign(document, await each.document?.(stageOf(work)))
  await writeFile(join(options.truth, 'truth.json'), `${JSON.stringify(document, null, 2)}\n`)
}
