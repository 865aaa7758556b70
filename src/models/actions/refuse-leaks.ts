import { Mistakes, type Mistake } from '#kernel/error'
import type { RuleDocument, ValueDocument } from '#kernel/rule'
import type { Context } from '#platform/context'
import type { Segment } from '#segments/contract'
import type { RuleGround } from '#tags'
import type { Model } from '../contract.js'
import { leakOf, readsOf, type FieldRead } from '../domain/find-leaks.js'

/**
 * Refuses a model whose features or population read what was not known on the date: every leak, each with its place.
 * The label may: it is the future.
 * @throws Mistakes of MODEL_LEAK
 */
export async function refuseLeaks(context: Context, model: Model, ground: RuleGround): Promise<void> {
  if (ground.late.size === 0) return
  const places = [
    { path: 'population', feature: 'population', document: model.population },
    ...model.features.map(({ key, value }, at) => ({ path: `features[${at}]`, feature: key, document: value })),
  ]
  const mistakes: Mistake[] = []
  for (const { path, feature, document } of places) {
    for (const read of await fieldsRead(context, document, ground, new Set())) {
      const why = leakOf(read, ground.late)
      if (why === null) continue
      mistakes.push({ code: 'MODEL_LEAK', path, params: { feature, field: `${read.table}.${read.field}`, asOf: ground.asOf, why: `${why.zh} / ${why.en}` } })
    }
  }
  if (mistakes.length > 0) throw new Mistakes(mistakes)
}

/** Fields a document reads, also through the tags and segments it names. */
async function fieldsRead(context: Context, document: RuleDocument | ValueDocument, ground: RuleGround, seen: Set<string>): Promise<FieldRead[]> {
  const reads = readsOf(document)
  const found = [...reads.fields]
  for (const tag of reads.tags) {
    const body = ground.tags.get(tag)?.body
    if (body === undefined || seen.has(`tag/${tag}`)) continue
    seen.add(`tag/${tag}`)
    found.push(...(await fieldsRead(context, body.compute, ground, seen)))
  }
  for (const { key, version } of reads.segments) {
    if (seen.has(`segment/${key}@${version}`)) continue
    seen.add(`segment/${key}@${version}`)
    const { body } = await context.definitions.version<Segment>('segment', key, version)
    found.push(...(await fieldsRead(context, body.rule, ground, seen)))
  }
  return found
}
