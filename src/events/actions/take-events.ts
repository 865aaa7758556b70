import { AppError, messageOf } from '#kernel/error'
import type { Context } from '#platform/context'
import type { Taken } from '../contract.js'
import { checkPlan, type Violation } from '../domain/check-plan.js'
import { correctTime } from '../domain/correct-time.js'
import { eventLine, eventTail, propsText, type Owner, type Stamp } from '../domain/event-row.js'
import { maskProps, sealIdentifiers } from '../domain/identifier-key.js'
import { readPlain } from '../domain/plain-protocol.js'
import { fault, type Fault, type IntakeRecord, type Props, type Protocol } from '../domain/record.js'
import { roughSize } from '../domain/rough-size.js'
import { readSegment } from '../domain/segment-protocol.js'
import { readSensors } from '../domain/sensors-protocol.js'
import type { StoredKey } from '../store/write-key-store.js'
import type { Intake } from './open-intake.js'
import { rejectLine } from './reject-line.js'
import { ownerNow, type Entry } from './store-events.js'

/** What one request brought. */
export interface Delivery {
  readonly key: Pick<StoredKey, 'id' | 'rateLimit'>
  readonly protocol: Protocol
  /** Type the address names: `track`; '' when the events say it. */
  readonly type: string
  readonly raws: readonly unknown[]
  readonly sentAt: number | null
  readonly bytes: number
  /** When it arrived, if that was not now: a reject that is tried again. */
  readonly receivedAt?: number
}

const DAY_LENGTH = 'YYYY-MM-DD'.length

interface Taking {
  readonly intake: Intake
  readonly delivery: Delivery
  readonly now: number
  readonly receivedAt: number
  /** Records whose owner has to be looked up, or of which only the store knows whether they are new. */
  readonly entries: Entry[]
  readonly suspects: string[]
  /** Events whose owner is known: finished lines and ids. */
  text: string
  readonly ids: string[]
  /** How often each event of each day came, by day and name in one text. */
  readonly seen: Map<string, number>
  late: number
  corrected: number
  readonly rejects: { readonly index: number; readonly fault: Fault; readonly line: string }[]
  duplicates: number
  /** Of customers whose data were erased: answered, not stored. */
  erased: number
  /** Owners of finished lines were read from the lookup before it was forgotten once more. */
  readonly forgotten: number
}

/**
 * Takes the events of a request and answers when all of them are durable: stored, or kept as rejects with a reason. What
 * was sent before is counted as a duplicate and not stored again.
 * @throws AppError INTAKE_RATE, or INTAKE_FAILED when they could not be stored: nothing was acknowledged.
 */
export async function takeEvents(context: Context, intake: Intake, delivery: Delivery): Promise<Taken> {
  const now = context.clock.now().getTime()
  const seconds = intake.keys.spend(delivery.key, delivery.raws.length, now)
  if (seconds > 0) throw new AppError('INTAKE_RATE', { limit: delivery.key.rateLimit ?? 0, seconds })
  const taking: Taking = { intake, delivery, now, receivedAt: delivery.receivedAt ?? now, entries: [], suspects: [], text: '', ids: [], seen: new Map(), late: 0, corrected: 0, rejects: [], duplicates: 0, erased: 0, forgotten: intake.lookup.forgotten }
  delivery.raws.forEach((raw, index) => takeOne(context, taking, raw, index))
  await settle(taking)
  return answerOf(taking)
}

function takeOne(context: Context, taking: Taking, raw: unknown, index: number): void {
  const { intake, delivery } = taking
  const read = readOne(taking, raw)
  if (read.kind !== 'fault' && isErased(intake, read)) {
    taking.erased += 1
    return
  }
  const timed = read.kind === 'fault' ? read : correctTime(read, taking.receivedAt, intake.settings().maxAgeDays)
  if (read.kind === 'fault' || 'kind' in timed) {
    reject(context, taking, raw, index, 'kind' in timed ? timed : fault('EVENT_MALFORMED', { type: '' }))
    return
  }
  const stamp: Stamp = { ...timed, day: intake.dayOf(timed.ts), receivedAt: taking.receivedAt, writeKey: delivery.key.id }
  const checked = read.kind === 'event' ? checkPlan(intake.plan.plan, read) : { violations: [], blocked: false }
  if (checked.violations.length > 0) note(taking, read, stamp, checked.violations)
  const [first] = checked.violations
  if (checked.blocked && first !== undefined) {
    reject(context, taking, raw, index, blockedBy(first))
    return
  }
  const props = sealIdentifiers(propsOf(read), (clear) => context.secrets.seal(clear))
  judge(taking, { record: read, stamp, props, protocol: delivery.protocol, violations: checked.violations })
}

function isErased({ erased }: Intake, { userId, deviceId, guess }: IntakeRecord): boolean {
  return erased.size > 0 && (erased.has(userId) || (guess && erased.has(deviceId)))
}

/** Sorts a record into new, known and to be looked up. */
function judge(taking: Taking, entry: Entry): void {
  const { intake, delivery, now } = taking
  const { record, stamp } = entry
  const verdict = intake.ids.judge(record.id, stamp.ts, now)
  if (verdict === 'known') {
    taking.duplicates += 1
    if (intake.live.wants(delivery.key.id, now)) look(taking, entry, 'duplicate', null)
    return
  }
  if (stamp.day < intake.dayOf(now)) taking.late += 1
  if (stamp.skew !== 0) taking.corrected += 1
  addNew(taking, entry, verdict === 'ask')
}

