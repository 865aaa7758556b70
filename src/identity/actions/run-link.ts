import { performance } from 'node:perf_hooks'
import type { Context } from '#platform/context'
import type { JobRun } from '#platform/jobs'
import type { IdentityRules, LinkSummary } from '../contract.js'
import { movesBetween, resolvePersons, type Pair, type ResolvedPersons } from '../domain/resolve-persons.js'
import { summariseLinks } from '../domain/summarise-links.js'
import type { IdentityPorts } from '../ports.js'
import { comparedPairsQuery, decidedPairsQuery, edgeCountsQuery, insertEdgesStatement } from '../sql/link-edges.js'
import { differenceCountsQuery, differenceSamplesQuery, sizesQuery } from '../sql/quality-queries.js'
import { movedNumbersQuery, numbersOfQuery } from '../sql/state-queries.js'
import { insertChange, endChange } from '../store/change-store.js'
import { newestDecisions, type StoredDecision } from '../store/decision-store.js'
import { applyOwners } from './apply-owners.js'
import { movePersons, settleCopies } from './move-persons.js'
import { draftRules, rulesInForce } from './read-rules.js'
import { stageLinks, type LinkWork, type StagedLinks } from './stage-link.js'

export interface LinkInput {
  readonly asOf?: string | undefined
  /** False: a preview, which changes nothing. */
  readonly apply: boolean
  /** Rules to preview; the draft when absent. */
  readonly rules?: IdentityRules | undefined
}

const STEPS = 8
const SAMPLES = 10

/**
 * Links the whole base as of a date: pairs, model, persons. A preview keeps its edges for looking at; an applied run also
 * gives the customers their persons' numbers, in one instant.
 */
export async function runLink(context: Context, ports: IdentityPorts, run: JobRun<LinkInput>): Promise<LinkSummary> {
  const started = performance.now()
  const { apply } = run.input
  const published = await rulesInForce(context)
  const rules = apply ? published.rules : (run.input.rules ?? (await draftRules(context)))
  const asOf = run.input.asOf ?? (await context.businessClock.today())
  const subject = apply ? 'applied' : 'preview'
  const runId = await context.runs.begin({ kind: 'identity-link', subject, asOf, jobId: run.id, tables: ['identity_edge'] })
  const progress = (step: string, done: number) => run.progress({ step, done, total: STEPS, unit: 'steps' })
  const work: LinkWork = { context, runId, asOf, rules, signal: run.signal, progress }
  try {
    const staged = await stageLinks(work)
    progress('resolving', 5)
    const before = await currentPersons(context)
    const resolved = await resolve(work, staged, before)
    progress('edges', 6)
    await context.warehouse.command(insertEdgesStatement(runId, { ...staged.tables, customers: staged.tables.customer }), { signal: run.signal })
    const moves = movesBetween(before, resolved.moved)
    const found = { staged, resolved, moves, before, ...(await countEdges(context, runId)), persons: await personCount(context) }
    progress('applying', 7)
    if (apply) await applyLinks(context, ports, run, { asOf, moves, version: published.version, runId })
    const seconds = (performance.now() - started) / 1000
    const summary = summariseLinks(found, { runId, asOf, applied: apply, rulesVersion: apply ? published.version : null, seconds })
    await context.runs.commit(runId, { summary }, await replacedRuns(context, subject, runId))
    for (const table of Object.values(staged.tables)) await context.warehouse.dropTable(table)
    return summary
  } catch (error) {
    await context.runs.abandon(runId)
    throw error
  }
}

/** Who is merged now: own number to the person's. */
export async function currentPersons(context: Context): Promise<Map<number, number>> {
  const rows = await context.warehouse.query(movedNumbersQuery)
  return new Map(rows.map(({ own, no }) => [own, no]))
}

async function personCount(context: Context): Promise<number> {
  return (await context.warehouse.query(sizesQuery, { maxSeconds: 0 })).reduce((sum, row) => sum + Number(row.persons), 0)
}

/** An applied run is the review desk's until the next; its edges stay as evidence of its merges. */
async function replacedRuns(context: Context, subject: string, runId: number): Promise<number[]> {
  if (subject === 'applied') return []
  return (await context.runs.visible('identity-link', subject)).map((run) => run.id).filter((id) => id !== runId)
}

interface Ruled {
  readonly a: number
  readonly b: number
  readonly rule: string
  readonly decision: string
  readonly decided_by: string
}

async function resolve(work: LinkWork, staged: StagedLinks, current: ReadonlyMap<number, number>): Promise<ResolvedPersons> {
  const { context } = work
  const rows = await context.warehouse.query(decidedPairsQuery(staged.tables.compared, staged.tables.verdict, staged.tables.customer), { signal: work.signal, maxSeconds: 0 })
  const idOf = new Map(rows.flatMap((row) => [[row.a, row.a_id] as const, [row.b, row.b_id] as const]))
  const decided = await decidedPairs(context, staged)
  const ruledOut = new Set(decided.filter((pair) => pair.decision === 'apart').map(({ a, b }) => keyOf(a, b)))
  const linked = rows.filter(({ a, b }) => !ruledOut.has(keyOf(a, b))).map(({ a, b }): Pair => [a, b])
  const pairsOf = (decision: string) => decided.filter((pair) => pair.decision === decision).map(({ a, b }): Pair => [a, b])
  const resolved = resolvePersons({ linked, together: pairsOf('merge'), apart: pairsOf('apart'), current, idOf, maxMembers: work.rules.maxMembers })
  await writeRuled(context, staged.tables.ruled, [...decided.map(wordOfPerson), ...ofConflicts(linked, resolved, current), ...resolved.vanished.map(([a, b]) => ({ a, b, rule: 'LINK_VANISHED', decision: 'review', decided_by: 'rules' }))])
  return resolved
}

