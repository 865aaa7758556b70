import { compileRule, compileValue, createPassCollector, type FactSpec, type FieldSpec, type MemberSpec, type PassCollector, type RuleSchema, tagKeyOf, type TypeInfo, type ValueDocument, type ValueType } from '#kernel/rule'
import { identifier, raw, sql, type Sql } from '#kernel/sql'
import type { Context } from '#platform/context'
import { loadPlanHistory } from '#events'
import { bankRunsOf, listAttributes } from '#ingest'
import type { BankTableName } from '#ingest/contract'
import { readObjectors, type Objectors } from '#privacy'
import type { Scored, Tag } from '../contract.js'
import { attributePart } from '../domain/attribute-part.js'
import { customerAttributes, factSpec, type AttributeInfo } from '../domain/bank-schema.js'
import { eventPlanOf, type EventPlan, withEventPlan } from '../domain/event-field.js'
import { EVENT_TABLE } from '../domain/stream-tag.js'
import { labelled } from '../domain/labelled.js'
import { isScored, scoreKey, scoreType, tagReferences } from '../domain/score-tag.js'
import { isJoinedTable, joinedAlias, joinedAttribute, joinedTables, type JoinedTable } from '../domain/joined-attribute.js'
import { joinedFieldsOf, namedTables, type NamedTable } from '../domain/joined-field.js'
import { attributeColumn } from '../domain/snapshot-column.js'
import { shareWords, tagShares } from '../domain/tag-shares.js'
import { eventProperty } from '../sql/event-field.js'
import { joinedRows } from '../sql/joined-rows.js'
import { latestYear } from '../sql/latest-year.js'
import { namedField } from '../sql/named-field.js'
import type { ScoreReading } from '../ports.js'
import { factsKnown } from './facts-known.js'
import { heldTag } from './held-tags.js'
import { withoutObjectors, withoutRecent } from './objected.js'
import { latestSnapshot, type TagSnapshot } from './latest-snapshot.js'
import { readScores } from './score-readings.js'

/** What a later room knows of members; segments and lists bring theirs. */
export interface MemberPorts {
  segment(key: string, version: number | 'latest', daysAgo: number | null): MemberSpec | undefined
  list(key: string): MemberSpec | undefined
}

export const noMembers: MemberPorts = { segment: () => undefined, list: () => undefined }

/** Everything needed to check and compile rules of one business date. */
export interface RuleGround {
  readonly schema: RuleSchema
  readonly asOf: string
  /** Today, of a ground for now: tags that follow events are told as of it. Null for a ground of a date. */
  readonly today: string | null
  readonly timeZone: string
  /** Aggregates of every rule compiled on this ground; give `passes` to each compile. */
  readonly passes: PassCollector
  readonly attributes: readonly AttributeInfo[]
  readonly facts: ReadonlyMap<string, readonly number[]>
  readonly snapshot: TagSnapshot | null
  readonly tags: ReadonlyMap<string, PublishedTag>
  /** Runs of scores that count on the date, by `scoreKey`. */
  readonly scores: ReadonlyMap<string, ScoreReading | null>
  /** Customers and facts are as known on this later date, where the reader asked for it. */
  readonly knownAt: string | null
  /** Runs of the tables whose rows customers and facts name: employers, managers, products, benefits, and the customers who name them. */
  readonly joined: JoinedRuns
  /** Events of the published tracking plan, with their properties. */
  readonly plan: EventPlan
  /** The snapshot before, while one is built: tags that hold their value go on from it. */
  readonly before: TagSnapshot | null
  /** Who objects to which tags: nothing reads a value of such a tag of theirs. */
  readonly objectors: Objectors
  /** Bank tables read from loads later than `asOf`: what settles after a row's own time was not known then. */
  readonly late: ReadonlySet<string>
}

export type JoinedRuns = ReadonlyMap<'customer' | NamedTable | JoinedTable, readonly number[]>

export interface PublishedTag {
  readonly key: string
  readonly version: number
  readonly name: { readonly zh: string; readonly en?: string | undefined }
  readonly body: Tag
}

