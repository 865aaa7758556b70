import { fail } from '#kernel/error'
import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import type { Tag } from '../contract.js'
import type { DiffRequest, TagDiff } from '../contract-life.js'
import { isScored, scoreKey } from '../domain/score-tag.js'
import { maySeeCustomers } from '../policy.js'
import type { TagPorts } from '../ports.js'
import { customersFrom } from '../sql/customers-from.js'
import { diffMatrixQuery, diffSamplesQuery, diffTotalsQuery, type DiffPlace, type DiffTotals } from '../sql/diff-query.js'
import { visibleTo } from './distribution.js'
import { withoutObjectors } from './objected.js'
import { compileTag, loadRuleGround, type RuleGround } from './rule-schema.js'
import { readScore } from './score-readings.js'
import { customersBase } from './show-tag.js'

const SAMPLES = 20
const NUMBERS = ['int', 'decimal', 'money']

/**
 * Who has another value by one version of a tag than by another, both computed now as of one date over the customers the
 * asker may see. Cells below the smallest are left out.
 * @throws AppError NOT_FOUND, TAG_DIFF_TYPES
 */
export async function diffVersions(context: Context, ports: TagPorts, key: string, { from, to, asOf }: DiffRequest, actor: Actor): Promise<TagDiff> {
  const [one, two] = await Promise.all([bodyOf(context, key, from), bodyOf(context, key, to)])
  const ground = await withScores(context, await loadRuleGround(context, { asOf }), [one, two])
  const before = compileTag(one, ground.schema, ground)
  const after = compileTag(two, ground.schema, ground)
  if (!comparable(before.type.type, after.type.type)) fail('TAG_DIFF_TYPES', { from: before.type.type, to: after.type.type }, 'to')
  const place: DiffPlace = { from: customersFrom(await customersBase(context, ports, ground), ground.passes.passes(), ground.facts), where: visibleTo(actor), before: withoutObjectors({ key, body: one }, before.value, before.type, ground), after: withoutObjectors({ key, body: two }, after.value, after.type, ground), type: after.type.type }
  const [totals, matrix, samples] = await Promise.all([
    context.warehouse.query(diffTotalsQuery(place)),
    context.warehouse.query(diffMatrixQuery(place)),
    maySeeCustomers(actor) ? context.warehouse.query(diffSamplesQuery(place, SAMPLES)) : [],
  ])
  const counts = countsOf(totals[0], actor.scope.minCell)
  const names = [...(before.type.values ?? []), ...(after.type.values ?? [])].map(({ code, zh, en }) => [code, { zh, en }] as const)
  const moved = counts.entered + counts.left + counts.changed
  return {
    asOf: ground.asOf,
    ...counts,
    matrix: matrix.map(({ a, b, n }) => ({ from: a, to: b, count: Number(n) })).filter(({ count }) => count >= actor.scope.minCell),
    labels: Object.fromEntries(names),
    samples: moved === 0 ? [] : samples.map(({ cust_id: custId, a, b }) => ({ custId, from: a, to: b })),
  }
}

/** Numbers compare with numbers; texts with codes; everything else with its own type. */
function comparable(one: string, two: string): boolean {
  const family = (type: string) => (NUMBERS.includes(type) ? 'number' : type === 'enum' ? 'string' : type)
  return family(one) === family(two)
}

async function bodyOf(context: Context, key: string, version: number | 'draft'): Promise<Tag> {
  const found = version === 'draft' ? await context.definitions.get<Tag>('tag', key) : await context.definitions.version<Tag>('tag', key, version)
  return found.body
}

async function withScores(context: Context, ground: RuleGround, bodies: readonly Tag[]): Promise<RuleGround> {
  const scores = new Map(ground.scores)
  for (const { compute } of bodies) if (isScored(compute)) scores.set(scoreKey(compute), await readScore(context, compute, ground.asOf))
  return { ...ground, scores }
}

/** Counts below the smallest cell read as none. */
function countsOf(totals: DiffTotals | undefined, minCell: number) {
  const read = (text: string | undefined) => {
    const n = Number(text ?? 0)
    return n < minCell ? 0 : n
  }
  const [before, entered, left, changed] = [read(totals?.before), read(totals?.entered), read(totals?.gone), read(totals?.changed)]
  return { customers: Number(totals?.customers ?? 0), before, after: read(totals?.after), entered, left, changed, same: Math.max(0, before - left - changed) }
}
