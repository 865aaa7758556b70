import { fail } from '#kernel/error'
import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import type { Definition } from '#platform/definition'
import type { Segment } from '../contract.js'
import type { AdoptSubgroup, Discovery, DiscoveryRun } from '../contract-discovery.js'
import { ruleOfSubgroup } from '../domain/subgroup-rule.js'
import { DISCOVERY_RUN, discoveryRunDetail, spokenFeatures } from './discover.js'

/** Runs of a discovery, newest first. */
export async function discoveryRuns(context: Context, key: string): Promise<DiscoveryRun[]> {
  const runs = await context.runs.visible(DISCOVERY_RUN, key)
  return runs.map((run) => ({ ...discoveryRunDetail.parse(run.detail), runId: run.id, asOf: run.asOf, takenAt: run.committedAt ?? '' }))
}

/** Every discovery with what its newest run found. */
export async function listDiscoveries(context: Context) {
  const heads = await context.definitions.list<Discovery>('discovery')
  return Promise.all(heads.map(async (head) => itemOf(head, (await discoveryRuns(context, head.key))[0])))
}

function itemOf({ key, name, version, hasDraft, revision }: Definition<Discovery>, latest: DiscoveryRun | undefined) {
  return { key, name, version, hasDraft, revision, asOf: latest?.asOf ?? null, found: latest?.subgroups.length ?? null, hold: latest === undefined ? null : latest.subgroups.filter(({ holds }) => holds).length }
}

/** A discovery with its runs; subgroups below the asker's smallest cell are left out. */
export async function showDiscovery(context: Context, key: string, actor: Actor) {
  const head = await context.definitions.get<Discovery>('discovery', key)
  const runs = await discoveryRuns(context, key)
  const { minCell } = actor.scope
  return { ...itemOf(head, runs[0]), body: head.body, runs: runs.map((run) => ({ ...run, subgroups: run.subgroups.filter(({ found, held }) => found.size >= minCell && held.size >= minCell) })) }
}

/**
 * Drafts a segment of a subgroup by its rule, within the population. Audited.
 * @throws AppError DISCOVERY_NOT_RUN, DISCOVERY_RUN_UNKNOWN, DISCOVERY_SUBGROUP_UNKNOWN
 */
export async function adoptSubgroup(context: Context, place: { readonly key: string; readonly run: number }, wanted: AdoptSubgroup, actor: Actor): Promise<{ key: string; revision: number }> {
  const runs = await discoveryRuns(context, place.key)
  if (runs.length === 0) fail('DISCOVERY_NOT_RUN', { key: place.key })
  const run = runs.find(({ runId }) => runId === place.run) ?? fail('DISCOVERY_RUN_UNKNOWN', { key: place.key, run: place.run })
  const subgroup = run.subgroups[wanted.subgroup] ?? fail('DISCOVERY_SUBGROUP_UNKNOWN', { subgroup: wanted.subgroup + 1 })
  const { body } = await context.definitions.version<Discovery>('discovery', place.key, run.version)
  const { spoken } = await spokenFeatures(context, body.features)
  const rule = ruleOfSubgroup(subgroup.conditions, body.population, spoken)
  const made = { rule, ...(body.purposes === undefined ? {} : { purposes: body.purposes }) }
  const { key, revision } = await context.definitions.create<Segment>('segment', { key: wanted.key, name: wanted.name, body: made }, actor)
  await context.audit.record(actor, { action: 'subgroup.adopt', objectKind: 'segment', objectKey: key })
  return { key, revision }
}
