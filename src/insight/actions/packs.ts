import { issueMistakes } from '#kernel/error'
import { checkRule, referencesOf, sentenceOf, type RuleDocument } from '#kernel/rule'
import type { Context } from '#platform/context'
import type { DefinitionLookup } from '#platform/definition'
import { bankRunsOf } from '#ingest'
import { bankTable, bankTableNames, type BankTableName } from '#ingest/contract'
import { loadSegmentGround } from '#segments'
import type { Segment } from '#segments/contract'
import { loadCheckSchema, type RuleGround } from '#tags'
import { packSchema, type Pack, type PackItem, type PackPart } from '../contract-pack.js'

/** Checks a pack: its rule as a segment's; the tags its parts show may be absent. */
export async function checkPack(context: Context, body: unknown, lookup: DefinitionLookup) {
  const parsed = packSchema.safeParse(body)
  if (!parsed.success) return { mistakes: issueMistakes(parsed.error.issues) }
  const schema = await loadCheckSchema(context, lookup, referencesOf(parsed.data.rule))
  const result = checkRule(parsed.data.rule, schema)
  return result.ok ? { body: parsed.data } : { mistakes: result.mistakes.map((mistake) => ({ ...mistake, path: `rule.${mistake.path}` })) }
}

/** Definitions a pack cannot do without: those its rule names. */
export function packReferences(body: Pack) {
  const { tags, segments, lists } = referencesOf(body.rule)
  return [
    ...tags.map((key) => ({ kind: 'tag', key, version: 'latest' as const })),
    ...segments.map(({ segment, version }) => ({ kind: 'segment', key: segment, version })),
    ...lists.map((key) => ({ kind: 'strategy', key, version: 'latest' as const })),
  ]
}

interface PackGround {
  /** Tables and tags that say whom each pack is about, by key: of its rule, and of the segment the rule names. */
  readonly whom: ReadonlyMap<string, Whom>
  readonly loaded: ReadonlyMap<BankTableName, readonly number[]>
  readonly ground: RuleGround
}

interface Whom {
  readonly facts: readonly string[]
  readonly tags: readonly string[]
}

async function groundOf(context: Context, packs: readonly { readonly key: string; readonly body: Pack }[]): Promise<PackGround> {
  const ground = await loadSegmentGround(context, packs.map(({ body }) => body.rule), undefined)
  const whom = await Promise.all(packs.map(async ({ key, body }) => [key, await whomOf(context, body.rule)] as const))
  return { ground, whom: new Map(whom), loaded: await bankRunsOf(context.runs, bankTableNames, ground.asOf) }
}

async function whomOf(context: Context, rule: RuleDocument): Promise<Whom> {
  const { facts, tags, segments } = referencesOf(rule)
  const named = await Promise.all(segments.map(async ({ segment, version }) => whomOf(context, (await context.definitions.version<Segment>('segment', segment, version)).body.rule)))
  return { facts: [...facts, ...named.flatMap((each) => each.facts)], tags: [...tags, ...named.flatMap((each) => each.tags)] }
}

/** Every pack with what the bank lacks for it. */
export async function listPacks(context: Context): Promise<PackItem[]> {
  const heads = await context.definitions.list<Pack>('insight-pack')
  const ground = await groundOf(context, heads)
  return heads.map((head) => itemOf(head, ground))
}

/** One pack with its parts. @throws AppError NOT_FOUND */
export async function showPack(context: Context, key: string) {
  const head = await context.definitions.get<Pack>('insight-pack', key)
  return { ...itemOf(head, await groundOf(context, [head])), body: head.body }
}

type Head = Pick<PackItem, 'key' | 'name' | 'version' | 'hasDraft' | 'revision'> & { readonly body: Pack }

function itemOf({ key, name, version, hasDraft, revision, body }: Head, { ground, loaded, whom }: PackGround): PackItem {
  const { facts, tags } = whom.get(key) ?? { facts: [], tags: [] }
  const asked = tablesOf(body.parts, facts)
  const missing: PackItem['missing'] = [
    ...asked.flatMap(({ table, why }) => ((loaded.get(table) ?? []).length > 0 ? [] : [{ kind: 'table' as const, key: table, name: { zh: bankTable(table).zh, en: bankTable(table).en }, why }])),
    ...tagsOf(body.parts).flatMap(({ tag, why }) => ((ground.snapshot?.tags ?? []).some((each) => each.key === tag) ? [] : [{ kind: 'tag' as const, key: tag, name: nameOf(ground, tag), why }])),
  ]
  const isHere = tags.every((tag) => ground.tags.has(tag)) && facts.every((table) => ground.facts.has(table))
  const ready = ground.snapshot !== null && isHere
  const sentence = { zh: sentenceOf(body.rule, ground.schema, 'zh'), en: sentenceOf(body.rule, ground.schema, 'en') }
  return { key, name, description: body.description ?? null, version, hasDraft, revision, sentence, missing, ready }
}

function nameOf(ground: RuleGround, key: string): { zh: string; en: string } {
  const found = ground.tags.get(key)?.name
  return { zh: found?.zh ?? key, en: found?.en ?? found?.zh ?? key }
}

const WHOM = { zh: '圈选客户', en: 'Whom it is about' }
const PART_TABLES: Readonly<Record<PackPart['kind'], readonly BankTableName[]>> = { tags: [], headroom: [], places: ['customer'], products: ['product', 'position'], channels: ['txn', 'app_event'], money: ['aum_month'], months: ['txn'] }

interface Wanted {
  readonly table: BankTableName
  readonly why: { zh: string; en: string }
}

function tablesOf(parts: readonly PackPart[], facts: readonly string[]): Wanted[] {
  const wanted = [
    ...facts.map((fact) => ({ table: fact as BankTableName, why: WHOM })),
    ...parts.flatMap((part) => PART_TABLES[part.kind].map((table) => ({ table, why: titleOf(part) }))),
  ]
  return wanted.filter(({ table }, at) => wanted.findIndex((each) => each.table === table) === at)
}

function tagsOf(parts: readonly PackPart[]): { tag: string; why: { zh: string; en: string } }[] {
  return parts.flatMap((part) => {
    const tags = part.kind === 'tags' ? part.tags : part.kind === 'headroom' ? [part.tag] : []
    return tags.map((tag) => ({ tag, why: titleOf(part) }))
  })
}

const titleOf = ({ title }: PackPart): { zh: string; en: string } => ({ zh: title.zh, en: title.en ?? title.zh })
