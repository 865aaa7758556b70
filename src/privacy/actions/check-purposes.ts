import { fieldsReadBy, referencesOf, type RuleDocument, type ValueDocument } from '#kernel/rule'
import type { Mistake } from '#kernel/error'
import type { DefinitionLookup } from '#platform/definition'
import { PLAN_KIND, planEventSchema } from '#events/contract'
import { eventOffence } from '../domain/event-purposes.js'
import { declaredOf, documentsOf, grantsOf, scoredBy } from '../domain/declared-purposes.js'
import { codesInSight } from './purpose-registry.js'

/**
 * Mistakes of a definition's purposes (domain L01): one that is not registered, and for each purpose the first input
 * that does not serve it, a column with its source or a tag or segment by its own word. Located at `path`.
 */
export async function purposeMistakes(lookup: DefinitionLookup, body: unknown, purposes: readonly string[], path: string): Promise<Mistake[]> {
  const known = await codesInSight(lookup)
  const unknown = purposes.flatMap((purpose, at): Mistake[] =>
    known.includes(purpose) ? [] : [{ code: 'PURPOSE_UNKNOWN', path: path === 'purposes' ? `purposes[${at}]` : path, params: { purpose, known: known.join(', ') } }],
  )
  if (unknown.length > 0) return unknown
  const [sources, plan] = await Promise.all([lookup.list('source'), plannedIn(lookup)])
  const mistakes: Mistake[] = []
  for (const purpose of purposes) {
    const offence = await firstOffence({ lookup, sources, plan, purpose, seen: new Set() }, body)
    if (offence !== null) mistakes.push({ code: 'PURPOSE_MISMATCH', path, params: { purpose, ...offence } })
  }
  return mistakes
}

/** The same for what a strategy is aimed at: a segment and everything it is made of. */
export async function segmentPurposeMistakes(lookup: DefinitionLookup, segment: string, purpose: string, path: string): Promise<Mistake[]> {
  const walk = { lookup, sources: await lookup.list('source'), plan: await plannedIn(lookup), purpose, seen: new Set<string>() }
  const offence = await offenceOf(walk, 'segment', segment)
  return offence === null ? [] : [{ code: 'PURPOSE_MISMATCH', path, params: { purpose, ...offence } }]
}

async function plannedIn(lookup: DefinitionLookup) {
  return (await lookup.list(PLAN_KIND)).flatMap(({ key, body }) => {
    const parsed = planEventSchema.safeParse(body)
    return parsed.success ? [{ key, body: parsed.data }] : []
  })
}

interface Walk {
  readonly lookup: DefinitionLookup
  readonly sources: readonly { readonly key: string; readonly body: unknown }[]
  /** Events of the tracking plan. */
  readonly plan: Awaited<ReturnType<typeof plannedIn>>
  readonly purpose: string
  /** Definitions looked at already: circles are reported elsewhere. */
  readonly seen: Set<string>
}

/** A type, not an interface: it goes into a mistake's parameters. */
type Offence = { readonly what: string; readonly source: string; readonly declared: string }

async function firstOffence(walk: Walk, body: unknown): Promise<Offence | null> {
  const scored = scoredBy(body)
  if (scored !== null) return offenceOf(walk, scored.kind, scored.key)
  for (const document of documentsOf(body)) {
    const offence = await offenceIn(walk, document)
    if (offence !== null) return offence
  }
  return null
}

async function offenceIn(walk: Walk, document: RuleDocument | ValueDocument): Promise<Offence | null> {
  for (const use of fieldsReadBy(document)) {
    const refused = grantsOf(walk.sources, use).find(({ purposes }) => !purposes.includes(walk.purpose))
    if (refused !== undefined) return { what: use.field === null ? use.table : `${use.table}.${use.field}`, source: `source/${refused.source}`, declared: refused.purposes.join(', ') }
  }
  const behaviour = eventOffence(walk.plan, document, walk.purpose)
  if (behaviour !== null) return behaviour
  const { tags, segments } = referencesOf(document)
  for (const key of tags) {
    const offence = await offenceOf(walk, 'tag', key)
    if (offence !== null) return offence
  }
  for (const { segment } of segments) {
    const offence = await offenceOf(walk, 'segment', segment)
    if (offence !== null) return offence
  }
  return null
}

async function offenceOf(walk: Walk, kind: 'tag' | 'segment' | 'model' | 'analysis' | 'mis-tag', key: string): Promise<Offence | null> {
  const name = `${kind}/${key}`
  if (walk.seen.has(name)) return null
  walk.seen.add(name)
  const found = await walk.lookup.find(kind, key)
  if (found === null) return null
  const declared = declaredOf(found.body)
  if (declared !== null && !declared.includes(walk.purpose)) return { what: name, source: name, declared: declared.join(', ') }
  return firstOffence(walk, found.body)
}
