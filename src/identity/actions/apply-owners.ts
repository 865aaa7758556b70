import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import type { JobRun } from '#platform/jobs'
import type { OwnerPreference } from '../contract.js'
import { chooseOwner, ownershipBy, type OwnedNumber } from '../domain/choose-owner.js'
import type { IdentityPorts, IdentityReadPorts } from '../ports.js'
import { ownersOfStateQuery } from '../sql/owner-queries.js'
import { stateInForceQuery } from '../sql/state-queries.js'
import { chooseOwners, type ChosenOwner } from './choose-owners.js'
import { renewOwners, settleCopies } from './move-persons.js'
import { rulesInForce } from './read-rules.js'
import { visibleCustomers } from './reading.js'

export interface OwnersResult {
  /** Persons with several customer numbers. */
  readonly persons: number
  /** Of them those whose main org or manager is another now. */
  readonly changed: number
}

interface OwnerChange extends ChosenOwner {
  /** Whose main org and manager held so far. */
  readonly before: OwnedNumber
}

const SAMPLES = 20

async function stateInForce(context: Context): Promise<number> {
  return Number((await context.warehouse.query(stateInForceQuery))[0]?.run_id ?? 0)
}

/** Before anybody chose, the first of the open numbers speaks (`bankPersons`). */
function byDefault(members: readonly OwnedNumber[], person: ChosenOwner): OwnedNumber {
  return chooseOwner(members, ['OPEN'])?.owner ?? person.owner
}

async function changesBy(context: Context, asOf: string, preferences: readonly OwnerPreference[]): Promise<{ chosen: ChosenOwner[]; changes: OwnerChange[] }> {
  const state = await stateInForce(context)
  const now = new Map((await context.warehouse.query(ownersOfStateQuery(state), { maxSeconds: 0 })).map((row) => [row.person, row.cust_id]))
  const chosen = await chooseOwners(context, state, asOf, preferences)
  const changes = chosen.flatMap((person) => {
    const before = person.members.find((member) => member.custId === now.get(person.person)) ?? byDefault(person.members, person)
    const [was, will] = [ownershipBy(before, person.members), ownershipBy(person.owner, person.members)]
    const same = was.mainOrg === will.mainOrg && was.rm === will.rm
    return same ? [] : [{ ...person, before }]
  })
  return { chosen, changes }
}

/** What other preferences would change for persons with several customer numbers; changes nothing. */
export async function previewOwners(context: Context, ports: IdentityReadPorts, preferences: readonly OwnerPreference[], actor: Actor) {
  const { chosen, changes } = await changesBy(context, await context.businessClock.today(), preferences)
  const samples: OwnerChange[] = []
  const visible = await visibleCustomers(context, ports, changes.slice(0, 500).flatMap(({ members }) => members.map(({ custId }) => custId)), actor)
  for (const change of changes) if (samples.length < SAMPLES && change.members.every(({ custId }) => visible.has(custId))) samples.push(change)
  return {
    persons: chosen.length,
    changed: changes.length,
    samples: samples.map(({ before, owner, because, members }) => ({ first: members[0]?.custId ?? owner.custId, before: ownershipBy(before, members), after: ownershipBy(owner, members), because })),
  }
}

/**
 * Puts the published preferences in force for every person with several customer numbers, in one instant, for every read.
 * Merges, splits and link runs do it by themselves; this is for new preferences and for data that changed since.
 */
export async function applyOwners(context: Context, ports: IdentityPorts, run: Pick<JobRun<unknown>, 'id' | 'actor'>): Promise<OwnersResult> {
  const asOf = await context.businessClock.today()
  const { rules, version } = await rulesInForce(context)
  await settleCopies(context, asOf, run.id)
  const { chosen, changes } = await changesBy(context, asOf, rules.owner)
  const now = await context.warehouse.query(ownersOfStateQuery(await stateInForce(context)), { maxSeconds: 0 })
  const result = { persons: chosen.length, changed: changes.length }
  const inForce = new Map(now.map((row) => [row.person, row.cust_id]))
  const same = inForce.size === chosen.length && chosen.every(({ person, owner }) => inForce.get(person) === owner.custId)
  if (same) return result
  await renewOwners(context, { asOf, jobId: run.id }, chosen)
  await context.audit.record(run.actor, { action: 'identity.owners', objectKind: 'identity', objectKey: 'owners', after: { ...result, rulesVersion: version } })
  if (changes.length > 0) await ports.afterChange(run.actor)
  return result
}
