import type { Context } from '#platform/context'
import { streamedRows } from '#platform/warehouse'
import type { ErasedPerson, ErasurePlace, ErasureWork, PersonMarks } from '#ingest'
import { personFinder, tellingTexts } from '#ingest/contract'
import { sql, type Sql } from '#kernel/sql'
import { sealedIn } from '../domain/identifier-key.js'
import { rejectFinder } from '../domain/reject-finder.js'
import { linkRows, namedDevicesQuery, rejectedEventsQuery, rowsOfOthers, rowsOfRejects, rowsWithTexts, samplesWithout, samplesWithTexts, traitRows, traitsOfQuery, withoutTexts } from '../sql/erasure-queries.js'
import { countRowsQuery, replacedTokens, rowsWithTokens, sealedTokensQuery, type SealedText } from '../sql/sealed-token-queries.js'
import { openedIntake } from './intake-of.js'
import { sealedTexts } from './sealed-places.js'
import { heldDevice } from './store-events.js'

const long = { maxSeconds: 0 }

/** Rejected events, mentions among other people's events, then traits and links of a person. */
export function eventErasure(context: Context): ErasurePlace[] {
  return [
    {
      name: 'events-rejects',
      async erase(person, work) {
        await forgetInMemory(context, person)
        await eraseRejects(context, person, work)
      },
    },
    { name: 'events-mentions', erase: (person, work) => eraseMentions(context, person, work) },
    { name: 'events', marks: (custIds) => marksOf(context, custIds), erase: (person, work) => eraseOwn(context, person, work) },
  ]
}

/** Sealed traits are identifiers people gave of themselves; devices are those named with their id before they were customers. */
async function marksOf(context: Context, custIds: readonly string[]): Promise<PersonMarks> {
  const traits = await context.warehouse.query(traitsOfQuery(custIds), long)
  const named = await context.warehouse.query(namedDevicesQuery(custIds), long)
  const texts = traits.flatMap(({ value }) => sealedIn(value)).map((sealed) => context.secrets.open(sealed))
  return { texts: [...new Set(texts)], devices: [...named.filter(({ others }) => others === '0').map((row) => row.device_id), ...custIds.map(heldDevice)] }
}

/** From now on intake stores nothing of the person; what it took before is durable when this returns. */
async function forgetInMemory(context: Context, person: ErasedPerson): Promise<void> {
  const intake = await openedIntake(context)
  if (intake === null) return
  const isTheirs = personFinder(person.texts)
  for (const custId of person.custIds) intake.erased.add(custId)
  await Promise.allSettled([...intake.unsettled])
  await intake.tally.flush()
  intake.live.forget(({ entry: { record, props }, owner }) => person.custIds.includes(owner?.custId ?? record.userId) || person.devices.includes(record.deviceId) || isTheirs(JSON.stringify(props)))
}

async function remove(context: Context, table: string, where: Sql, work: ErasureWork): Promise<void> {
  work.signal.throwIfAborted()
  const rows = await countOf(context, table, where)
  if (rows === 0) return
  await work.removing(table, rows)
  await context.warehouse.deleteRows(table, where)
}

async function countOf(context: Context, table: string, where: Sql): Promise<number> {
  return Number((await context.warehouse.query(countRowsQuery(table, where), long))[0]?.n ?? 0)
}

const AT_ONCE = 2000

async function eraseRejects(context: Context, person: ErasedPerson, work: ErasureWork): Promise<void> {
  const isTheirs = rejectFinder(person, personFinder([...person.custIds, ...person.texts, ...person.devices]))
  const ids: string[] = []
  for await (const row of streamedRows(context.warehouse, rejectedEventsQuery, { signal: work.signal, maxSeconds: 0 })) {
    if (isTheirs(context.secrets.open(row.raw_sealed))) ids.push(row.id)
  }
  for (let at = 0; at < ids.length; at += AT_ONCE) {
    const where = rowsOfRejects(ids.slice(at, at + AT_ONCE))
    await remove(context, 'event_reject_replayed', where, work)
    await remove(context, 'event_reject', where, work)
  }
}

/** Identifiers of the person in what others sent: sealed values are emptied, clear ones starred. The events stay. */
async function eraseMentions(context: Context, person: ErasedPerson, work: ErasureWork): Promise<void> {
  const clear = tellingTexts([...person.texts, ...person.devices])
  const isTheirs = personFinder(person.texts)
  for (const place of sealedTexts) {
    const others = rowsOfOthers(place.table, person)
    await emptySealed(context, place, { isTheirs, others }, work)
    if (clear.length > 0) await rewrite(context, place, { where: sql`${others} AND ${rowsWithTexts(place.column, clear)}`, to: withoutTexts(place.column, clear) }, work)
  }
  if (clear.length > 0) await rewrite(context, { table: 'event_violation', column: 'samples' }, { where: samplesWithTexts(clear), to: samplesWithout(clear) }, work)
}

interface Sought {
  readonly isTheirs: (text: string) => boolean
  readonly others: Sql
}

async function emptySealed(context: Context, place: SealedText, { isTheirs, others }: Sought, work: ErasureWork): Promise<void> {
  const tokens: string[] = []
  for await (const { token } of streamedRows(context.warehouse, sealedTokensQuery(place, { part: null }), { signal: work.signal, maxSeconds: 0 })) {
    if (isTheirs(context.secrets.open(token))) tokens.push(token)
  }
  for (let at = 0; at < tokens.length; at += AT_ONCE) {
    const these = tokens.slice(at, at + AT_ONCE)
    await rewrite(context, place, { where: sql`${others} AND ${rowsWithTokens(place, null, these)}`, to: replacedTokens(place, these, these.map(() => '')) }, work)
  }
}

interface Rewrite {
  readonly where: Sql
  readonly to: Sql
}

async function rewrite(context: Context, { table, column }: SealedText, { where, to }: Rewrite, work: ErasureWork): Promise<void> {
  work.signal.throwIfAborted()
  const rows = await countOf(context, table, where)
  if (rows === 0) return
  await work.removing(table, rows)
  await context.warehouse.updateRows(table, { [column]: to }, where)
}

async function eraseOwn(context: Context, person: ErasedPerson, work: ErasureWork): Promise<void> {
  await remove(context, 'event_link', linkRows(person.custIds, person.devices), work)
  await remove(context, 'event_profile', traitRows(person.custIds, person.devices), work)
}
