import { randomUUID } from 'node:crypto'
import { fail } from '#kernel/error'
import { addDays } from '#kernel/calendar'
import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import { findSubject, stateOf, subjectsInReach } from '#privacy'
import type { ManualValue, MarkFileRequest, MarkFileResult, MarkRequest, Tag } from '../../contract.js'
import { allowedValue, readMarkLines } from '../../domain/mark-value.js'
import type { TagPorts } from '../../ports.js'

/** A published tag people set. @throws AppError DEFINITION_NOT_FOUND, TAG_NOT_MANUAL */
export async function manualTag(context: Context, key: string): Promise<{ readonly name: { readonly zh: string; readonly en?: string | undefined }; readonly compute: ManualValue }> {
  const { name, body } = await context.definitions.version<Tag>('tag', key, 'latest')
  return body.compute.kind === 'manual' ? { name, compute: body.compute } : fail('TAG_NOT_MANUAL', { tag: key }, 'tag')
}

interface Word {
  readonly custId: string
  readonly shardKey: string
  /** Null takes the value off. */
  readonly value: string | null
  readonly until: string | null
}

/**
 * Sets a value on a customer in reach, or takes it off; it counts at the next read, until its end.
 * @throws AppError NOT_FOUND, TAG_NOT_MANUAL, TAG_MARK_VALUE, TAG_MARK_UNTIL, SUBJECT_ERASED
 */
export async function markCustomer(context: Context, ports: TagPorts, request: MarkRequest, actor: Actor): Promise<{ id: string }> {
  const { compute } = await manualTag(context, request.tag)
  const subject = await findSubject(context, ports, request.custId, actor)
  if ((await stateOf(context, subject)) === 'erased') fail('SUBJECT_ERASED')
  const today = await context.businessClock.today()
  const value = request.value === null ? null : requireAllowed(request.value, compute)
  requireAhead(request.until, today)
  const word = { custId: subject.cust_id, shardKey: subject.shard_key, value, until: request.until }
  const rows = rowsOf([word], { compute, reason: request.reason, batch: '', today, now: context.clock.now(), actor })
  await context.ledger.transaction(async (tx) => {
    await context.audit.record(actor, { action: value === null ? 'tag.unmark' : 'tag.mark', objectKind: 'customer', objectKey: context.secrets.hash('cust_id', subject.cust_id), after: { tag: request.tag, value, until: request.until }, purpose: request.reason }, tx)
    await insert(context, rows)
  })
  return { id: rows[0]?.id ?? '' }
}

/** The end of a value that has none said: it counts as long as the definition says. */
function requireAhead(until: string | null, today: string): void {
  if (until !== null && until < today) fail('TAG_MARK_UNTIL', { until, today }, 'until')
}

function requireAllowed(text: string, compute: ManualValue): string {
  const allowed = compute.type === 'enum' ? (compute.values ?? []).map(({ code }) => code).join(', ') : compute.type
  return allowedValue(text, compute) ?? fail('TAG_MARK_VALUE', { value: text, allowed }, 'value')
}

interface Ground {
  readonly compute: ManualValue
  readonly reason: string
  readonly batch: string
  readonly today: string
  readonly now: Date
  readonly actor: Actor
}

function rowsOf(words: readonly Word[], { compute, reason, batch, today, now, actor }: Ground) {
  const ts = now.toISOString().replace('T', ' ').replace('Z', '')
  return words.map(({ custId, shardKey, value, until }) => ({
    id: randomUUID(), cust_id: custId, shard_key: shardKey, tag: compute.set, value: value ?? '', gone: value === null,
    until: until ?? addDays(today, compute.maxAgeDays - 1), day: today, reason, batch, actor_id: actor.id, actor_name: actor.name, ts,
  }))
}

async function insert(context: Context, rows: readonly { readonly id: string }[]): Promise<void> {
  if (rows.length === 0) return
  await context.warehouse.insert('tag_mark', 'JSONEachRow', Buffer.from(rows.map((row) => JSON.stringify(row)).join('\n')), { token: rows[0]?.id ?? '' })
}

const MOST_SHOWN = 200

/**
 * Sets values on the customers of a file, in one write; lines that name nobody in reach, a customer twice, or a value or day
 * that is not allowed are left out and told.
 */
export async function markFile(context: Context, ports: TagPorts, key: string, request: MarkFileRequest, actor: Actor): Promise<MarkFileResult> {
  const { compute } = await manualTag(context, key)
  const today = await context.businessClock.today()
  requireAhead(request.until, today)
  const lines = readMarkLines(request.content)
  const reach = await subjectsInReach(context, ports, [...new Set(lines.map(({ custId }) => custId))], actor)
  const seen = new Set<string>()
  const words: Word[] = []
  const rejects: MarkFileResult['rejects'][number][] = []
  for (const { line, custId, value, until, badUntil } of lines) {
    const shardKey = reach.get(custId)
    const asked = value ?? request.value
    const stored = asked === null ? null : allowedValue(asked, compute)
    const why = whyNot({ isKnown: shardKey !== undefined, isTwice: seen.has(custId), stored, isLate: badUntil || (until !== null && until < today) })
    if (why !== null || shardKey === undefined) rejects.push({ line, why: why ?? 'no_customer' })
    else words.push({ custId, shardKey, value: stored, until: until ?? request.until })
    seen.add(custId)
  }
  const rows = rowsOf(words, { compute, reason: request.reason, batch: randomUUID(), today, now: context.clock.now(), actor })
  await context.ledger.transaction(async (tx) => {
    await context.audit.record(actor, { action: 'tag.mark-file', objectKind: 'tag', objectKey: key, after: { lines: lines.length, marked: words.length, rejected: rejects.length }, purpose: request.reason }, tx)
    await insert(context, rows)
  })
  return { lines: lines.length, marked: words.length, rejected: rejects.length, rejects: rejects.slice(0, MOST_SHOWN) }
}

function whyNot({ isKnown, isTwice, stored, isLate }: { readonly isKnown: boolean; readonly isTwice: boolean; readonly stored: string | null; readonly isLate: boolean }) {
  if (!isKnown) return 'no_customer'
  if (isTwice) return 'twice'
  if (stored === null) return 'value'
  return isLate ? 'until' : null
}
