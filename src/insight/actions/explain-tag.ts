import { fail } from '#kernel/error'
import { compileValue, phraseOfValue, type ValueDocument } from '#kernel/rule'
import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import { customersFrom, latestSnapshot, loadRuleGround, sentenceOfTag, visibleTo, type RuleGround } from '#tags'
import { loadSegmentGround } from '#segments'
import { readingsOf } from '../domain/tag-readings.js'
import { oneCustomer, passesOfOne, readingsQuery } from '../sql/readings-query.js'

export interface Explained {
  readonly asOf: string
  /** The tag's definition in words; null of a score, whose reasons the model gives. */
  readonly sentence: { readonly zh: string; readonly en: string } | null
  readonly model: string | null
  readonly readings: readonly { readonly phrase: { readonly zh: string; readonly en: string }; readonly type: string; readonly ccy: string | null; readonly value: string | null }[]
}

/**
 * Why a person has the value of a tag: its definition in words, and what everything it reads is of this person.
 * @throws AppError TAGS_NOT_BUILT, NOT_FOUND
 */
export async function explainTag(context: Context, key: string, custNo: number, actor: Actor, asOf: string): Promise<Explained> {
  const snapshot = (await latestSnapshot(context, asOf)) ?? fail('TAGS_NOT_BUILT')
  const known = (await loadRuleGround(context, { asOf: snapshot.asOf })).tags.get(key) ?? fail('NOT_FOUND', { what: `tag ${key}` }, 'key')
  const { compute } = known.body
  if (compute.kind !== 'rule' && compute.kind !== 'value') return { asOf: snapshot.asOf, sentence: null, model: compute.kind === 'score' ? compute.model : compute.kind === 'measure' ? compute.analysis : null, readings: [] }
  const ground = await loadSegmentGround(context, compute.kind === 'rule' ? [compute] : [], snapshot.asOf)
  return { asOf: ground.asOf, sentence: sentenceOfTag(known.body, ground.schema), model: null, readings: await readings(context, { ground, custNo, actor, table: snapshot.table }, readingsOf(compute)) }
}

interface Of {
  readonly ground: RuleGround
  readonly custNo: number
  readonly actor: Actor
  readonly table: string
}

async function readings(context: Context, { ground, custNo, actor, table }: Of, documents: readonly ValueDocument[]): Promise<Explained['readings']> {
  if (documents.length === 0) return []
  const { schema, passes, asOf, timeZone } = ground
  const compiled = documents.map((document) => compileValue(document, schema, { asOf, timeZone, passes }))
  const from = customersFrom(oneCustomer(table, custNo), passesOfOne(passes.passes(), custNo), ground.facts)
  const row = (await context.warehouse.query(readingsQuery(from, compiled.map(({ value }) => value), visibleTo(actor))))[0]
  if (row === undefined) return []
  return documents.map((document, at) => ({
    phrase: { zh: phraseOfValue(document, schema, 'zh'), en: phraseOfValue(document, schema, 'en') },
    type: compiled[at]?.type.type ?? 'string',
    ccy: compiled[at]?.type.ccy ?? null,
    value: row.readings[at] ?? null,
  }))
}