export interface GroundOptions {
  readonly asOf?: string | undefined
  /** false while a snapshot is being built: every tag is then computed, none read. */
  readonly useSnapshot?: boolean
  /** The snapshot before, while one is being built. */
  readonly before?: TagSnapshot | null
  readonly members?: MemberPorts
  /**
   * Reads a past `asOf` from loads up to this later date: facts still end at `asOf`, customers who opened later are left
   * out. The snapshot is not used then.
   */
  readonly knownAt?: string | undefined
}

/**
 * Loads what rules may speak about. A tag in the snapshot is read from it; a tag newer than the snapshot is computed in
 * place, so it can be used at once.
 */
export async function loadRuleGround(context: Context, options: GroundOptions = {}): Promise<RuleGround> {
  const snapshot = options.useSnapshot === false || options.knownAt !== undefined ? null : await latestSnapshot(context, options.asOf)
  const asOf = options.asOf ?? snapshot?.asOf ?? (await context.businessClock.today())
  const attributes = customerAttributes(await listAttributes(context.ledger), context.settings.currency)
  const knownAt = options.knownAt ?? null
  const [{ facts: known, late }, tags] = await Promise.all([factsKnown(context.runs, asOf, knownAt), publishedTags(context)])
  const { today, facts } = await readArrivals(context, options.asOf === undefined && snapshot !== null, known, tags)
  const [scores, joined, objectors, plan] = await Promise.all([readScores(context, tags.values(), asOf), joinedRuns(context, knownAt ?? asOf), objectorsFor(context, snapshot), eventPlan(context)])
  const ground = { knownAt, late, scores, joined, objectors, plan, before: options.before ?? null, asOf, today, timeZone: context.settings.timeZone, passes: createPassCollector(), attributes, facts, snapshot, tags }
  const schema = schemaOf(ground, context.settings.currency, options.members ?? noMembers)
  return { ...ground, schema }
}

/** Of a snapshot those who objected since; without one everything is computed, and nobody is told one by one. */
function objectorsFor(context: Context, snapshot: TagSnapshot | null): Promise<Objectors> {
  return snapshot === null ? readObjectors(context) : readObjectors(context, snapshot.objectorsAt ?? null)
}

async function eventPlan(context: Context): Promise<EventPlan> {
  const { plan, history } = await loadPlanHistory(context)
  return eventPlanOf(plan, history)
}

async function joinedRuns(context: Context, asOf: string): Promise<JoinedRuns> {
  const tables = [...new Set(['customer', ...namedTables, ...joinedTables] as const)]
  const runs = await bankRunsOf(context.runs, tables, asOf)
  return new Map(tables.map((table) => [table, runs.get(table) ?? []]))
}

async function publishedTags(context: Context): Promise<Map<string, PublishedTag>> {
  const heads = await context.definitions.list<Tag>('tag')
  const tags = await Promise.all(
    heads.flatMap(({ key, version }) => (version === null ? [] : [context.definitions.version<Tag>('tag', key, version)])),
  )
  return new Map(tags.map(({ key, version, name, body }) => [key, { key, version, name, body }]))
}

type Ground = Omit<RuleGround, 'schema'>

function isStreamed(tag: PublishedTag): boolean {
  return tag.body.refresh === 'stream'
}

/** Of a ground for now: today, and events of loads up to it for tags that follow them; their time keeps them out of whatever is told of a day before. */
async function readArrivals(context: Context, isNow: boolean, facts: RuleGround['facts'], tags: RuleGround['tags']): Promise<Pick<RuleGround, 'today' | 'facts'>> {
  if (!isNow) return { today: null, facts }
  const today = await context.businessClock.today()
  if (![...tags.values()].some(isStreamed)) return { today, facts }
  const arrived = (await bankRunsOf(context.runs, [EVENT_TABLE], today)).get(EVENT_TABLE)
  return { today, facts: arrived === undefined ? facts : new Map([...facts, [EVENT_TABLE, arrived]]) }
}

