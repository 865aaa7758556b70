import { issueMistakes, fail, Mistakes } from '#kernel/error'
import { referencesOf, sentenceOf, type RuleDocument, type RuleReferences, type ValueDocument } from '#kernel/rule'
import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import { bankRunsOf } from '#ingest'
import { loadRuleGround, noMembers, type RuleGround } from '#tags'
import { segmentSchema } from '../contract.js'
import { templatePackSchema, type Template, type TemplateNeed, type TemplatePack } from '../contract-template.js'
import { tieringSchema } from '../contract-tiering.js'
import { bankCodesIn, type NamedCodes } from '../domain/bank-codes.js'
import type { SegmentPorts } from '../ports.js'
import { listedCodesQuery } from '../sql/code-queries.js'
import { tieringDocuments, tieringReferences } from './check-tiering.js'
import { previewSegment } from './preview-segment.js'

type Entry = TemplatePack['templates'][number]

interface Read {
  readonly rule: RuleDocument
  readonly references: RuleReferences
  readonly documents: readonly (RuleDocument | ValueDocument)[]
}

/** What a bank has of what templates read. */
interface Bank {
  readonly ground: RuleGround
  /** Segments and tierings there are, as `kind/key`. */
  readonly known: ReadonlySet<string>
  /** Codes its tables list, as `column/code`. */
  readonly codes: ReadonlySet<string>
}

/** The packs that ship, checked. @throws Mistakes with the file of each */
export async function readPacks(ports: Pick<SegmentPorts, 'templates'>): Promise<TemplatePack[]> {
  const files = await ports.templates()
  return files.map(({ file, pack }) => {
    const parsed = templatePackSchema.safeParse(pack)
    if (parsed.success) return parsed.data
    throw new Mistakes(issueMistakes(parsed.error.issues).map((mistake) => ({ ...mistake, path: `${file}: ${mistake.path}` })))
  })
}

/** A template's rule and what it reads. @throws Mistakes located in the template */
function readTemplate(entry: Entry): Read {
  const parsed = entry.kind === 'segment' ? segmentSchema.safeParse(entry.body) : tieringSchema.safeParse(entry.body)
  if (!parsed.success) throw new Mistakes(issueMistakes(parsed.error.issues).map((mistake) => ({ ...mistake, path: `${entry.key}.${mistake.path}` })))
  const body = parsed.data
  if ('plan' in body) return { rule: body.population, references: tieringReferences(body), documents: tieringDocuments(body) }
  return { rule: body.rule, references: referencesOf(body.rule), documents: [body.rule] }
}

/** Every template with what it needs, whether the bank has it, and its rule in words. */
export async function listTemplates(context: Context, ports: SegmentPorts) {
  const packs = await readPacks(ports)
  const bank = await bankOf(context, packs.flatMap(({ templates }) => templates))
  return {
    packs: packs.map(({ key, name, description }) => ({ key, name, description })),
    items: packs.flatMap((pack) => pack.templates.map((entry) => shownTemplate(pack.key, entry, bank))),
  }
}

async function bankOf(context: Context, entries: readonly Entry[]): Promise<Bank> {
  const ground = await loadRuleGround(context, { members: noMembers })
  const named = bankCodesIn(entries.flatMap((entry) => readTemplate(entry).documents))
  return { ground, known: await definitionKeys(context), codes: await listedCodes(context, ground.asOf, named) }
}

async function listedCodes(context: Context, asOf: string, named: readonly NamedCodes[]): Promise<ReadonlySet<string>> {
  const runs = await bankRunsOf(context.runs, named.map(({ table }) => table), asOf)
  const found = await Promise.all(named.map(async ({ column, table, id, codes }) => (await context.warehouse.query(listedCodesQuery(table, id, runs.get(table) ?? [], codes))).map(({ code }) => `${column}/${code}`)))
  return new Set(found.flat())
}

async function definitionKeys(context: Context): Promise<ReadonlySet<string>> {
  const heads = await Promise.all((['segment', 'tiering'] as const).map(async (kind) => (await context.definitions.list(kind)).map(({ key }) => `${kind}/${key}`)))
  return new Set(heads.flat())
}

