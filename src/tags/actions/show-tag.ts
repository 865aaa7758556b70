import { identifier, sql } from '#kernel/sql'
import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import type { Tag } from '../contract.js'
import type { TagPorts } from '../ports.js'
import { customerBase, openedBy } from '../sql/build-snapshot.js'
import { meanSharesQuery } from '../sql/distribution-query.js'
import { customersFrom } from '../sql/customers-from.js'
import { bankRuns } from '#ingest'
import { countObjections } from '#privacy'
import { fail } from '#kernel/error'
import { distributionOf, visibleTo } from './distribution.js'
import { coverageByTag, readUses, sentenceOfTag, tagItem } from './list-tags.js'
import { withoutObjectors } from './objected.js'
import { compileTag, loadRuleGround, type RuleGround } from './rule-schema.js'
import { isScored, scoredBy, scoreKey, tagReferences } from '../domain/score-tag.js'
import { plainType } from '../domain/snapshot-column.js'
import { tagShares } from '../domain/tag-shares.js'
import { readScore, scoreSource } from './score-readings.js'

/** One tag: definition, sentence, spread, what it is made of and who uses it. */
export async function showTag(context: Context, ports: TagPorts, key: string, actor: Actor, asOf?: string) {
  const head = await context.definitions.get<Tag>('tag', key)
  const ground = await loadRuleGround(context, { asOf })
  const coverage = await coverageByTag(context, ground.snapshot, actor)
  const preview = await previewTag(context, ports, head, actor, asOf).catch(() => null)
  const { compute } = head.body
  const by = isScored(compute) ? scoredBy(compute) : null
  const references = [...tagReferences(compute).tags.map((tag) => ({ kind: 'tag', key: tag })), ...(by === null ? [] : [by])]
  return {
    ...tagItem(head, ground, { coverage, today: await context.businessClock.today(), uses: await readUses(context) }),
    body: head.body,
    distribution: preview?.distribution ?? null,
    score: isScored(compute) && compute.kind !== 'manual' ? await scoreSource(context, compute, ground.asOf) : null,
    references,
    usedBy: await context.definitions.usedBy('tag', key),
    shares: await meanShares(context, head.body, { key, ground, actor }),
    objections: await countObjections(context, ports, key, actor),
  }
}

/** Mean share of each code over the customers in reach who have one; of too few none. */
async function meanShares(context: Context, body: Tag, { key, ground, actor }: { readonly key: string; readonly ground: RuleGround; readonly actor: Actor }) {
  const { snapshot } = ground
  const parts = tagShares(body).map(({ code, zh, en }) => ({ code, label: { zh, en }, column: snapshot?.shares?.find((share) => share.key === `${key}.${code}`)?.column }))
  const built = parts.flatMap(({ column }) => (column === undefined ? [] : [column]))
  if (snapshot === null || built.length === 0) return parts.map(({ code, label }) => ({ code, label, mean: null }))
  const [row] = await context.warehouse.query(meanSharesQuery(snapshot.table, built, visibleTo(actor)))
  const isTold = Number(row?.customers ?? 0) >= Math.max(1, actor.scope.minCell)
  return parts.map(({ code, label, column }) => ({ code, label, mean: column !== undefined && isTold ? (row?.means[built.indexOf(column)] ?? null) : null }))
}

/** A tag as it is written, computed now over the customers the actor may see; a known one without those who object to it. */
export async function previewTag(context: Context, ports: TagPorts, { key, body }: { readonly key?: string; readonly body: Pick<Tag, 'compute' | 'layer'> }, actor: Actor, asOf?: string) {
  const loaded = await loadRuleGround(context, { asOf })
  const { compute } = body
  const ground = isScored(compute) ? { ...loaded, scores: new Map([[scoreKey(compute), await readScore(context, compute, loaded.asOf)]]) } : loaded
  const { value: computed, type } = compileTag(body, ground.schema, ground)
  const value = withoutObjectors({ key: key ?? '', body }, computed, type, ground)
  const from = customersFrom(await customersBase(context, ports, ground), ground.passes.passes(), ground.facts)
  const distribution = await distributionOf(context, { from, where: visibleTo(actor), value }, type, actor)
  return { type: plainType(type), sentence: sentenceOfTag(body, ground.schema), distribution }
}

/** The snapshot when there is one, else customers straight from their loads. */
export async function customersBase(context: Context, ports: TagPorts, ground: RuleGround) {
  if (ground.snapshot !== null) return sql`${identifier(ground.snapshot.table)}`
  const late = ground.knownAt !== null && ground.late.has('customer')
  const runs = await bankRuns(context.runs, 'customer', late ? ground.knownAt : ground.asOf)
  if (runs.length === 0) fail('TAGS_NO_CUSTOMERS', { asOf: ground.asOf })
  const base = customerBase(runs, ground.attributes, await ports.orgPaths())
  return late ? openedBy(base, ground.asOf) : base
}
