import { Mistakes, type Mistake } from '#kernel/error'
import type { RuleDocument, ValueDocument } from '#kernel/rule'
import type { Context } from '#platform/context'
import type { Segment } from '#segments/contract'
import type { RuleGround } from '#tags'
import type { Tag } from '#tags/contract'
import type { Model } from '../contract.js'
import { leakOf, readsOf, type FieldRead } from '../domain/find-leaks.js'

/**
 * Refuses a model whose features or population read what was not known on the date: every leak, each with its place.
 * The label may: it is the future.
 * @throws Mistakes of MODEL_LEAK
 */
export async function refuseLeaks(context: Context, model: Pick<Model, 'population' | 'features'>, ground: RuleGround): Promise<void> {
  const mistakes = await findLeaks(context, model, ground)
  if (mistakes.length > 0) throw new Mistakes(mistakes)
}

/** Every leak of a model's features and population on the ground of a date, each at its place. */
export async function findLeaks(context: Context, model: Pick<Model, 'population' | 'features'>, ground: RuleGround): Promise<Mistake[]> {
  if (ground.late.size === 0) return []
  const places = [
    { path: 'population', feature: 'population', document: model.population },
    ...model.features.map(({ key, value }, at) => ({ path: `features[${at}]`, feature: key, document: value })),
  ]
  const mistakes: Mistake[] = []
  for (const { path, feature, document } of places) {
    for (const read of await fieldsRead(context, document, ground, new Set())) {
      const why = leakOf(read, ground.late)
      if (why === null) continue
      mistakes.push({ code: 'MODEL_LEAK', path, params: { feature, field: `${read.table}.${read.field}`, asOf: ground.asOf, why: why.en, whyZh: why.zh } })
    }
  }
  return mistakes
}

/** What a tag computes; a score was made of what its own model may read, and only a run or word known by the date is read. */
function documentsOfTag({ compute, shares = [] }: Tag): (RuleDocument | ValueDocument)[] {
  const own = compute.kind === 'rule' || compute.kind === 'value' ? [compute] : []
  return [...own, ...shares.map(({ value }) => value)]
}

/** Fields a document reads, also through the tags and segments it names. */
async function fieldsRead(context: Context, document: RuleDocument | ValueDocument, ground: RuleGround, seen: Set<string>): Promise<FieldRead[]> {
  const reads = readsOf(document)
  const found = [...reads.fields]
  for (const tag of reads.tags) {
    const body = ground.tags.get(tag)?.body
    if (body === undefined || seen.has(`tag/${tag}`)) continue
    seen.add(`tag/${tag}`)
    for (const read of documentsOfTag(body)) found.push(...(await fieldsRead(context, read, ground, seen)))
  }
  for (const { key, version } of reads.segments) {
    if (seen.has(`segment/${key}@${version}`)) continue
    seen.add(`segment/${key}@${version}`)
    const { body } = await context.definitions.version<Segment>('segment', key, version)
    found.push(...(await fieldsRead(context, body.rule, ground, seen)))
  }
  return found
}
