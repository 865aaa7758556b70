import { compileRule } from '#kernel/rule'
import { fail } from '#kernel/error'
import type { Context } from '#platform/context'
import { customersBase, customersFrom, latestSnapshot, type TagPorts } from '#tags'
import type { Segment, SegmentRun } from '../contract.js'
import { insertMembers, segmentSizeQuery } from '../sql/segment-queries.js'
import { segmentMembers } from './segment-members.js'
import { segmentRuns } from './segment-runs.js'
import { loadSegmentGround } from './segment-ground.js'

export interface SnapshotRequest {
  readonly key: string
  readonly version: number | 'latest'
  readonly asOf?: string | undefined
  readonly jobId?: string
  readonly signal?: AbortSignal
}

/** Writes who is in a segment version as of a date, as a bitmap; of a frozen segment the snapshot it was frozen with stays. */
export async function snapshotSegment(context: Context, ports: TagPorts, request: SnapshotRequest): Promise<SegmentRun> {
  const definition = await context.definitions.version<Segment>('segment', request.key, request.version)
  const kept = await keptRun(context, request.key, definition.body)
  if (kept !== null) return kept
  const snapshot = (await latestSnapshot(context, request.asOf)) ?? fail('TAGS_NOT_BUILT')
  const ground = await loadSegmentGround(context, [definition.body.rule], request.asOf ?? snapshot.asOf)
  const { condition: rule } = compileRule(definition.body.rule, ground.schema, { asOf: ground.asOf, timeZone: ground.timeZone, passes: ground.passes })
  const condition = await segmentMembers(context, definition.body, rule, ground.asOf)
  const from = customersFrom(await customersBase(context, ports, ground), ground.passes.passes(), ground.facts)
  const runId = await context.runs.begin({
    kind: 'segment',
    subject: request.key,
    asOf: ground.asOf,
    tables: ['segment_members'],
    ...(request.jobId === undefined ? {} : { jobId: request.jobId }),
  })
  try {
    const into = { runId, segment: request.key, version: definition.version }
    await context.warehouse.command(insertMembers(into, from, condition), request.signal === undefined ? {} : { signal: request.signal })
    const size = Number((await context.warehouse.query(segmentSizeQuery(runId)))[0]?.n ?? 0)
    const earlier = await context.runs.visible('segment', request.key, ground.asOf)
    const replaced = earlier.filter((run) => run.asOf === ground.asOf && run.detail['version'] === definition.version).map((run) => run.id)
    await context.runs.commit(runId, { version: definition.version, size, snapshotRun: ground.snapshot?.runId ?? null }, replaced)
    const run = await context.runs.get(runId)
    return { runId, key: request.key, version: definition.version, asOf: ground.asOf, size, takenAt: run.committedAt ?? '' }
  } catch (error) {
    await context.runs.abandon(runId)
    throw error
  }
}

/** The snapshot a frozen segment keeps. */
async function keptRun(context: Context, key: string, { frozen }: Segment): Promise<SegmentRun | null> {
  return frozen === true ? ((await segmentRuns(context, key))[0] ?? null) : null
}
