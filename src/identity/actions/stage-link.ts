import { fail } from '#kernel/error'
import { patternLevels } from '#kernel/link'
import type { Context } from '#platform/context'
import { bankRuns } from '#ingest'
import { fitLinks, type CountedPattern, type FittedLinks, type Population } from '../domain/fit-links.js'
import type { IdentityRules } from '../domain/identity-rules.js'
import { LINK_FIELDS } from '../domain/link-fields.js'
import { comparePairsStatement, patternCountsQuery, populationQuery, randomPatternsQuery, type PopulationRow } from '../sql/compare-pairs.js'
import { stagePairsStatement } from '../sql/link-pairs.js'
import { stageCustomersStatement, stageKeysStatement, type LinkSources } from '../sql/link-stage.js'
import { sharedCountsQuery, type SharedCounts } from '../sql/quality-queries.js'
import { stageTable, stageTables, type StageName } from '../warehouse/stage-tables.js'

/** Pairs drawn at random for u. */
const SAMPLE = 2_000_000

export interface LinkWork {
  readonly context: Context
  readonly runId: number
  readonly asOf: string
  readonly rules: IdentityRules
  readonly signal: AbortSignal
  readonly progress: (step: string, done: number) => void
}

export interface StagedLinks {
  readonly tables: Readonly<Record<StageName, string>>
  readonly population: Population
  readonly fitted: FittedLinks
  readonly shared: SharedCounts
}

/** Reads customers and identifiers, makes and compares the pairs, fits the model and decides every pattern. */
export async function stageLinks(work: LinkWork): Promise<StagedLinks> {
  const { context, runId, rules } = work
  const definitions = stageTables(runId)
  await context.runs.own(runId, definitions.map((table) => table.name))
  for (const table of definitions) await context.warehouse.createTable(table)
  const table = (name: StageName): string => stageTable(name, runId)
  const tables = { customer: table('customer'), key: table('key'), pair: table('pair'), compared: table('compared'), verdict: table('verdict'), ruled: table('ruled') }
  const from = await sourcesOf(context, work.asOf)
  const run = (statement: Parameters<typeof context.warehouse.command>[0]) => context.warehouse.command(statement, { signal: work.signal })
  work.progress('reading', 0)
  await run(stageCustomersStatement(tables.customer, from))
  work.progress('identifiers', 1)
  await run(stageKeysStatement(tables.key, tables.customer, from))
  work.progress('pairing', 2)
  await run(stagePairsStatement(tables.pair, tables.key, rules.sharing))
  work.progress('comparing', 3)
  await run(comparePairsStatement(tables.compared, tables.pair, tables.customer))
  work.progress('fitting', 4)
  const shared = (await context.warehouse.query(sharedCountsQuery(tables.key, rules.sharing), { signal: work.signal, maxSeconds: 0 }))[0]
  const { population, fitted } = await fit(work, tables)
  await writeVerdicts(context, tables.verdict, fitted)
  return { tables, population, fitted, shared: shared ?? { devices: '0', families: '0', wide: '0' } }
}

async function sourcesOf(context: Context, asOf: string): Promise<LinkSources> {
  const { runs } = context
  return {
    customerRuns: await bankRuns(runs, 'customer', asOf),
    identityRuns: await bankRuns(runs, 'identity', asOf),
    wecomRuns: await bankRuns(runs, 'wecom_contact', asOf),
    valueRuns: await bankRuns(runs, 'aum_month', asOf),
    asOf,
  }
}

async function fit(work: LinkWork, tables: StagedLinks['tables']): Promise<{ population: Population; fitted: FittedLinks }> {
  const { warehouse } = work.context
  const long = { signal: work.signal, maxSeconds: 0 }
  const [counted] = await warehouse.query(populationQuery(tables.customer), long)
  if (counted === undefined) return fail('CONFLICT')
  const patterns: CountedPattern[] = (await warehouse.query(patternCountsQuery(tables.compared), long)).map(({ bits, pattern, n }) => ({ bits, pattern, pairs: Number(n) }))
  const sample = (await warehouse.query(randomPatternsQuery(tables.customer, counted.highest, SAMPLE), long)).map(({ pattern, n }) => ({
    levels: patternLevels(LINK_FIELDS, pattern),
    pairs: Number(n),
  }))
  const population = toPopulation(counted)
  return { population, fitted: fitLinks(patterns, sample, population, work.rules) }
}

function toPopulation(row: PopulationRow): Population {
  return {
    customers: Number(row.customers),
    having: { idNumber: Number(row.ids), mobile: Number(row.mobiles), name: Number(row.named), email: Number(row.emails) },
    nameMates: { 2: row.common, 3: row.fairly, 4: row.rare },
  }
}

async function writeVerdicts(context: Context, table: string, fitted: FittedLinks): Promise<void> {
  const lines = fitted.patterns.map(({ pattern, rule, decision, weight, probability }) => JSON.stringify({ pattern, rule, decision, weight, probability }))
  if (lines.length > 0) await context.warehouse.insert(table, 'JSONEachRow', Buffer.from(lines.join('\n')))
}
