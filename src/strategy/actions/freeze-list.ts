import { randomBytes } from 'node:crypto'
import { addDays } from '#kernel/calendar'
import { fail } from '#kernel/error'
import type { Context } from '#platform/context'
import type { JobRun } from '#platform/jobs'
import { withContactStates } from '#privacy'
import { isMember, segmentRuns, snapshotSegment } from '#segments'
import type { SegmentRun } from '#segments/contract'
import { customersBase, latestSnapshot, loadRuleGround, type RuleGround, type TagPorts } from '#tags'
import { sql } from '#kernel/sql'
import { z } from 'zod'
import type { Strategy } from '../contract.js'
import { isValidOn } from '../domain/check-strategy.js'
import { stepStatuses, waterfallOf, type Excluded } from '../domain/waterfall.js'
import { armCountsQuery, excludedCountsQuery, insertExcluded, insertListMembers, knownColumnsQuery, universeSizeQuery, type FreezePlan } from '../sql/freeze-queries.js'
import { pagesOfIds } from '../store/do-not-contact-store.js'
import { insertList, listOfJob, liveLists, reserveListId } from '../store/list-store.js'

export interface FreezeInput {
  readonly strategy: string
  readonly asOf?: string | undefined
}

export interface FreezeResult {
  readonly listId: string
  readonly size: number
  readonly counts: Readonly<Record<string, number>>
}

const checkpointSchema = z.object({ listId: z.number().int(), salt: z.string() })

interface Freeze {
  readonly context: Context
  readonly run: JobRun<FreezeInput>
  readonly strategy: { readonly key: string; readonly version: number; readonly body: Strategy }
  readonly segment: SegmentRun
  readonly ground: RuleGround
  readonly plan: FreezePlan
}

/**
 * Freezes the list of a strategy's newest version: the segment's members as of a date, less who may not be contacted,
 * each with an arm. A job that was interrupted draws the same arms again, and never a second list.
 */
export async function freezeList(context: Context, ports: TagPorts, run: JobRun<FreezeInput>): Promise<FreezeResult> {
  const made = await listOfJob(context.ledger, run.id)
  if (made !== null) return { listId: made.id, size: made.size, counts: made.counts }
  const strategy = await context.definitions.version<Strategy>('strategy', run.input.strategy, 'latest')
  const today = await context.businessClock.today()
  if (!isValidOn(strategy.body, today)) fail('STRATEGY_NOT_VALID', { key: strategy.key, today })
  const asOf = run.input.asOf ?? (await latestSnapshot(context))?.asOf ?? fail('TAGS_NOT_BUILT')
  const drawn = await drawOnce(context, run, strategy.key)
  run.progress({ step: 'segment' })
  const segment = await segmentOf(context, ports, strategy.body, asOf, run)
  const ground = await loadRuleGround(context, { asOf, useSnapshot: false })
  const { purpose, channel } = strategy.body
  const from = await withContactStates(context, sql`${await customersBase(context, ports, ground)} AS base`, { purpose, channel })
  const runId = await context.runs.begin({ kind: 'list', subject: strategy.key, asOf, jobId: run.id, tables: ['list_member', 'list_excluded', 'list_do_not_contact'] })
  try {
    const known = (await context.warehouse.query(knownColumnsQuery(from)))[0]
    const has = (name: keyof NonNullable<typeof known>) => Number(known?.[name] ?? 0) > 0
    const columns = { deceased: has('deceased'), minor: has('minor'), birth: has('birth'), staff: has('staff'), status: has('status'), consent: has('consent'), doNotContact: has('doNotContact') }
    const others = await liveLists(context.ledger, strategy.key, asOf)
    const plan: FreezePlan = {
      universe: { from, member: isMember(segment.runId) }, runId, asOf, ...drawn,
      purpose: strategy.body.purpose,
      statuses: stepStatuses(columns, strategy.body.purpose),
      otherRuns: others.map((list) => list.runId),
      arms: strategy.body.arms.map(({ key, share, control }) => ({ key, share, control })),
    }
    return await write({ context, run, strategy, segment, ground, plan })
  } catch (error) {
    await context.runs.abandon(runId)
    throw error
  }
}

