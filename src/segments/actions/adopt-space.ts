import { fail } from '#kernel/error'
import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import type { Segment } from '../contract.js'
import type { AdoptSpace } from '../contract-depth.js'
import type { Tiering } from '../contract-tiering.js'
import { ruleOfLacking } from '../domain/space-rule.js'
import { BALANCE_DAYS } from '../sql/depth-queries.js'
import { openHeld } from './held-ground.js'
import type { RunPlace } from './tier-depth.js'
import { cellNumber } from './tiering-runs.js'

/**
 * Drafts a segment of those of a tier who lack a category, whatever else they hold: the tier by its newest run, what they lack by a
 * rule. Audited. @throws AppError TIERING_CELL_UNKNOWN, TIERING_CATEGORY_UNKNOWN, TIERING_NO_HOLDINGS
 */
export async function adoptSpace(context: Context, at: RunPlace, { cell, category, key, name }: AdoptSpace, actor: Actor): Promise<{ key: string; revision: number }> {
  const { run, ask, tables } = await openHeld(context, at, actor)
  cellNumber(run, at.key, cell)
  if (!ask.categories.includes(category)) fail('TIERING_CATEGORY_UNKNOWN', { category })
  if (tables.length === 0) fail('TIERING_NO_HOLDINGS')
  const { purposes } = (await context.definitions.version<Tiering>('tiering', at.key, run.version)).body
  const body: Segment = { rule: ruleOfLacking(category, tables, BALANCE_DAYS), tier: { tiering: at.key, cell }, ...(purposes === undefined ? {} : { purposes }) }
  const made = await context.definitions.create<Segment>('segment', { key, name, body }, actor)
  await context.audit.record(actor, { action: 'tier.adopt', objectKind: 'segment', objectKey: made.key })
  return { key: made.key, revision: made.revision }
}
