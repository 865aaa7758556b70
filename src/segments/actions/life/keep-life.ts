import { fail } from '#kernel/error'
import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import type { SegmentLife } from '../../contract-life.js'
import type { Segment } from '../../contract.js'
import { segmentRuns } from '../segment-runs.js'

/** How a published version lives: its schedule, and whether it is frozen. */
export function lifeOf({ refresh, frozen }: Pick<Segment, 'refresh' | 'frozen'>): SegmentLife {
  return { refresh: refresh ?? 'never', frozen: frozen === true }
}

/**
 * Publishes the newest version anew with another schedule, or frozen or not. Audited with the definition.
 * @throws AppError NOT_FOUND, SEGMENT_HAS_DRAFT, SEGMENT_NO_SNAPSHOT
 */
export async function keepLife(context: Context, key: string, life: SegmentLife, actor: Actor): Promise<SegmentLife> {
  const head = await context.definitions.get<Segment>('segment', key)
  if (head.version === null) fail('SEGMENT_NOT_PUBLISHED', { key })
  if (head.hasDraft) fail('SEGMENT_HAS_DRAFT', { key })
  if (life.frozen && (await segmentRuns(context, key)).length === 0) fail('SEGMENT_NO_SNAPSHOT', { key })
  const before = lifeOf(head.body)
  if (before.refresh === life.refresh && before.frozen === life.frozen) return before
  const rest = Object.fromEntries(Object.entries(head.body).filter(([name]) => name !== 'refresh' && name !== 'frozen'))
  const body = { ...rest, ...(life.refresh === 'never' ? {} : { refresh: life.refresh }), ...(life.frozen ? { frozen: true } : {}) }
  const saved = await context.definitions.save<Segment>('segment', key, { revision: head.revision, name: head.name, body }, actor)
  await context.definitions.publish<Segment>('segment', key, { revision: saved.revision, note: noteOf(before, life) }, actor)
  return life
}

function noteOf(before: SegmentLife, { refresh, frozen }: SegmentLife): string {
  if (before.frozen !== frozen) return frozen ? '冻结 / frozen' : '解冻 / thawed'
  return `快照周期 / snapshots: ${refresh}`
}
