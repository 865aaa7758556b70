import type { Context } from '#platform/context'
import { storedTable } from '#ingest'
import type { IntakeSettings } from '../contract.js'
import { createDayOf } from '../domain/correct-time.js'
import type { Owner } from '../domain/event-row.js'
import type { EventPorts } from '../ports.js'
import { lastCommitQuery } from '../sql/id-queries.js'
import { loadSettings } from '../store/write-key-store.js'
import { createArrivalRuns, type ArrivalRuns } from './arrival-runs.js'
import { createCustomerLookup, type CustomerLookup } from './customer-lookup.js'
import { createGroupWriter, type GroupWriter, type Part } from './group-writer.js'
import { createKeyRing, type KeyRing } from './key-ring.js'
import { createLiveRing, type LiveRing } from './live-ring.js'
import { openMessageIds, type MessageIds } from './message-ids.js'
import { createPlanCache, type PlanCache } from './plan-cache.js'
import { storeParts, type Entry } from './store-events.js'
import { createTally, type Tally } from './tally.js'

/** Everything intake holds in memory while the server runs. */
export interface Intake {
  readonly keys: KeyRing
  readonly plan: PlanCache
  readonly ids: MessageIds
  readonly runs: ArrivalRuns
  readonly lookup: CustomerLookup
  readonly writer: GroupWriter<Entry>
  readonly tally: Tally
  readonly live: LiveRing
  readonly dayOf: (ms: number) => string
  settings(): IntakeSettings
  /** Names of events that link a device to its user. */
  linking(): ReadonlySet<string>
  /** Customers whose data were erased: what is sent of them is answered and not stored. */
  readonly erased: Set<string>
  /** Bytes taken in and not yet answered. */
  readonly load: { bytes: number }
  /** Own records not yet durable: whoever sends one again waits for them. */
  readonly unsettled: Set<Promise<void>>
  /** Wakes those who follow events when a commit is durable. */
  readonly followers: Set<() => void>
  /** Reads keys, plan and settings again. */
  reload(): Promise<void>
  close(): Promise<void>
}

const REFRESH_MS = 5000

/** Opens intake: settings, keys and plan, the ids of the last arrivals, then the writer. */
export async function openIntake(context: Context, ports: EventPorts): Promise<Intake> {
  await context.warehouse.addColumns(storedTable('app_event'), { x_commit: 'UInt64', x_write_key: 'LowCardinality(String)' })
  let settings = await loadSettings(context.ledger)
  let linking = new Set(settings.linkingEvents)
  const runs = createArrivalRuns(context)
  const lookup = createCustomerLookup(context, ports)
  ports.numbers.onChange(() => lookup.forget())
  const [keys, plan] = await Promise.all([createKeyRing(context), createPlanCache(context)])
  const erased = new Set(await ports.erased())
  const ids = await openMessageIds(context, runs, () => settings)
  const last = (await context.warehouse.query(lastCommitQuery(await runs.recent(31))))[0]
  const [tally, live, followers] = [createTally(context), createLiveRing(), new Set<() => void>()]
  const parts = { context, runs, lookup, linked: new Map<string, string>(), settings: () => settings, unstored: (group: readonly Part<Entry>[]) => unstored(ids, group) }
  const writer = createGroupWriter<Entry>(context, () => settings.commitEveryMs, Number(last?.last ?? 0), async (group, commit, recheck) => {
    await ports.numbers.hold(() => storeParts({ ...parts, stored: (entry, owner) => note({ tally, live }, entry, owner, context.clock.now().getTime()) }, group, commit, recheck))
    for (const wake of [...followers]) wake()
  })
  const reload = async () => {
    settings = await loadSettings(context.ledger)
    linking = new Set(settings.linkingEvents)
    await Promise.all([keys.reload(), plan.reload()])
  }
  const flush = async () => {
    await tally.flush()
    await keys.flush()
  }
  const stop = keepFresh(context, async () => {
    await flush()
    await reload()
  })
  return {
    keys, plan, ids, runs, lookup, writer, tally, live, followers, reload,
    dayOf: createDayOf(context.settings.timeZone),
    settings: () => settings,
    linking: () => linking,
    erased,
    load: { bytes: 0 },
    unsettled: new Set(),
    async close() {
      await stop()
      await writer.drain()
      await flush()
    },
  }
}

async function unstored(ids: MessageIds, group: readonly Part<Entry>[]): Promise<readonly Part<Entry>[]> {
  const events = (part: Part<Entry>) => part.entries.filter(({ record }) => record.kind === 'event').map(({ record }) => record.id)
  const found = await ids.stored(group.flatMap((part) => [...events(part), ...part.ids]))
  if (found.size === 0) return group
  return group.map((part) => ({
    ...part,
    entries: part.entries.filter(({ record }) => record.kind !== 'event' || !found.has(record.id)),
    lines: linesWithout(part, found),
    ids: part.ids.filter((id) => !found.has(id)),
  }))
}

function linesWithout({ lines, ids }: Part<Entry>, found: ReadonlySet<string>): Buffer {
  const all = lines.toString('utf8').split('\n')
  return Buffer.from(ids.map((id, at) => (found.has(id) ? '' : `${all[at] ?? ''}\n`)).join(''))
}

/** Counts a record that was stored by looking its owner up. */
function note({ tally, live }: { tally: Tally; live: LiveRing }, entry: Entry, owner: Owner, now: number): void {
  const { record, stamp, protocol, violations } = entry
  if (record.userId !== '' && owner.custId === '') tally.count(stamp.writeKey, 'unknown-user', 1, now)
  if (record.kind === 'event') tally.seen(record.name, stamp.writeKey, stamp.day, 1, now)
  if (live.wants(stamp.writeKey, now)) live.add({ receivedAt: stamp.receivedAt, writeKey: stamp.writeKey, protocol, verdict: 'accepted', violations, entry, owner })
}

/** Runs `work` every few seconds, never twice at once; what it throws is logged. Returns what stops it and waits. */
function keepFresh(context: Context, work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null
  const timer = setInterval(() => {
    running ??= work()
      .catch((cause: unknown) => context.log.error({ cause: String(cause) }, 'intake could not store its figures or read its settings'))
      .finally(() => (running = null))
  }, REFRESH_MS)
  timer.unref()
  return async () => {
    clearInterval(timer)
    await running
  }
}
