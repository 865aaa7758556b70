import { fail } from '#kernel/error'
import { checkValue, type RuleDocument } from '#kernel/rule'
import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import { loadRuleGround, noMembers } from '#tags'
import type { Segment } from '../contract.js'
import type { AdoptTier, Tiering, TieringRun } from '../contract-tiering.js'
import { tierColumns } from '../domain/tier-plan.js'
import { requirePlane } from '../domain/plane-grid.js'
import { ruleOfCell, ruleOfNear, type SpokenAxis } from '../domain/tier-rule.js'
import { cellNumber, tieringRun } from './tiering-runs.js'

const EVERYBODY: RuleDocument = { v: 1, kind: 'rule', rule: { kind: 'always' } }

/**
 * Drafts a segment of a cell: by its rule with the cuts as found, or by membership of the newest run; of those near the
 * tier above, of those who came from another cell, or of so many of the most alike. Audited.
 * @throws AppError TIERING_CELL_UNKNOWN, TIERING_NO_RULE, TIERING_NO_NEAR
 */
export async function adoptTier(context: Context, place: { key: string; run: number }, wanted: AdoptTier, actor: Actor): Promise<{ key: string; revision: number }> {
  const run = await tieringRun(context, place.key, place.run)
  const at = placeOf(run, place.key, wanted)
  if (wanted.also !== undefined) cellNumber(await tieringRun(context, wanted.also.tiering), wanted.also.tiering, wanted.also.cell)
  const { body } = await context.definitions.version<Tiering>('tiering', place.key, run.version)
  const isRuled = wanted.cell !== undefined && (wanted.way === 'rule' || wanted.near === true)
  const rule = isRuled ? await ruleOf(context, body, run, at, wanted.near === true) : EVERYBODY
  const isMember = wanted.way === 'cell' || wanted.also !== undefined || wanted.cameFrom !== undefined || wanted.cell === undefined
  const tier = partOf(place.key, wanted, actor)
  const purposes = body.purposes === undefined ? {} : { purposes: body.purposes }
  const made = { rule, ...purposes, ...(isMember ? { tier } : {}) }
  const { key, revision } = await context.definitions.create<Segment>('segment', { key: wanted.key, name: wanted.name, body: made }, actor)
  await context.audit.record(actor, { action: 'tier.adopt', objectKind: 'segment', objectKey: key })
  return { key, revision }
}

/** Number of the cell; 0 for so many of the most alike, which only look-alikes have, or of the highest by two figures. */
function placeOf(run: TieringRun, key: string, { cell, most, front }: AdoptTier): number {
  if (cell !== undefined) return cellNumber(run, key, cell)
  if (front !== undefined) {
    requirePlane(run.kind, key)
    return 0
  }
  return run.kind === 'alike' ? 0 : fail('TIERING_CELL_UNKNOWN', { key, cell: String(most) })
}

/** Whom of the newest run it takes. */
function partOf(tiering: string, { cell, cameFrom, most, withSeeds, front, also }: AdoptTier, actor: Actor): NonNullable<Segment['tier']> {
  if (most !== undefined && front !== undefined) return { tiering, most, front: { ...front, ...(actor.scope.orgPaths.includes('/') ? {} : { orgs: [...actor.scope.orgPaths] }) } }
  if (most !== undefined) return { tiering, most, ...(withSeeds === true ? { seeds: true as const } : {}) }
  return { tiering, cell, ...(cameFrom === undefined ? {} : { cameFrom }), ...(also === undefined ? {} : { also }) }
}

async function ruleOf(context: Context, body: Tiering, run: TieringRun, at: number, near: boolean): Promise<RuleDocument> {
  const { schema } = await loadRuleGround(context, { asOf: undefined, members: noMembers })
  const axes = tierColumns(body.plan).values.flatMap(({ value }): SpokenAxis[] => {
    const checked = checkValue(value, schema)
    return checked.ok ? [{ value: value.value, type: checked.type }] : []
  })
  const cell = run.cells[at]?.code ?? ''
  if (near) return ruleOfNear(body, run, at, axes) ?? fail('TIERING_NO_NEAR', { cell })
  return ruleOfCell(body, run, at, axes) ?? fail('TIERING_NO_RULE', { cell })
}
