import { fail, Mistakes } from '#kernel/error'
import { checkRule, compileRule, compileValue } from '#kernel/rule'
import { sql } from '#kernel/sql'
import type { Context } from '#platform/context'
import type { JobRun } from '#platform/jobs'
import { loadSegmentGround } from '#segments'
import { customersBase, customersFrom, type TagPorts } from '#tags'
import type { GroupRun, ModelGroup } from '../../contract-group.js'
import { assignModelGroups, type Assigned, type GroupCandidate } from '../../domain/model-group.js'
import { candidatesQuery, groupFacts, insertGroups } from '../../sql/group-queries.js'
import { scoreRuns } from '../read-scores.js'
import { tabbed } from '../uplift/keep-held.js'

export interface GroupInput {
  readonly key: string
  readonly design: ModelGroup
}

export interface GroupResult {
  readonly runId: number
  readonly size: number
}

/** Kind of run of a model group. */
export const GROUP_RUN = 'model-group'

const CHUNK = 50_000

/**
 * Deals the newest scored population into a model and an expert group with their lists, and keeps it.
 * @throws AppError MODEL_NOT_SCORED, MODEL_GROUP_EMPTY; Mistakes of the rules
 */
export async function makeGroups(context: Context, ports: TagPorts, run: JobRun<GroupInput>): Promise<GroupResult> {
  const { key, design } = run.input
  const scored = (await scoreRuns(context, key, false))[0] ?? fail('MODEL_NOT_SCORED', { key })
  const runId = await context.runs.begin({ kind: GROUP_RUN, subject: key, asOf: scored.asOf, jobId: run.id, tables: ['model_group'] })
  const work = `model_raw_${runId}`
  try {
    await context.runs.own(runId, [work])
    run.progress({ step: 'reading' })
    const facts = await factsOf(context, ports, design, scored.asOf)
    const rows = await context.warehouse.query(candidatesQuery(scored.runId, facts), { signal: run.signal })
    const customers = rows.map(({ cust_id, score, expert, stratum }): GroupCandidate => ({ custId: cust_id, score, stratum, expert: expert === 1 }))
    const { size, assigned } = assignModelGroups(customers, design)
    if (size === 0) fail('MODEL_GROUP_EMPTY', { key })
    run.progress({ step: 'committing' })
    await context.warehouse.createTable({ name: work, columns: { cust_no: 'UInt32', grp: 'String', arm: 'String', stratum: 'String' }, orderBy: ['cust_no'], spread: 'copied', transient: true })
    for (let from = 0; from < rows.length; from += CHUNK) {
      const lines = rows.slice(from, from + CHUNK).map((row, at) => `${row.cust_no}\t${assigned[from + at]?.group ?? ''}\t${assigned[from + at]?.arm ?? ''}\t${tabbed(row.stratum)}\n`)
      await context.warehouse.insert(work, 'TabSeparated', Buffer.from(lines.join('')), { token: `${runId}:${from}`, signal: run.signal })
    }
    await context.warehouse.command(insertGroups({ runId, model: key, asOf: scored.asOf, work, scoreRun: scored.runId }), { signal: run.signal })
    const detail = { version: scored.version, design, size, ...countsOf(customers, assigned) }
    await context.runs.commitAll([{ id: runId, detail }], (tx) =>
      context.audit.record(run.actor, { action: 'model.group', objectKind: 'model', objectKey: key, after: { runId, size, asOf: scored.asOf } }, tx),
    )
    await context.warehouse.dropTable(work)
    return { runId, size }
  } catch (error) {
    await context.runs.abandon(runId)
    throw error
  }
}

async function factsOf(context: Context, ports: TagPorts, design: ModelGroup, asOf: string) {
  const today = await context.businessClock.today()
  const ground = await loadSegmentGround(context, [design.expert], asOf, undefined, asOf > today ? asOf : today)
  const options = { asOf: ground.asOf, timeZone: ground.timeZone, passes: ground.passes }
  const checked = checkRule(design.expert, ground.schema)
  if (!checked.ok) throw new Mistakes(checked.mistakes.map((mistake) => ({ ...mistake, path: `expert.${mistake.path}` })))
  const expert = compileRule(design.expert, ground.schema, options).condition
  const stratum = design.stratum === undefined ? sql`''` : compileValue(design.stratum, ground.schema, options).value
  return groupFacts(customersFrom(await customersBase(context, ports, ground), ground.passes.passes(), ground.facts), expert, stratum)
}

function countsOf(customers: readonly GroupCandidate[], assigned: readonly Assigned[]): Pick<GroupRun, 'counts' | 'strata'> {
  const counts = (['model', 'expert'] as const).flatMap((group) =>
    (['treated', 'control', 'rest'] as const).map((arm) => ({ group, arm, customers: assigned.filter((each) => each.group === group && each.arm === arm).length })),
  )
  const strata = new Map<string, { model: number; expert: number }>()
  assigned.forEach(({ group }, at) => {
    const stratum = customers[at]?.stratum ?? ''
    const own = strata.get(stratum) ?? { model: 0, expert: 0 }
    own[group] += 1
    strata.set(stratum, own)
  })
  return { counts, strata: [...strata].map(([stratum, own]) => ({ stratum, ...own })).sort((a, b) => (a.stratum < b.stratum ? -1 : 1)).slice(0, 200) }
}
