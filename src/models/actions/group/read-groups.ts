import { fail, Mistakes } from '#kernel/error'
import { decodeCursor, encodeCursor } from '#kernel/id'
import { checkRule } from '#kernel/rule'
import { sql, type Sql } from '#kernel/sql'
import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import type { Run } from '#platform/runs'
import { loadSegmentGround } from '#segments'
import type { TagPorts } from '#tags'
import { groupRunSchema, type GroupMembersQuery, type GroupReading, type GroupRun } from '../../contract-group.js'
import type { ModelLabel } from '../../contract.js'
import { readModelGroups } from '../../domain/model-group.js'
import { groupCellsQuery, groupCountQuery, groupPageQuery } from '../../sql/group-queries.js'
import { compileOutcome } from '../compile-model.js'
import { scoresVisibleTo } from '../read-scores.js'
import { GROUP_RUN } from './make-groups.js'

const detailSchema = groupRunSchema.omit({ runId: true, model: true, asOf: true, madeAt: true })

function toGroupRun(run: Run): GroupRun {
  return { runId: run.id, model: run.subject, asOf: run.asOf, madeAt: run.committedAt ?? '', ...detailSchema.parse(run.detail) }
}

/** Groups made of a model's scores, newest first. */
export async function listGroups(context: Context, key: string): Promise<{ items: GroupRun[] }> {
  await context.definitions.get('model', key)
  return { items: (await context.runs.visible(GROUP_RUN, key)).map(toGroupRun) }
}

/** @throws AppError NOT_FOUND */
async function groupRun(context: Context, key: string, runId: number): Promise<GroupRun> {
  const run = (await context.runs.visible(GROUP_RUN, key)).find(({ id }) => id === runId)
  return run === undefined ? fail('NOT_FOUND', { what: `model group ${runId}` }) : toGroupRun(run)
}

/** Customers of a run in the actor's scope with group and arm, in the order of their numbers. @throws AppError NOT_FOUND */
export async function groupMembers(context: Context, place: { key: string; runId: number }, actor: Actor, page: GroupMembersQuery) {
  await groupRun(context, place.key, place.runId)
  const visible = narrowed(scoresVisibleTo(actor), page)
  const [custNo] = page.cursor === undefined ? [] : decodeCursor(page.cursor)
  const rows = await context.warehouse.query(groupPageQuery({ runId: place.runId, visible, after: custNo === undefined ? null : Number(custNo), limit: page.limit + 1 }))
  const total = Number((await context.warehouse.query(groupCountQuery(place.runId, visible)))[0]?.n ?? 0)
  const items = rows.slice(0, page.limit)
  const last = items.at(-1)
  return {
    items: items.map((row) => ({ custId: row.cust_id, orgPath: row.org_path, group: row.grp, arm: row.arm, stratum: row.stratum, score: row.score })),
    nextCursor: rows.length > page.limit && last ? encodeCursor([last.cust_no]) : null,
    total,
  }
}

function narrowed(visible: Sql, { group, arm }: GroupMembersQuery): Sql {
  const inGroup = group === undefined ? visible : sql`${visible} AND grp = ${group}`
  return arm === undefined ? inGroup : sql`${inGroup} AND arm = ${arm}`
}

/** What the model adds to the expert, by an outcome as of a date. @throws AppError NOT_FOUND; Mistakes of the rule */
export async function readGroups(context: Context, ports: TagPorts, place: { key: string; runId: number }, asked: { outcome: ModelLabel & { kind: 'rule' }; asOf?: string | undefined }): Promise<GroupReading> {
  const run = await groupRun(context, place.key, place.runId)
  const asOf = asked.asOf ?? (await context.businessClock.today())
  const { schema } = await loadSegmentGround(context, [asked.outcome.rule], asOf)
  const checked = checkRule(asked.outcome.rule, schema)
  if (!checked.ok) throw new Mistakes(checked.mistakes.map((mistake) => ({ ...mistake, path: `outcome.${mistake.path}` })))
  const outcome = await compileOutcome(context, ports, asked.outcome, { asOf, knownAt: asOf })
  const found = await context.warehouse.query(groupCellsQuery(run.runId, outcome))
  return { asOf, ...readModelGroups(found.map(({ grp, arm, n, outcomes }) => ({ group: grp, arm, customers: Number(n), outcomes: Number(outcomes) }))) }
}
