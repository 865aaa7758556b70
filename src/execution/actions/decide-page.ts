import { createHash } from 'node:crypto'
import { addDays } from '#kernel/calendar'
import type { Sql } from '#kernel/sql'
import type { Context } from '#platform/context'
import { sellStops } from '#customers'
import { personMates, personsInForce } from '#identity'
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
 * that holds every customer number of their persons: two lists can never both take a person's last place. Decided again
 * when persons were merged or parted before the numbers were held.
 */
export async function decidePage(ground: DecisionGround, members: readonly MemberRow[]): Promise<void> {
  const { context, list } = ground
  const known = await outboxOf(context.ledger.db, Number(list.id), members.map((member) => member.cust_id))
  const open = members.filter((member) => isUndecided(known.get(member.cust_id)))
  if (open.length === 0) return
  while (!(await decideOpen(ground, open)));
}

async function decideOpen(ground: DecisionGround, open: readonly MemberRow[]): Promise<boolean> {
  const { context, list } = ground
  const custIds = open.map((member) => member.cust_id)
  const persons = await personsInForce(context)
  const mates = await personMates(context, custIds)
  const numbersOf = (custId: string): readonly string[] => mates.get(custId) ?? [custId]
  const everyone = [...new Set(custIds.flatMap(numbersOf))]
  const [facts, stateOf, complaining] = await Promise.all([loadFacts(ground, open), loadContactStates(context, list, open, mates), complainers(context, list, everyone, ground.today)])
  return context.ledger.transaction(async (tx) => {
    await lockSubjects(tx, everyone)
    if ((await personsInForce(context)) !== persons) return false
    const contacts = await recentContacts(tx, everyone, addDays(ground.today, 1 - lookBack(ground.strategy)))
    const onList = await idsOnList(tx, everyone)
    const decided = open.map((member) => {
      const numbers = numbersOf(member.cust_id)
      const place = { contacts: contactsOfAll(contacts, numbers), onList: numbers.some((id) => onList.has(id)), isComplaining: numbers.some((id) => complaining.has(id)) }
      const inputs = inputsOf(ground, member, { ...(facts.get(member.cust_id) ?? NO_FACTS), state: stateOf(member.cust_id) }, place)
      const decision = decideContact(inputs)
      // Another number of the person may be on this very page.
      if (decision.decision === 'SENT') contacts.set(member.cust_id, [...(contacts.get(member.cust_id) ?? []), { channel: list.channel, strategy: list.strategy, day: ground.today }])
      return { member, inputs, decision }
    })
    const listId = Number(list.id)
    await writeDecisions(tx, decided.map(({ member, inputs, decision }) => toRow(listId, member, inputs, decision)))
    const passed = decided.filter(({ decision }) => decision.decision === 'SENT')
    await reserveContacts(tx, passed.map(({ member }) => ({ list_id: listId, cust_id: member.cust_id, channel: list.channel, strategy: list.strategy, day: ground.today })))
    return true
  })
}

/** Numbers to which nothing is sold now, after a complaint (step 4); what is no marketing may still be said. */
export async function complainers(context: Context, { purpose }: Pick<StoredList, 'purpose'>, custIds: readonly string[], today: string): Promise<ReadonlySet<string>> {
  return new Set(purpose === 'MARKETING' ? (await sellStops(context, custIds, today)).keys() : [])
}

/** Contacts under every number of a person, the oldest first: each stays with its number when they are parted. */
function contactsOfAll(contacts: ReadonlyMap<string, readonly PastContact[]>, numbers: readonly string[]): readonly PastContact[] {
  const all = numbers.flatMap((id) => contacts.get(id) ?? [])
  return numbers.length === 1 ? all : all.sort((one, other) => one.day.localeCompare(other.day))
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
  /** Nothing is sold now, after a complaint under any number of the person. */
  readonly isComplaining: boolean
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
    evidence: { noSensitiveCase: place.isComplaining ? false : null, suitable: null, notVulnerable: null, lendingAllowed: null, contentApproved: null, capacityLeft: null },
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