function shownTemplate(pack: string, entry: Entry, bank: Bank): Template {
  const { ground, known } = bank
  const read = readTemplate(entry)
  const needs = needsOf(read, bank)
  const isReady = needs.every(({ has }) => has)
  return {
    pack,
    kind: entry.kind,
    key: entry.key,
    name: entry.name,
    description: entry.description,
    play: entry.play ?? null,
    confidence: entry.confidence,
    needs,
    isReady,
    isApplied: known.has(`${entry.kind}/${entry.key}`),
    sentence: isReady && read.references.segments.length === 0 ? { zh: sentenceOf(read.rule, ground.schema, 'zh'), en: sentenceOf(read.rule, ground.schema, 'en') } : { zh: '', en: '' },
    body: entry.body,
  }
}

/** Tags, attributes, facts, segments and codes a template reads. Rows, and what customers name in other tables, are there when some were loaded. */
function needsOf({ references, documents }: Read, { ground, known, codes }: Bank): TemplateNeed[] {
  const tags = references.tags.map((key): TemplateNeed => ({ kind: 'tag', key, name: nameOf(ground.tags.get(key)?.name, key), has: ground.tags.has(key) }))
  const attributes = references.attrs.map(({ table, field }): TemplateNeed => {
    const found = ground.schema.attr(table, field)
    const isLoaded = table === 'customer' || [...ground.joined].some(([joined, runs]) => joined === table && runs.length > 0)
    return { kind: 'attribute', key: table === 'customer' ? field : `${table}.${field}`, name: nameOf(found, field), has: found !== undefined && isLoaded }
  })
  const facts = references.facts.map((key): TemplateNeed => ({ kind: 'fact', key, name: nameOf(ground.schema.fact(key), key), has: (ground.facts.get(key) ?? []).length > 0 }))
  const segments = references.segments.map(({ segment }): TemplateNeed => ({ kind: 'segment', key: segment, name: { zh: segment }, has: known.has(`segment/${segment}`) }))
  return [...tags, ...attributes, ...facts, ...segments, ...bankCodesIn(documents).map((named) => codeNeed(named, codes))]
}

/** A code is there when the bank lists one of those named. */
function codeNeed({ column, codes }: NamedCodes, listed: ReadonlySet<string>): TemplateNeed {
  const has = codes.some((code) => listed.has(`${column}/${code}`))
  const said = codes.join(' / ')
  return { kind: 'code', key: `${column}=${codes.join('|')}`, name: has ? { zh: said, en: said } : { zh: `本行没有代码 ${said}`, en: `this bank has no code ${said}` }, has }
}

function nameOf(found: { readonly zh: string; readonly en?: string | undefined } | undefined, key: string): TemplateNeed['name'] {
  return found === undefined ? { zh: key } : { zh: found.zh, ...(found.en === undefined ? {} : { en: found.en }) }
}

async function templateOf(ports: SegmentPorts, key: string): Promise<Entry> {
  const entry = (await readPacks(ports)).flatMap(({ templates }) => templates).find((each) => each.key === key)
  return entry ?? fail('TEMPLATE_UNKNOWN', { key })
}

/** How many of the customers the asker may see a template would take: a segment's members, a tiering's population. @throws AppError TEMPLATE_UNKNOWN, TEMPLATE_LACKS */
export async function previewTemplate(context: Context, ports: SegmentPorts, key: string, actor: Actor) {
  const entry = await templateOf(ports, key)
  await requireAll(context, entry)
  const { asOf, total, count } = await previewSegment(context, ports, readTemplate(entry).rule, actor)
  return { asOf, total, count }
}

/** Drafts the definition of a template under its key or another. Audited. @throws AppError TEMPLATE_UNKNOWN, TEMPLATE_LACKS */
export async function applyTemplate(context: Context, ports: SegmentPorts, key: string, as: string | undefined, actor: Actor) {
  const entry = await templateOf(ports, key)
  await requireAll(context, entry)
  const made = await context.definitions.create(entry.kind, { key: as ?? entry.key, name: entry.name, body: entry.body }, actor)
  await context.audit.record(actor, { action: 'template.apply', objectKind: entry.kind, objectKey: made.key })
  return { kind: entry.kind, key: made.key, revision: made.revision }
}

async function requireAll(context: Context, entry: Entry): Promise<void> {
  const lacking = needsOf(readTemplate(entry), await bankOf(context, [entry])).filter(({ has }) => !has)
  if (lacking.length > 0) fail('TEMPLATE_LACKS', { lacking: lacking.map(({ name }) => name.zh).join('、') })
}
