import { fail } from '#kernel/error'
import { compileRule, referencesOf, type RuleDocument } from '#kernel/rule'
import type { Sql } from '#kernel/sql'
import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import { customersBase, customersFrom, visibleTo, type TagPorts } from '#tags'
import type { Clustering } from '../../contract-clustering.js'
import { EVERYBODY_SET, type SetItem } from '../../contract-hypothesis.js'
import type { Segment } from '../../contract.js'
import { hideOverlap } from '../../domain/hide-overlap.js'
import { isRuleOfSet, ruleOfSet } from '../../domain/hypothesis-rule.js'
import { setOverlapQuery } from '../../sql/set-queries.js'
import { countCards, getCard } from '../../store/hypothesis-store.js'
import { clusterCondition, clusterRuns } from '../cluster-runs.js'
import { listSegments } from '../list-segments.js'
import { showClusters } from '../read-clusterings.js'
import { loadSegmentGround } from '../segment-ground.js'
import { requireSet, ruleOfCard } from './cards.js'

/** What was made of a set: segments that start from it, clusterings of it, and how many cards. Small sizes are hidden. @throws AppError NOT_FOUND */
export async function showSet(context: Context, universe: string, actor: Actor) {
  await requireSet(context, universe)
  const name = universe === EVERYBODY_SET ? { zh: '全部客户', en: 'All customers' } : (await context.definitions.get('segment', universe)).name
  const { minCell } = actor.scope
  const heads = await context.definitions.list<Segment>('segment')
  const within = new Map(heads.filter(({ key, body }) => key !== universe && isWithin(body, universe)).map(({ key, body }) => [key, body]))
  const rules = (await listSegments(context, actor))
    .filter(({ key }) => within.has(key))
    .map(({ key, name: own, sentence, latest }) => ({
      key, name: own, sentence,
      size: latest === null || (latest.size > 0 && latest.size < minCell) ? null : latest.size,
      asOf: latest?.asOf ?? null,
      hypothesis: within.get(key)?.hypothesis?.id ?? null,
    }))
  return { universe: { key: universe, name }, rules, clusterings: await clusteringsOf(context, universe, actor), hypotheses: await countCards(context.ledger.db, actor, universe) }
}

/** A segment starts from a set when its rule names it; from everybody when it names no segment. */
function isWithin({ rule }: Segment, universe: string): boolean {
  const named = referencesOf(rule).segments.map(({ segment }) => segment)
  return universe === EVERYBODY_SET ? named.length === 0 : named.includes(universe)
}

async function clusteringsOf(context: Context, universe: string, actor: Actor) {
  const heads = (await context.definitions.list<Clustering>('clustering')).filter(({ body }) => isRuleOfSet(body.population, universe))
  return Promise.all(
    heads.map(async ({ key, name }) => {
      const run = (await clusterRuns(context, key))[0] ?? null
      if (run === null) return { key, name, run, clusters: [] }
      const { cards, sizes } = await showClusters(context, key, actor, run.runId)
      return { key, name, run, clusters: cards.map((card) => ({ cluster: card.cluster, name: card.name, size: sizes.find(({ cluster }) => cluster === card.cluster)?.size ?? null })) }
    }),
  )
}

/** Sizes and overlaps of segments, clusters and cards within a set, over the customers the actor may see. @throws AppError NOT_FOUND, HYPOTHESIS_NO_RULE, CLUSTER_RUN_UNKNOWN */
export async function overlapInSet(context: Context, ports: TagPorts, universe: string, request: { readonly items: readonly SetItem[]; readonly asOf?: string | undefined }, actor: Actor) {
  await requireSet(context, universe)
  const rules = await Promise.all(request.items.map((item) => ruleOfItem(context, universe, item, actor)))
  const whole = ruleOfSet(universe)
  const ground = await loadSegmentGround(context, [whole, ...rules.filter((rule) => rule !== null)], request.asOf)
  const options = { asOf: ground.asOf, timeZone: ground.timeZone, passes: ground.passes }
  const within = compileRule(whole, ground.schema, options).condition
  const conditions: Sql[] = []
  for (const [at, item] of request.items.entries()) {
    const rule = rules[at] ?? null
    conditions.push(item.kind === 'cluster' ? await clusterCondition(context, await trainedOf(context, item), ground.asOf) : compileRule(rule ?? fail('HYPOTHESIS_NO_RULE'), ground.schema, options).condition)
  }
  const from = customersFrom(await customersBase(context, ports, ground), ground.passes.passes(), ground.facts)
  const [row] = await context.warehouse.query(setOverlapQuery({ from, visible: visibleTo(actor) }, within, conditions))
  const places = conditions.flatMap((_, a) => conditions.slice(a + 1).map((__, more) => ({ a, b: a + 1 + more })))
  const counts = { sizes: (row?.sizes ?? []).map(Number), pairs: places.map((place, at) => ({ ...place, both: Number(row?.pairs[at] ?? 0) })) }
  const total = Number(row?.total ?? 0)
  return { asOf: ground.asOf, total: total < actor.scope.minCell ? 0 : total, ...hideOverlap(counts, actor.scope.minCell) }
}

async function ruleOfItem(context: Context, universe: string, item: SetItem, actor: Actor): Promise<RuleDocument | null> {
  if (item.kind === 'cluster') return null
  if (item.kind === 'rule') return item.rule
  if (item.kind === 'segment') return { v: 1, kind: 'rule', rule: { kind: 'inSegment', segment: item.key, version: 'latest' } }
  return ruleOfCard(await getCard(context.ledger.db, actor, universe, item.id)) ?? fail('HYPOTHESIS_NO_RULE')
}

async function trainedOf(context: Context, { clustering, run, cluster }: Extract<SetItem, { kind: 'cluster' }>) {
  const found = (await clusterRuns(context, clustering)).find(({ runId }) => runId === run) ?? fail('CLUSTER_RUN_UNKNOWN', { key: clustering, run })
  return { clustering, run: found.trainedRun, cluster }
}
