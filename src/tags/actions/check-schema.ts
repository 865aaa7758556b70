import { checkValue, type FactSpec, type FieldSpec, type MemberSpec, type RuleReferences, type RuleSchema, type TypeInfo } from '#kernel/rule'
import { identifier, sql } from '#kernel/sql'
import type { Context } from '#platform/context'
import type { DefinitionLookup } from '#platform/definition'
import { listAttributes } from '#ingest'
import { loadPlan } from '#events'
import { PLAN_KIND, planEventSchema } from '#events/contract'
import { sourceSchema, type BankTableName } from '#ingest/contract'
import { tagSchema, type Tag } from '../contract.js'
import { attributePart } from '../domain/attribute-part.js'
import { customerAttributes, factSpec, factTables, type CustomAttribute } from '../domain/bank-schema.js'
import { eventPlanOf, type EventPlan, withEventPlan } from '../domain/event-field.js'
import { isJoinedTable, joinedAttribute } from '../domain/joined-attribute.js'
import { joinedFieldsOf } from '../domain/joined-field.js'
import { labelled } from '../domain/labelled.js'
import { shareWords, tagShares } from '../domain/tag-shares.js'
import { isScored, scoreType, tagReferences } from '../domain/score-tag.js'

/** Whether a segment or list a rule names exists; asked through the lookup, so one file of an apply sees the others. */
const MEMBER: Pick<MemberSpec, 'condition'> = { condition: sql`0` }

/**
 * A schema for checking only: names and types of what is defined, in the ledger or in the same apply, whether data is
 * loaded yet or not. Its expressions are placeholders.
 */
export async function loadCheckSchema(context: Context, lookup: DefinitionLookup, references: RuleReferences): Promise<RuleSchema> {
  const currency = context.settings.currency
  const attributes = customerAttributes([...(await listAttributes(context.ledger)), ...(await declaredAttributes(lookup))], currency)
  const plan = await declaredPlan(context, lookup)
  const facts = new Map(factTables().map((table) => [table as string, withEventPlan(factSpec(table, currency, joinedFields(table, currency)), plan, () => identifier('cust_no'))]))
  const tags = new Map<string, FieldSpec>()
  const members = await namedMembers(lookup, references)
  const schema: RuleSchema = {
    customer: identifier('base', 'cust_id'),
    tag: (code) => tags.get(code),
    attr(table, field) {
      if (isJoinedTable(table)) return placed(joinedAttribute(table, field, currency)?.field)
      const attribute = table === 'customer' ? (attributePart(field) ?? attributes.find((known) => known.name === field)) : undefined
      return placed(attribute?.field)
    },
    fact: (table) => facts.get(table),
    segment: (key) => members.get(`segment/${key}`),
    list: (key) => members.get(`strategy/${key}`),
  }
  await resolveTags(lookup, references.tags, tags, schema, new Set())
  return schema
}

function placed(info: Omit<FieldSpec, 'expression'> | undefined): FieldSpec | undefined {
  return info === undefined ? undefined : { ...info, expression: identifier('base', 'cust_id') }
}

function joinedFields(table: BankTableName, currency: string): FactSpec['fields'] {
  return Object.fromEntries(joinedFieldsOf(table, currency).map(({ name, info }) => [name, { ...info, expression: identifier('cust_no') }]))
}

async function declaredAttributes(lookup: DefinitionLookup): Promise<CustomAttribute[]> {
  const sources = await lookup.list('source')
  return sources.flatMap(({ body }) => {
    const parsed = sourceSchema.safeParse(body)
    const targets = parsed.success ? parsed.data.targets : []
    return targets.flatMap((target) =>
      Object.entries(target.attributes ?? {}).map(([key, attribute]) => ({ key, type: attribute.type, ccy: target.currency, name: attribute.name })),
    )
  })
}

/** The tracking plan as published, with what the same apply brings. */
async function declaredPlan(context: Context, lookup: DefinitionLookup): Promise<EventPlan> {
  const waiting = (await lookup.list(PLAN_KIND)).flatMap(({ key, name, body, isPending }) => {
    const parsed = planEventSchema.safeParse(body)
    return isPending && parsed.success ? [{ key, name, body: parsed.data }] : []
  })
  const published = await loadPlan(context)
  return eventPlanOf([...new Map([...published, ...waiting].map((event) => [event.key, event])).values()])
}

/** Types of the tags a rule names, and of those they name; a circle ends where it closes (reported elsewhere). */
async function resolveTags(
  lookup: DefinitionLookup,
  keys: readonly string[],
  into: Map<string, FieldSpec>,
  schema: RuleSchema,
  open: Set<string>,
): Promise<void> {
  for (const key of keys) {
    if (into.has(key) || open.has(key)) continue
    const found = await lookup.find('tag', key)
    const parsed = found === null ? null : tagSchema.safeParse(found.body)
    if (found === null || !parsed?.success) continue
    open.add(key)
    await resolveTags(lookup, tagReferences(parsed.data.compute).tags, into, schema, open)
    const type = typeOf(parsed.data, schema)
    if (type) into.set(key, { ...type, zh: found.name.zh, en: found.name.en ?? key, expression: identifier('base', 'cust_id') })
    addShares(key, found.name, parsed.data, into)
  }
}

/** Shares are numbers under `key.CODE`. */
function addShares(key: string, name: { readonly zh: string; readonly en?: string | undefined }, tag: Tag, into: Map<string, FieldSpec>): void {
  for (const share of tagShares(tag)) into.set(`${key}.${share.code}`, { type: 'decimal', ...shareWords(name, key, tag, share), expression: identifier('base', 'cust_id') })
}

function typeOf(tag: Tag, schema: RuleSchema): TypeInfo | null {
  if (isScored(tag.compute)) return labelled(scoreType(tag.compute), tag.labels)
  if (tag.compute.kind === 'rule') return { type: 'bool' }
  const checked = checkValue(tag.compute, schema)
  return checked.ok ? labelled(checked.type, tag.labels) : null
}

async function namedMembers(lookup: DefinitionLookup, references: RuleReferences): Promise<Map<string, MemberSpec>> {
  const wanted = [
    ...references.segments.map((each) => ({ kind: 'segment', key: each.segment })),
    ...references.lists.map((key) => ({ kind: 'strategy', key })),
  ]
  const members = new Map<string, MemberSpec>()
  for (const { kind, key } of wanted) {
    const found = await lookup.find(kind, key)
    if (found !== null) members.set(`${kind}/${key}`, { ...MEMBER, zh: found.name.zh, en: found.name.en ?? key })
  }
  return members
}
