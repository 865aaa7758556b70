import { decodeCursor, encodeCursor } from '#kernel/id'
import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import { neutralCsvLine } from '#platform/http'
import type { OrphanReason } from '../contract.js'
import { chooseOwner } from '../domain/choose-owner.js'
import type { IdentityReadPorts } from '../ports.js'
import { orphanCountsQuery, orphansQuery, ownerConflictCountQuery, ownerConflictsQuery, type OrphanRow, type OwnerSources } from '../sql/customer-queries.js'
import { ownedNumbers } from './choose-owners.js'
import { rulesInForce } from './read-rules.js'
import { ownerSources } from './reading.js'

interface Page {
  readonly cursor?: string | undefined
  readonly limit: number
}

const long = { maxSeconds: 0 }

/** One page of open customer numbers nobody looks after. */
export async function readOrphans(context: Context, ports: IdentityReadPorts, asked: Page & { reason?: OrphanReason | undefined }, actor: Actor) {
  const from = await ownerSources(context, ports, actor)
  const after = asked.cursor === undefined ? null : afterOf(asked.cursor)
  const rows = await context.warehouse.query(orphansQuery(from, { reason: asked.reason, after, limit: asked.limit + 1 }), long)
  const items = rows.slice(0, asked.limit)
  const last = items.at(-1)
  return { items: items.map(toOrphan), nextCursor: rows.length > asked.limit && last !== undefined ? encodeCursor([last.value_minor, last.cust_id]) : null, total: await orphanTotal(context, from, asked.reason) }
}

async function orphanTotal(context: Context, from: OwnerSources, reason: string | undefined): Promise<number | null> {
  if (reason === undefined) return null
  const counts = await context.warehouse.query(orphanCountsQuery(from), long)
  return Number(counts.find((row) => row.reason === reason)?.n ?? 0)
}

function afterOf(cursor: string): { valueMinor: string; custId: string } {
  const [valueMinor = '0', custId = ''] = decodeCursor(cursor)
  return { valueMinor: String(valueMinor), custId: String(custId) }
}

function toOrphan(row: OrphanRow) {
  return { custId: row.cust_id, mainOrg: row.org === '' ? null : row.org, rm: row.rm === '' ? null : row.rm, reasons: row.reasons as OrphanReason[], valueMinor: Number(row.value_minor) }
}

const EXPORT_PAGE = 20_000

/** Every one of them as CSV with a watermark line; audited before the first byte. */
export async function exportOrphans(context: Context, ports: IdentityReadPorts, actor: Actor, purpose: string) {
  await context.audit.record(actor, { action: 'identity.export-orphans', objectKind: 'identity', objectKey: 'orphans', purpose })
  const mark = `Qunce export / orphans / ${actor.name} / ${context.clock.now().toISOString()} / ${purpose}`
  return { name: 'orphan-customers.csv', bytes: orphanLines(context, await ownerSources(context, ports, actor), mark) }
}

async function* orphanLines(context: Context, from: OwnerSources, mark: string): AsyncIterable<string> {
  yield `\uFEFF${neutralCsvLine([`# ${mark}`])}`
  yield neutralCsvLine(['cust_id', 'main_org', 'rm', 'reasons'])
  let after: { valueMinor: string; custId: string } | null = null
  for (;;) {
    const rows: OrphanRow[] = await context.warehouse.query(orphansQuery(from, { after, limit: EXPORT_PAGE }), long)
    if (rows.length > 0) yield rows.map((row) => neutralCsvLine([row.cust_id, row.org, row.rm, row.reasons.join(' ')])).join('')
    const last = rows.at(-1)
    if (rows.length < EXPORT_PAGE || last === undefined) return
    after = { valueMinor: last.value_minor, custId: last.cust_id }
  }
}

/** One page of persons whose customer numbers name different main orgs or managers, with whose holds and why. */
export async function readOwnerConflicts(context: Context, ports: IdentityReadPorts, page: Page, actor: Actor) {
  const from = await ownerSources(context, ports, actor)
  const { rules } = await rulesInForce(context)
  const after = page.cursor === undefined ? 0 : Number(decodeCursor(page.cursor)[0])
  const rows = await context.warehouse.query(ownerConflictsQuery(from, after, page.limit + 1), long)
  const total = Number((await context.warehouse.query(ownerConflictCountQuery(from), long))[0]?.n ?? 0)
  const items = rows.slice(0, page.limit)
  const last = items.at(-1)
  return {
    items: items.flatMap((row) => {
      const members = ownedNumbers(row)
      const chosen = chooseOwner(members, rules.owner)
      if (chosen === null) return []
      const { custId, mainOrg, rm } = chosen.owner
      return [{ first: members[0]?.custId ?? custId, owner: { custId, mainOrg, rm, because: chosen.because }, members }]
    }),
    nextCursor: rows.length > page.limit && last !== undefined ? encodeCursor([last.person]) : null,
    total,
  }
}
