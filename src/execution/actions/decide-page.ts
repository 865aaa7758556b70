import { createHash } from 'node:crypto'
import { addDays } from '#kernel/calendar'
import type { Sql } from '#kernel/sql'
import type { Context } from '#platform/context'
import { personMates } from '#identity'
import { loadContactStates, type ContactState } from '#privacy'
import { idsOnList, type MemberRow, type StoredList, type Strategy } from '#strategy'
import type { GatePolicy } from '../contract.js'
import { canonicalJson } from '../domain/canonical.js'
import type { PastContact } from '../domain/channel-policy.js'
import { decideContact, GATE_VERSION, type GateDecision, type GateInputs } from '../domain/gate.js'
import { gateFactsQuery, type GateFactsRow } from '../sql/customer-queries.js'
import { lockSubjects, recentContacts, reserveContacts } from '../store/cap-store.js'
import { outboxOf, UNCERTAIN, writeDecisions, type NewOutboxRow, type OutboxRow } from '../store/outbox-store.js'

/** What is the same for every decision of a dispatch. */
export interface DecisionGround {
  readonly context: Context
  readonly list: StoredList
  readonly strategy: Strategy
  readonly policy: GatePolicy
  /** Customers under the alias `base`. */
  readonly from: Sql
  readonly today: string
  readonly control: ReadonlySet<string>
}

/** SHA-256 of the canonical form of a decision's inputs, hex. */
export function hashInputs(inputs: GateInputs): string {
  return createHash('sha256').update(canonicalJson(inputs)).digest('hex')
}

/**
 * Decides about a page of members that are not decided yet, and reserves the contacts it lets pass, in one transaction
 * that holds the customers: two lists can never both take a customer's last place.
 */
export async function decidePage(ground: DecisionGround, members: readonly MemberRow[]): Promise<void> {
  const { context, list } = ground
  const listId = Number(list.id)
  const known = await outboxOf(context.ledger.db, listId, members.map((member) => member.cust_id))
  const open = members.filter((member) => isUndecided(known.get(member.cust_id)))
  if (open.length === 0) return
  const [facts, stateOf] = await Promise.all([loadFacts(ground, open), loadContactStates(context, list, open)])
  const custIds = open.map((member) => member.cust_id)
  const mates = await personMates(context, custIds)
  await context.ledger.transaction(async (tx) => {
    await lockSubjects(tx, custIds)
    const contacts = await recentContacts(tx, custIds, addDays(ground.today, 1 - lookBack(ground.strategy)))
    const onList = await idsOnList(tx, [...custIds, ...[...mates.values()].flat()])
    const decided = open.map((member) => {
      const place = { contacts: contacts.get(member.cust_id) ?? [], onList: (mates.get(member.cust_id) ?? [member.cust_id]).some((id) => onList.has(id)) }
      const inputs = inputsOf(ground, member, { ...(facts.get(member.cust_id) ?? NO_FACTS), state: stateOf(member.cust_id) }, place)
      return { member, inputs, decision: decideContact(inputs) }
    })
    await writeDecisions(tx, decided.map(({ member, inputs, decision }) => toRow(listId, member, inputs, decision)))
    const passed = decided.filter(({ decision }) => decision.decision === 'SENT')
    await reserveContacts(tx, passed.map(({ member }) => ({ list_id: listId, cust_id: member.cust_id, channel: list.channel, strategy: list.strategy, day: ground.today })))
  })
}

const MOST_DAYS = 30

function lookBack(strategy: Strategy): number {
  return Math.max(MOST_DAYS, strategy.caps?.perCustomerDays ?? 0)
}

function isUndecided(row: OutboxRow | undefined): boolean {
  if (row === undefined || row.state === 'HELD') return true
  return row.state === 'FAILED' && row.reason !== UNCERTAIN
}

async function loadFacts({ context, from }: DecisionGround, members: readonly MemberRow[]): Promise<Map<string, GateFactsRow>> {
  const numbers = members.map((member) => member.cust_no)
  const ids = members.map((member) => member.cust_id)
  const rows = await context.warehouse.query(gateFactsQuery(from, ids, Math.min(...numbers), Math.max(...numbers)))
  return new Map(rows.map((row) => [row.cust_id, row]))
}

interface Place {
  readonly contacts: readonly PastContact[]
  readonly onList: boolean
}

/** Of a customer who is in no load any more, nothing is known. */
const NO_FACTS: Omit<GateFactsRow, 'cust_id'> = { deceased: null, minor: null, birth: null, staff: null, status: null, consent: null, dnc: null }

type Facts = Omit<GateFactsRow, 'cust_id'> & { readonly state: ContactState }

function inputsOf(ground: DecisionGround, member: MemberRow, facts: Facts, place: Place): GateInputs {
  const { context, list, strategy, policy, today } = ground
  const { deceased, minor, birth, staff, status, consent, dnc, state } = facts
  return {
    subject: { deceased, minor, birthDate: birth, staff, status },
    ...wordOf(state, { consent, dnc }),
    onDoNotContactList: place.onList,
    personalised: strategy.personalised ?? true,
    channel: list.channel,
    purpose: list.purpose,
    today,
    time: localTime(context.clock.now(), context.settings.timeZone),
    strategy: list.strategy,
    strategyCap: strategy.caps === undefined ? null : { days: strategy.caps.perCustomerDays, max: strategy.caps.max },
    contacts: place.contacts,
    evidence: { noSensitiveCase: null, suitable: null, notVulnerable: null, lendingAllowed: null, contentApproved: null, capacityLeft: null },
    control: ground.control.has(member.arm),
    releasedBySecondPerson: list.releasedBy !== null && list.releasedBy.id !== list.author.id,
    accepted: policy.accepted.map(({ step }) => step),
  }
}

/** What the customer said, in the gate's words: a consent on record before the bank's flag, a no to contact in any book. */
export function wordOf(state: ContactState, flags: { readonly consent: boolean | null; readonly dnc: boolean | null }): Pick<GateInputs, 'consent' | 'doNotContact' | 'said'> {
  const { restricted, channelOut, personalisedOff, quietFrom, quietTo } = state
  return {
    consent: state.stated ?? flags.consent ?? state.silence,
    doNotContact: state.doNotContact === true || flags.dnc === true ? true : (flags.dnc ?? state.doNotContact),
    said: { restricted, channelOut, personalisedOff, quietFrom, quietTo },
  }
}

/** `HH:MM` of an instant in a zone. */
export function localTime(now: Date, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(now)
}

function toRow(listId: number, member: MemberRow, inputs: GateInputs, decision: GateDecision): NewOutboxRow {
  const { cust_no, cust_id, shard_key, org_path, rm, arm } = member
  return {
    list_id: listId, cust_no, cust_id, shard_key, org_path, rm, arm,
    channel: inputs.channel,
    state: stateOf(decision),
    step: decision.step,
    reason: decision.reason,
    gate_version: GATE_VERSION,
    inputs_hash: hashInputs(inputs),
    inputs: JSON.stringify(inputs),
  }
}

/** Quiet hours only hold a contact back: the next dispatch decides about it again. */
function stateOf(decision: GateDecision): NewOutboxRow['state'] {
  if (decision.decision === 'SENT') return 'PENDING'
  return decision.reason === 'QUIET_HOURS' ? 'HELD' : 'SUPPRESSED'
}
