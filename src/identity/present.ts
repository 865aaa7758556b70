import { patternLevels } from '#kernel/link'
import type { Change, LinkRule, LinkSummary, ReviewItem } from './contract.js'
import { sayRule } from './domain/decide-pair.js'
import { LINK_FIELDS, sayLevel, type LinkFieldName } from './domain/link-fields.js'
import type { IdentityReadPorts } from './ports.js'
import type { SideRow } from './sql/customer-queries.js'
import type { EdgeRow, QueueRow } from './sql/edge-queries.js'
import type { StoredChange } from './store/change-store.js'
import type { StoredDecision } from './store/decision-store.js'

/** A change as people see it. */
export function presentChange(change: StoredChange): Change {
  return {
    id: String(change.id),
    kind: change.kind,
    status: change.status,
    note: change.note,
    by: change.actor_name,
    createdAt: change.created_at,
    appliedAt: change.applied_at,
    merges: change.merges,
    customers: change.customers,
    rulesVersion: change.rules_version,
    undoOf: change.undo_of === null ? null : String(change.undo_of),
    jobId: change.job_id,
  }
}

/** A link as people see it. */
export function presentEdge(row: EdgeRow) {
  const rule = row.rule as LinkRule
  return { a: row.a_id, b: row.b_id, rule, sentence: sayRule(rule), probability: row.probability }
}

/** A pair of the queue. */
export function presentQueueItem(row: QueueRow) {
  return { ...presentEdge(row), weight: row.weight, valueMinor: Number(row.value_minor), state: row.state }
}

export interface ReviewParts {
  readonly row: QueueRow
  readonly sides: readonly SideRow[]
  readonly sealed: ReadonlyMap<string, Readonly<Record<'name' | 'mobile' | 'id_no' | 'email', string>>>
  readonly people: readonly { readonly cust_id: string; readonly no: number }[]
  readonly history: readonly StoredDecision[]
  /** The fitted model in words, field by field. */
  readonly fields: LinkSummary['fields']
  readonly mask: IdentityReadPorts['mask']
}

/** A pair side by side: each field's level in words with its weight, what each side has masked. */
export function presentReview(parts: ReviewParts): ReviewItem {
  const { row } = parts
  const levels = patternLevels(LINK_FIELDS, row.pattern)
  return {
    ...presentQueueItem(row),
    fields: LINK_FIELDS.map(({ name }, at) => {
      const level = levels[at] ?? 0
      const words = sayLevel(name, level)
      const weight = level === 0 ? 0 : (parts.fields.find((field) => field.field === name)?.levels.find((each) => each.level === level)?.weight ?? 0)
      return { field: name, name: words.name, level, words: words.level, weight, a: shown(parts, row.a_id, name), b: shown(parts, row.b_id, name) }
    }),
    sides: [sideOf(parts, row.a_id), sideOf(parts, row.b_id)],
    together: parts.people.map((person) => person.cust_id),
    history: parts.history.map(({ decision, note, actor_name, at }) => ({ decision, note, by: actor_name, at })),
  }
}

function sideOf({ sides, people }: ReviewParts, custId: string): ReviewItem['sides'][number] {
  const side = sides.find((each) => each.cust_id === custId)
  const person = people.find((each) => each.cust_id === custId)?.no
  return {
    custId,
    otherCustIds: people.filter((each) => each.no === person && each.cust_id !== custId).map((each) => each.cust_id),
    openDate: side?.opened ?? null,
    status: side?.status ?? null,
    mainOrg: side?.org ?? null,
    rm: side?.rm ?? null,
    valueMinor: Number(side?.value_minor ?? 0),
  }
}

const SEALED: Partial<Record<LinkFieldName, 'name' | 'mobile' | 'id_no' | 'email'>> = { idNumber: 'id_no', mobile: 'mobile', name: 'name', email: 'email' }

/** What a side has, as it may be shown; null when there is nothing, or it is a hash nobody reads. */
function shown(parts: ReviewParts, custId: string, field: LinkFieldName): string | null {
  const kind = SEALED[field]
  if (kind === undefined) return inClear(parts.sides.find((each) => each.cust_id === custId), field)
  const sealed = parts.sealed.get(custId)?.[kind] ?? ''
  return sealed === '' ? null : parts.mask(kind, sealed)
}

function inClear(side: SideRow | undefined, field: LinkFieldName): string | null {
  if (side === undefined) return null
  const birth = side.birth === null ? null : `${side.birth.slice(0, 7)}-**`
  const values: Partial<Record<LinkFieldName, string | null>> = { birthDate: birth, gender: side.gender, city: side.city, mainOrg: side.org }
  return values[field] ?? null
}
