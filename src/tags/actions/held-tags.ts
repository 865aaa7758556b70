import type { TypeInfo } from '#kernel/rule'
import { identifier, type Sql } from '#kernel/sql'
import { addDays } from '#kernel/calendar'
import type { Context } from '#platform/context'
import type { SnapshotColumn } from '../contract.js'
import { stateColumns, tagColumn } from '../domain/snapshot-column.js'
import { heldRows, heldValue, type Held } from '../sql/held-value.js'
import { latestSnapshot, type TagSnapshot } from './latest-snapshot.js'
import type { PublishedTag, RuleGround } from './rule-schema.js'

/** The snapshot before a day: the state tags that hold their value go on from. */
export function snapshotBefore(context: Context, asOf: string): Promise<TagSnapshot | null> {
  return latestSnapshot(context, addDays(asOf, -1))
}

/** What a value is held on: the passes of the day, and the state before. */
export interface HeldGround extends Pick<RuleGround, 'asOf' | 'passes'> {
  readonly before: { readonly table: string; readonly tags: readonly Pick<SnapshotColumn, 'key' | 'version' | 'column' | 'held'>[] } | null
}

/** A tag's value held as its definition says, going on from the snapshot before where that has the same version; null when it holds nothing. */
export function heldTag(tag: PublishedTag, computed: Sql, type: TypeInfo, ground: HeldGround): Held | null {
  const { hold } = tag.body
  if (hold === undefined) return null
  return heldValue(computed, type.type === 'bool', stateBefore(tag, ground), hold, ground.asOf)
}

function stateBefore(tag: PublishedTag, { before, passes, asOf }: HeldGround): Sql | null {
  const column = before?.tags.find(({ key, version, held }) => key === tag.key && version === tag.version && held === true)
  if (before === null || column === undefined) return null
  const alias = `held_${tagColumn(tag.key)}`
  passes.addRows(alias, heldRows(before.table, column.column, stateColumns(tag.key)), asOf)
  return identifier(alias, 'value')
}