function ofConflicts(linked: readonly Pair[], resolved: ResolvedPersons, current: ReadonlyMap<number, number>): Ruled[] {
  return linked.flatMap(([a, b]) => {
    const rule = resolved.conflicts.get(a)
    if (rule === undefined || (current.get(a) ?? a) === (current.get(b) ?? b)) return []
    return [{ a, b, rule, decision: 'review', decided_by: 'rules' }]
  })
}

interface DecidedPair {
  readonly a: number
  readonly b: number
  readonly decision: StoredDecision['decision']
  readonly sameEvidence: boolean
}

/** What people decided, by own number with the smaller first. */
async function decidedPairs(context: Context, staged: StagedLinks): Promise<DecidedPair[]> {
  const decisions = await newestDecisions(context.ledger.db)
  if (decisions.length === 0) return []
  const ids = [...new Set(decisions.flatMap((decision) => [decision.a_id, decision.b_id]))]
  const own = new Map((await context.warehouse.query(numbersOfQuery(ids), { maxSeconds: 0 })).map((row) => [row.cust_id, row.own]))
  const pairs = decisions.flatMap((decision) => {
    const [x, y] = [own.get(decision.a_id), own.get(decision.b_id)]
    return x === undefined || y === undefined ? [] : [{ decision, a: Math.min(x, y), b: Math.max(x, y) }]
  })
  const compared = await context.warehouse.query(comparedPairsQuery(staged.tables.compared, pairs.map((pair) => pair.a), pairs.map((pair) => pair.b)), { maxSeconds: 0 })
  const evidence = new Map(compared.map((row) => [keyOf(row.a, row.b), row]))
  return pairs.map(({ decision, a, b }) => {
    const now = evidence.get(keyOf(a, b))
    const sameEvidence = (now?.pattern ?? 0) === decision.pattern && (now?.bits ?? 0) === decision.kinds
    return { a, b, decision: decision.decision, sameEvidence }
  })
}

function wordOfPerson({ a, b, decision, sameEvidence }: DecidedPair): Ruled {
  if (decision === 'merge') return { a, b, rule: 'PERSON', decision: 'accept', decided_by: 'person' }
  if (decision === 'apart') return sameEvidence ? { a, b, rule: 'PERSON', decision: 'reject', decided_by: 'person' } : { a, b, rule: 'EVIDENCE_CHANGED', decision: 'review', decided_by: 'rules' }
  return { a, b, rule: 'PERSON', decision: 'review', decided_by: 'person' }
}

async function writeRuled(context: Context, table: string, ruled: readonly Ruled[]): Promise<void> {
  const first = new Map<string, Ruled>()
  for (const each of ruled) if (!first.has(keyOf(each.a, each.b))) first.set(keyOf(each.a, each.b), each)
  if (first.size === 0) return
  await context.warehouse.insert(table, 'JSONEachRow', Buffer.from([...first.values()].map((each) => JSON.stringify(each)).join('\n')))
}

function keyOf(a: number, b: number): string {
  return `${a}:${b}`
}

async function countEdges(context: Context, runId: number) {
  const edges = (await context.warehouse.query(edgeCountsQuery(runId))).map((row) => ({ ...row, n: Number(row.n) }))
  const last = (await context.runs.latest('identity-link', 'applied'))?.id ?? 0
  const changes = (await context.warehouse.query(differenceCountsQuery(runId, last))).map((row) => ({ change: row.change, n: Number(row.n) }))
  const samples = await context.warehouse.query(differenceSamplesQuery(runId, last, SAMPLES))
  return { edges, changes, samples }
}

interface Applying {
  readonly asOf: string
  readonly moves: ReturnType<typeof movesBetween>
  readonly version: number | null
  readonly runId: number
}

async function applyLinks(context: Context, ports: IdentityPorts, run: JobRun<LinkInput>, { asOf, moves, version, runId }: Applying): Promise<void> {
  if (moves.length === 0) {
    await applyOwners(context, ports, run)
    return
  }
  const detail = { linkRun: runId }
  const merges = new Set(moves.map((move) => move.merge)).size
  await movePersons(context, {
    numbers: ports.numbers,
    moves,
    asOf,
    jobId: run.id,
    detail,
    progress: (step, done, total) => run.progress({ step, done, total, unit: 'steps' }),
    also: async (tx, changeRun) => {
      const id = await insertChange(tx, { kind: 'link', rulesVersion: version }, run.actor)
      await endChange(tx, id, { runId: changeRun, merges, customers: moves.length })
      await context.audit.record(run.actor, { action: 'identity.link', objectKind: 'identity-change', objectKey: String(id), after: { merges, customers: moves.length, asOf, rulesVersion: version } }, tx)
    },
  })
  await settleCopies(context, asOf, run.id)
  await ports.afterChange(run.actor)
}