function schemaOf(ground: Ground, currency: string, members: MemberPorts): RuleSchema {
  const specs = new Map<string, FactSpec>([...ground.facts.keys()].map((table) => [table, factOf(table as BankTableName, ground, currency)]))
  const computed = new Map<string, FieldSpec | undefined>()
  const once = (code: string, read: () => FieldSpec | undefined) => {
    if (!computed.has(code)) computed.set(code, read())
    return computed.get(code)
  }
  const schema: RuleSchema = {
    customer: identifier('base', 'cust_id'),
    tag(code) {
      if (code.includes('.')) return once(code, () => shareField(code, ground, schema))
      const built = isBuilt(code, ground) ? ground.snapshot?.tags.find((tag) => tag.key === code) : undefined
      const tag = ground.tags.get(code)
      if (built && tag) return { ...fieldOf(built), expression: withoutRecent(tag, identifier('base', built.column), built.type.type, ground) }
      return once(code, () => computeTag(code, ground, schema))
    },
    attr(table, field) {
      if (isJoinedTable(table)) return joinedField(table, field, ground, currency)
      if (table !== 'customer') return undefined
      return customerField(field, ground)
    },
    fact: (table) => specs.get(table),
    segment: (key, version, daysAgo) => members.segment(key, version, daysAgo),
    list: (key) => members.list(key),
  }
  return schema
}

/** A field of the customer's employer or manager, joined where a rule names it. */
function joinedField(table: JoinedTable, field: string, ground: Ground, currency: string): FieldSpec | undefined {
  const attribute = joinedAttribute(table, field, currency)
  if (attribute === undefined) return undefined
  const alias = joinedAlias(table, attribute.name)
  ground.passes.addRows(alias, joinedRows(table, attribute.name, ground.joined.get('customer') ?? [], ground.joined.get(table) ?? []), ground.asOf)
  return { ...attribute.field, expression: identifier(alias, 'value') }
}

/** A fact with the fields its rows have of others and, of events, of the tracking plan. */
function factOf(table: BankTableName, ground: Ground, currency: string): FactSpec {
  return withEventPlan(factSpec(table, currency, joinedFields(table, ground, currency)), ground.plan, (property) => eventProperty(property, ground.timeZone))
}

/** Of facts whose rows name a product, a benefit or an enterprise: what that is. */
function joinedFields(fact: BankTableName, ground: Ground, currency: string): FactSpec['fields'] {
  return Object.fromEntries(joinedFieldsOf(fact, currency).map(({ name, table, field, info }) => [name, { ...info, expression: namedField(table, field, ground.joined.get(table) ?? []) }]))
}

/** The snapshot has this version of the tag, and of every tag it is made of. */
function isBuilt(code: string, ground: Ground): boolean {
  const tag = ground.tags.get(code)
  const built = ground.snapshot?.tags.find((known) => known.key === code)
  if (tag === undefined || built?.version !== tag.version || (ground.today !== null && isStreamed(tag))) return false
  const { compute } = tag.body
  if (isScored(compute) && (built.scoreRun ?? null) !== (ground.scores.get(scoreKey(compute))?.runId ?? null)) return false
  return tagReferences(tag.body.compute).tags.every((each) => isBuilt(each, ground))
}

/** An attribute of the customer, or what is told of one. */
function customerField(name: string, ground: Ground): FieldSpec | undefined {
  const part = attributePart(name)
  const attribute = ground.attributes.find((known) => known.name === (part?.of ?? name))
  if (attribute === undefined) return undefined
  const expression = attributeExpression(attribute, ground)
  return part === undefined ? { ...attribute.field, expression } : { ...part.field, expression: latestYear(expression, ground.asOf) }
}

/** An attribute the snapshot was built without reads as missing. */
function attributeExpression(attribute: AttributeInfo, ground: Ground): Sql {
  const column = attributeColumn(attribute.name)
  const known = ground.snapshot === null || ground.snapshot.attributes.some((each) => each.column === column)
  return known ? identifier('base', column) : sql`CAST(NULL, 'Nullable(String)')`
}

