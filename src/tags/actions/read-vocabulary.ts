import { identifier, param, query, sql } from '#kernel/sql'
import type { Context } from '#platform/context'
import type { FieldSpec, TypeInfo } from '#kernel/rule'
import { storedTable } from '#ingest'
import type { BankTableName } from '#ingest/contract'
import type { Vocabulary } from '../contract.js'
import { attributeParts } from '../domain/attribute-part.js'
import { propertyField } from '../domain/event-field.js'
import { joinedAttributes, joinedTables } from '../domain/joined-attribute.js'
import { attributeColumn, plainType } from '../domain/snapshot-column.js'
import { tagShares } from '../domain/tag-shares.js'
import { loadRuleGround, type RuleGround } from './rule-schema.js'

/** Enums whose codes the model does not list get those the data has, for pickers. */
const LISTED_CODES = 200

/** What a rule may speak about: tags, attributes with their codes, facts with their fields. */
export async function readVocabulary(context: Context, asOf?: string): Promise<Omit<Vocabulary, 'segments'>> {
  const ground = await loadRuleGround(context, { asOf })
  const codes = await attributeCodes(context, ground)
  const tags = [...ground.tags.keys()].flatMap((key) => {
    const spec = safeTag(ground, key)
    return spec ? [field(key, spec), ...sharesOf(ground, key)] : []
  })
  return {
    tags,
    attributes: [
      ...ground.attributes.map((attribute) => {
        const found = codes.get(attribute.name)
        const type: TypeInfo = attribute.field.values === undefined && found !== undefined ? { ...attribute.field, values: found } : attribute.field
        return { ...field(attribute.name, { ...attribute.field, ...type }), table: 'customer' }
      }),
      ...attributeParts.map(({ name, field: info }) => ({ ...field(name, info), table: 'customer' })),
      ...joinedOf(context, ground),
    ],
    facts: await facts(context, ground),
    asOf: ground.snapshot?.asOf ?? null,
  }
}

/** Of the rows customers name in other tables, where any were loaded. */
function joinedOf(context: Context, ground: RuleGround) {
  const loaded = joinedTables.filter((table) => (ground.joined.get(table) ?? []).length > 0)
  return loaded.flatMap((table) => joinedAttributes(table, context.settings.currency).map(({ name, field: info }) => ({ ...field(name, info), table })))
}

/** Shares of a tag, which rules read as numbers. */
function sharesOf(ground: RuleGround, key: string) {
  const tag = ground.tags.get(key)
  return (tag === undefined ? [] : tagShares(tag.body)).flatMap(({ code }) => {
    const spec = safeTag(ground, `${key}.${code}`)
    return spec ? [field(`${key}.${code}`, spec)] : []
  })
}

function safeTag(ground: RuleGround, key: string): FieldSpec | undefined {
  try {
    return ground.schema.tag(key)
  } catch {
    return undefined
  }
}

function field(key: string, spec: TypeInfo & { readonly zh: string; readonly en: string }) {
  return { ...plainType(spec), key, name: { zh: spec.zh, en: spec.en } }
}

async function attributeCodes(context: Context, ground: RuleGround) {
  const found = new Map<string, { code: string; zh: string; en: string }[]>()
  const { snapshot } = ground
  if (snapshot === null) return found
  const open = ground.attributes.filter((attribute) => attribute.field.type === 'enum' && attribute.field.values === undefined)
  const known = open.filter((attribute) => snapshot.attributes.some((column) => column.key === attribute.name))
  if (known.length === 0) return found
  const lists = known.map((attribute) => sql`groupUniqArray(200)(assumeNotNull(toString(${identifier(attributeColumn(attribute.name))})))`)
  const row = (
    await context.warehouse.query(
      query<{ codes: string[][] }>(sql`SELECT [${lists.reduce((all, list, at) => (at === 0 ? list : sql`${all}, ${list}`), sql``)}] AS codes FROM ${identifier(snapshot.table)}`),
    )
  )[0]
  known.forEach((attribute, at) => {
    const codes = (row?.codes[at] ?? []).filter((code) => code !== '').sort()
    if (codes.length < LISTED_CODES) found.set(attribute.name, codes.map((code) => ({ code, zh: code, en: code })))
  })
  return found
}

async function facts(context: Context, ground: RuleGround): Promise<Vocabulary['facts']> {
  const lists: Vocabulary['facts'] = []
  const retired = new Set(ground.plan.retired.map(propertyField))
  for (const [table, runIds] of ground.facts) {
    const spec = ground.schema.fact(table)
    if (!spec) continue
    const counted = await context.warehouse.query(
      query<{ n: string }>(sql`SELECT count() AS n FROM ${identifier(storedTable(table as BankTableName))} WHERE has(${param([...runIds], 'Array(UInt64)')}, run_id)`),
    )
    const fields = Object.entries(spec.fields).filter(([key]) => !retired.has(key)).map(([key, each]) => field(key, each))
    lists.push({ table, name: { zh: spec.zh, en: spec.en }, rows: Number(counted[0]?.n ?? 0), fields })
  }
  return lists
}