/** List id and salt are drawn once a job, so that a resume repeats them. */
async function drawOnce(context: Context, run: JobRun<FreezeInput>, strategy: string) {
  const saved = checkpointSchema.safeParse(run.checkpoint)
  if (saved.success) return saved.data
  const drawn = { listId: await reserveListId(context.ledger), salt: `${strategy}-${randomBytes(6).toString('hex')}` }
  await run.save(drawn)
  return drawn
}

async function segmentOf(context: Context, ports: TagPorts, body: Strategy, asOf: string, run: JobRun<FreezeInput>): Promise<SegmentRun> {
  const { key, version } = await context.definitions.version('segment', body.segment.key, body.segment.version)
  const taken = (await segmentRuns(context, key)).find((each) => each.version === version && each.asOf === asOf)
  return taken ?? snapshotSegment(context, ports, { key, version, asOf, jobId: run.id, signal: run.signal })
}

async function write(freeze: Freeze): Promise<FreezeResult> {
  const { context, run, plan } = freeze
  const { warehouse } = context
  await copyDoNotContact(context, plan.runId)
  run.progress({ step: 'excluding' })
  await warehouse.command(insertExcluded(plan), { signal: run.signal })
  run.progress({ step: 'assigning' })
  await warehouse.command(insertListMembers(plan), { signal: run.signal })
  const universe = Number((await warehouse.query(universeSizeQuery(plan.universe)))[0]?.n ?? 0)
  const excluded: Excluded[] = (await warehouse.query(excludedCountsQuery(plan.runId))).map((row) => ({ ...row, n: Number(row.n) }))
  const drawn = new Map((await warehouse.query(armCountsQuery(plan.runId))).map((row) => [row.arm, Number(row.n)]))
  const counts = Object.fromEntries(plan.arms.map(({ key }) => [key, drawn.get(key) ?? 0]))
  const size = Object.values(counts).reduce((sum, n) => sum + n, 0)
  if (size === 0) fail('LIST_EMPTY')
  run.progress({ step: 'committing' })
  await commit(freeze, { counts, size, waterfall: waterfallOf(universe, excluded, plan.statuses) })
  return { listId: String(plan.listId), size, counts }
}

const COPY_PAGE = 50_000

async function copyDoNotContact(context: Context, runId: number): Promise<void> {
  let page = 0
  for await (const ids of pagesOfIds(context.ledger, COPY_PAGE)) {
    page += 1
    const lines = ids.map((id) => JSON.stringify({ run_id: runId, cust_id: id })).join('\n')
    await context.warehouse.insert('list_do_not_contact', 'JSONEachRow', Buffer.from(lines), { token: `${runId}:dnc:${page}` })
  }
}

interface Drawn {
  readonly counts: Record<string, number>
  readonly size: number
  readonly waterfall: ReturnType<typeof waterfallOf>
}

async function commit(freeze: Freeze, drawn: Drawn): Promise<void> {
  const { context, run, plan, strategy, segment } = freeze
  const { body } = strategy
  const maxLoadId = await highestLoad(context, plan.asOf)
  await context.runs.commitAll([{ id: plan.runId, detail: { listId: plan.listId, size: drawn.size } }], async (tx) => {
    await insertList(tx, {
      id: plan.listId,
      strategy: strategy.key,
      strategy_version: strategy.version,
      segment: segment.key,
      segment_version: segment.version,
      as_of: plan.asOf,
      until: body.window === undefined ? null : addDays(plan.asOf, body.window.days),
      channel: body.channel,
      purpose: body.purpose,
      salt: plan.salt,
      arms: JSON.stringify(plan.arms),
      counts: JSON.stringify(drawn.counts),
      size: drawn.size,
      waterfall: JSON.stringify(drawn.waterfall),
      author_id: run.actor.id,
      author_name: run.actor.name,
      run_id: plan.runId,
      job_id: run.id,
      max_load_id: maxLoadId,
    })
    const after = { strategy: strategy.key, version: strategy.version, size: drawn.size, counts: drawn.counts }
    await context.audit.record(run.actor, { action: 'list.freeze', objectKind: 'list', objectKey: String(plan.listId), after }, tx)
  })
}

/** Highest load the customers of the freeze came from. */
async function highestLoad(context: Context, asOf: string): Promise<number> {
  const runs = await context.runs.visible('load', 'customer', asOf)
  return runs.reduce((highest, run) => Math.max(highest, Number(run.detail['loadId'] ?? 0) || 0), 0)
}
