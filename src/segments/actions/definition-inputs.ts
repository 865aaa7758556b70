import { issueMistakes, Mistakes } from '#kernel/error'
import { fieldsReadBy, referencesOfAll, type FieldReading, type RuleDocument, type RuleSchema, type ValueDocument } from '#kernel/rule'
import type { Context } from '#platform/context'
import type { Source } from '#ingest/contract'
import { loadRuleGround, noMembers, type RuleGround } from '#tags'
import { tagSchema } from '#tags/contract'
import { segmentSchema, tieringSchema } from '../contract.js'
import type { DefinitionInputs, DefinitionInputsRequest, Lacking } from '../contract-inputs.js'
import { readingsOf, type Reading } from '../domain/alike-readings.js'
import { providedBy, type ProvidedColumns } from '../domain/provided-columns.js'
import { tieringDocuments } from './check-tiering.js'

type Asked = DefinitionInputsRequest['items'][number]

interface Made {
  readonly item: Asked
  readonly documents: readonly (RuleDocument | ValueDocument)[]
  /** A model, analysis or check whose figures it shows. */
  readonly model: string | null
}

interface Bank {
  readonly ground: RuleGround
  readonly provided: ProvidedColumns
  readonly known: ReadonlySet<string>
}

/**
 * Of definitions that are not there yet what no source of the bank brings: a table nothing was loaded into, a column no
 * source maps, a code no source gives a column, a tag, segment or model that is not there, nor among these with all it reads.
 * @throws Mistakes of a body that is no such definition
 */
export async function definitionInputs(context: Context, { items }: DefinitionInputsRequest): Promise<DefinitionInputs> {
  const made = items.map(readItem)
  const ground = await loadRuleGround(context, { members: noMembers })
  const heads = await context.definitions.list<Source>('source')
  const published = await Promise.all(heads.flatMap(({ key, version }) => (version === null ? [] : [context.definitions.version<Source>('source', key, version)])))
  const known = new Set((await Promise.all((['tag', 'segment', 'tiering', 'model', 'analysis', 'mis-tag'] as const).map(async (kind) => (await context.definitions.list(kind)).map(({ key }) => `${kind}/${key}`)))).flat())
  const bank = { ground, provided: providedBy(published.map(({ body }) => body)), known }
  const own = new Map(made.map((one) => [`${one.item.kind}/${one.item.key}`, ownLacking(one, bank)]))
  return { items: made.map(({ item, documents }) => ({ kind: item.kind, key: item.key, lacking: withOthers({ item, documents }, { made, own, bank }) })) }
}

function readItem(item: Asked): Made {
  const parsed = item.kind === 'tag' ? tagSchema.safeParse(item.body) : item.kind === 'segment' ? segmentSchema.safeParse(item.body) : tieringSchema.safeParse(item.body)
  if (!parsed.success) throw new Mistakes(issueMistakes(parsed.error.issues).map((mistake) => ({ ...mistake, path: `${item.key}.${mistake.path}` })))
  const body = parsed.data
  if ('plan' in body) return { item, documents: tieringDocuments(body), model: null }
  if ('rule' in body) return { item, documents: [body.rule], model: null }
  const population = body.population === undefined ? [] : [body.population]
  const { compute } = body
  if (compute.kind === 'rule' || compute.kind === 'value') return { item, documents: [compute, ...population], model: null }
  return { item, documents: population, model: sourceOf(compute) }
}

/** The model, analysis, check or set whose figures a tag shows. */
function sourceOf(compute: object): string {
  const { model, analysis, check, set } = compute as Partial<Record<'model' | 'analysis' | 'check' | 'set', string>>
  return model ?? analysis ?? check ?? set ?? ''
}

/** What it lacks itself, whatever the tags and segments it names lack. */
function ownLacking({ documents, model }: Made, bank: Bank): Lacking[] {
  const hasModel = model === null || ['model', 'analysis', 'mis-tag'].some((kind) => bank.known.has(`${kind}/${model}`))
  const missing = [
    ...(hasModel ? [] : [{ what: 'model' as const, name: model, label: { zh: model, en: model } }]),
    ...documents.flatMap((document) => fieldsReadBy(document).flatMap((read) => lackingField(read, bank))),
    ...documents.flatMap((document) => readingsOf(document).flatMap((read) => lackingCodes(read, bank))),
  ]
  return [...new Map(missing.map((one) => [`${one.what} ${one.name}`, one])).values()]
}

function lackingField({ table, field }: FieldReading, { ground, provided }: Bank): Lacking[] {
  const { schema, facts } = ground
  if (schema.fact(table) !== undefined && (facts.get(table) ?? []).length === 0) return [{ what: 'table', name: table, label: tableLabel(schema, table) }]
  if (field === null || provided.get(table)?.has(field) === true) return []
  return [{ what: 'column', name: `${table}.${field}`, label: columnLabel(schema, table, field) }]
}

function lackingCodes({ name, pins }: Reading, { ground, provided }: Bank): Lacking[] {
  return [...pins].flatMap(([field, wanted]): Lacking[] => {
    const given = provided.get(name)?.get(field) ?? null
    if (given === null || [...wanted].some((value) => given.has(value))) return []
    return [{ what: 'code', name: `${name}.${field}=${[...wanted].join('|')}`, label: codeLabel(columnLabel(ground.schema, name, field), wanted) }]
  })
}

interface Among {
  readonly made: readonly Made[]
  readonly own: ReadonlyMap<string, readonly Lacking[]>
  readonly bank: Bank
}

/** What it lacks with what it names: a tag or segment that is not there, or lacks something itself. */
function withOthers({ item, documents }: Pick<Made, 'item' | 'documents'>, among: Among, seen: ReadonlySet<string> = new Set()): Lacking[] {
  const id = `${item.kind}/${item.key}`
  const { tags, segments } = referencesOfAll(documents)
  const named = [...tags.map((key) => ({ what: 'tag' as const, key })), ...segments.map(({ segment }) => ({ what: 'segment' as const, key: segment }))]
  const others = named.filter(({ what, key }) => {
    const other = `${what}/${key}`
    if (seen.has(other) || other === id) return false
    const one = among.made.find((each) => `${each.item.kind}/${each.item.key}` === other)
    return one === undefined ? !among.bank.known.has(other) : withOthers(one, among, new Set([...seen, id])).length > 0
  })
  return [...(among.own.get(id) ?? []), ...others.map(({ what, key }): Lacking => ({ what, name: key, label: { zh: key, en: key } }))]
}

function tableLabel(schema: RuleSchema, table: string): Lacking['label'] {
  const spec = schema.fact(table)
  return { zh: spec?.zh ?? table, en: spec?.en ?? table }
}

function columnLabel(schema: RuleSchema, table: string, field: string): Lacking['label'] {
  const spec = schema.fact(table)?.fields[field] ?? schema.attr(table, field)
  return { zh: spec?.zh ?? field, en: spec?.en ?? field }
}

function codeLabel({ zh, en }: Lacking['label'], values: ReadonlySet<string>): Lacking['label'] {
  const said = [...values].join(' / ')
  return { zh: `${zh}为 ${said}`, en: `${en} ${said}` }
}