/** An event of a known owner becomes a line at once, and its objects are free to go; the rest waits for the commit. */
function addNew(taking: Taking, entry: Entry, suspect: boolean): void {
  const { intake, delivery, now } = taking
  const { record, stamp, props } = entry
  const owner = suspect || record.kind !== 'event' || record.links ? null : ownerNow(record, intake.lookup, now)
  if (owner === null || record.kind !== 'event') {
    if (suspect) taking.suspects.push(record.id)
    taking.entries.push(entry)
    return
  }
  taking.text += eventLine(owner, eventTail(record, propsText(record, props, stamp), stamp))
  taking.ids.push(record.id)
  const key = `${stamp.day}${record.name}`
  taking.seen.set(key, (taking.seen.get(key) ?? 0) + 1)
  if (intake.live.wants(delivery.key.id, now)) look(taking, entry, 'accepted', owner)
}

function look({ intake, delivery, receivedAt }: Taking, entry: Entry, verdict: 'accepted' | 'duplicate', owner: Owner | null): void {
  const { protocol, key } = delivery
  intake.live.add({ receivedAt, writeKey: key.id, protocol, verdict, violations: entry.violations, entry, owner })
}

function readOne({ intake, delivery }: Taking, raw: unknown): IntakeRecord | Fault {
  const limit = intake.settings().maxEventBytes
  if (delivery.bytes > limit) {
    const bytes = roughSize(raw, limit)
    if (bytes > limit) return fault('EVENT_TOO_LARGE', { bytes, limit })
  }
  switch (delivery.protocol) {
    case 'segment':
      return readSegment(raw, delivery.type, delivery.sentAt, intake.linking())
    case 'sensors':
      return readSensors(raw, intake.linking())
    case 'plain':
      return readPlain(raw, delivery.sentAt, intake.linking())
  }
}

function propsOf(record: IntakeRecord): Props {
  switch (record.kind) {
    case 'event':
    case 'item':
      return record.props
    case 'profile':
      return record.traits
    case 'link':
      return {}
  }
}

function note({ intake }: Taking, record: IntakeRecord, stamp: Stamp, violations: readonly Violation[]): void {
  const sender = { lib: record.lib, libVersion: record.libVersion, day: stamp.day }
  for (const violation of violations) intake.tally.violation(violation, sender, () => JSON.stringify(maskProps(propsOf(record))).slice(0, 2000))
}

function blockedBy({ event, prop, kind }: Violation): Fault {
  const zh = { 'unknown-event': '事件未登记', 'missing-prop': '缺少属性', 'wrong-type': '属性类型不符', 'not-listed': '属性取值不在列表' }[kind]
  return fault('EVENT_BLOCKED', { name: event, reason: `${kind} ${prop}`, reasonZh: `${zh} ${prop}` })
}

function reject(context: Context, { rejects, delivery, receivedAt }: Taking, raw: unknown, index: number, { code, params }: Fault): void {
  const named: Fault = fault(code, { index, ...params })
  rejects.push({ index, fault: named, line: rejectLine(context, named, raw, delivery, receivedAt) })
}

/** Stores what is new and waits for what is on its way already. */
async function settle(taking: Taking): Promise<void> {
  const { intake, entries, ids, rejects, duplicates } = taking
  const before = duplicates > 0 ? [...intake.unsettled] : []
  const own = entries.length + ids.length + rejects.length === 0 ? Promise.resolve() : writeNew(taking)
  intake.unsettled.add(own)
  try {
    await own
    await Promise.all(before)
  } catch (cause) {
    throw cause instanceof AppError ? cause : new AppError('INTAKE_FAILED', {}, undefined, { cause })
  } finally {
    intake.unsettled.delete(own)
  }
}

async function writeNew({ intake, entries, suspects, rejects, text, ids, forgotten }: Taking): Promise<void> {
  const taken = [...ids, ...entries.map(({ record }) => record.id)]
  const part = { entries, rejects: rejects.map(({ line }) => line), lines: Buffer.from(text), ids, forgotten }
  try {
    if (suspects.length > 0) dropStored(entries, await intake.ids.stored(suspects))
    if (entries.length + ids.length + rejects.length > 0) await intake.writer.write(part)
  } catch (cause) {
    intake.ids.doubt(taken)
    throw new AppError('INTAKE_FAILED', {}, undefined, { cause })
  }
}

function dropStored(entries: Entry[], stored: ReadonlySet<string>): void {
  const fresh = entries.filter(({ record }) => record.kind !== 'event' || !stored.has(record.id))
  entries.splice(0, entries.length, ...fresh)
}

function answerOf({ intake, delivery, now, entries, ids, rejects, seen, late, corrected, erased }: Taking): Taken {
  const count = (what: string, n: number) => {
    if (n > 0) intake.tally.count(delivery.key.id, what, n, now)
  }
  const accepted = entries.length + ids.length
  const known = delivery.raws.length - accepted - rejects.length - erased
  count('accepted', accepted)
  count('duplicate', known)
  count('erased', erased)
  count('late', late)
  count('corrected', corrected)
  for (const { fault: { code } } of rejects) count(`rejected:${code}`, 1)
  for (const [key, n] of seen) {
    intake.tally.seen(key.slice(DAY_LENGTH), delivery.key.id, key.slice(0, DAY_LENGTH), n, now)
  }
  return {
    success: rejects.length === 0,
    accepted,
    duplicates: known,
    rejected: rejects.map(({ index, fault: { code, params } }) => ({ index, code, message: messageOf(code, params) })),
  }
}