/** A share of a tag, named `key.CODE`: a number of the snapshot, or computed in place. */
function shareField(name: string, ground: Ground, schema: RuleSchema): FieldSpec | undefined {
  const tag = ground.tags.get(tagKeyOf(name))
  const share = tag === undefined ? undefined : tagShares(tag.body).find(({ code }) => `${tag.key}.${code}` === name)
  if (tag === undefined || share === undefined) return undefined
  const words = shareWords(tag.name, tag.key, tag.body, share)
  const built = isBuilt(tag.key, ground) ? ground.snapshot?.shares?.find(({ key }) => key === name) : undefined
  if (built !== undefined) return { type: 'decimal', ...words, expression: withoutRecent(tag, identifier('base', built.column), 'decimal', ground) }
  return { type: 'decimal', ...words, expression: compileShare(tag, share.value, schema, ground) }
}

/** A share of a tag as SQL, missing for who objects to the tag. */
export function compileShare(tag: PublishedTag, share: ValueDocument, schema: RuleSchema, ground: Pick<RuleGround, 'asOf' | 'timeZone' | 'passes' | 'objectors'>): Sql {
  const { value } = compileValue(share, schema, { asOf: ground.asOf, timeZone: ground.timeZone, passes: ground.passes })
  return withoutObjectors(tag, sql`toFloat64(${value})`, { type: 'decimal' }, ground)
}

function fieldOf(column: TagSnapshot['tags'][number]): Omit<FieldSpec, 'expression'> {
  const { type, values, isOpen, ccy } = column.type
  return {
    type: type as FieldSpec['type'],
    zh: column.name.zh,
    en: column.name.en,
    ...(values === undefined ? {} : { values }),
    ...(isOpen === undefined ? {} : { isOpen }),
    ...(ccy === undefined ? {} : { ccy }),
  }
}

function computeTag(code: string, ground: Ground, schema: RuleSchema): FieldSpec | undefined {
  const tag = ground.tags.get(code)
  if (tag === undefined) return undefined
  const { value: computed, type } = compileTag(tag.body, schema, isStreamed(tag) ? { ...ground, asOf: ground.today ?? ground.asOf } : ground)
  const value = withoutObjectors(tag, computed, type, ground)
  return { ...type, zh: tag.name.zh, en: tag.name.en ?? tag.key, expression: heldTag(tag, value, type, ground)?.value ?? value }
}

/** A tag's value as SQL, its codes called as the definition says; a rule's truth as a bool. */
export function compileTag(body: Pick<Tag, 'compute' | 'labels'>, schema: RuleSchema, ground: Pick<Ground, 'asOf' | 'timeZone' | 'passes' | 'scores'>): { readonly value: Sql; readonly type: TypeInfo } {
  const { value, type } = compileValueOf(body, schema, ground)
  return { value, type: labelled(type, body.labels) }
}

function compileValueOf(body: Pick<Tag, 'compute'>, schema: RuleSchema, ground: Pick<Ground, 'asOf' | 'timeZone' | 'passes' | 'scores'>) {
  if (isScored(body.compute)) return compileScore(body.compute, ground)
  const options = { asOf: ground.asOf, timeZone: ground.timeZone, passes: ground.passes }
  if (body.compute.kind === 'value') {
    const { value, type } = compileValue(body.compute, schema, options)
    return { value: sql`(${value})`, type }
  }
  const { condition } = compileRule(body.compute, schema, options)
  return { value: sql`CAST(${condition}, ${raw("'Nullable(Bool)'")})`, type: { type: 'bool' as const } }
}

/** A score where a run of it counts, else missing. */
function compileScore(compute: Scored, { passes, scores, asOf }: Pick<Ground, 'passes' | 'scores' | 'asOf'>) {
  const type = scoreType(compute)
  const reading = scores.get(scoreKey(compute)) ?? null
  if (reading === null) return { value: missingOf(type.type), type }
  const alias = `s_${scoreKey(compute).replaceAll(/[^a-z0-9]/g, '_')}_${reading.runId}`
  passes.addRows(alias, reading.rows, asOf)
  return { value: identifier(alias, 'value'), type }
}

/** No score, in the type of its kind. */
function missingOf(type: ValueType): Sql {
  if (type === 'enum') return sql`CAST(NULL, 'Nullable(String)')`
  if (type === 'bool') return sql`CAST(NULL, 'Nullable(Bool)')`
  return type === 'int' ? sql`CAST(NULL, 'Nullable(Int64)')` : sql`CAST(NULL, 'Nullable(Float64)')`
}
