import { compileRule, sentenceOf, type RuleStep } from '#kernel/rule'
import type { Sql } from '#kernel/sql'
import type { Context } from '#platform/context'
import { customersBase, customersFrom, type RuleGround, type TagPorts } from '#tags'
import type { SegmentPreviewRequest } from '../contract.js'
import { partsInWords, segmentInWords } from '../domain/part-words.js'
import { loadSegmentGround } from './segment-ground.js'
import { partCondition } from './segment-members.js'

export interface OpenRule {
  readonly ground: RuleGround
  readonly from: Sql
  /** Conditions in order: first what the segment takes (a cluster, a cell, a list), where it does. */
  readonly steps: readonly RuleStep[]
  readonly sentence: { readonly zh: string; readonly en: string }
}

/** A rule that is being built, ready to be counted: where its customers are read and what each condition is. */
export async function openRule(context: Context, ports: TagPorts, request: SegmentPreviewRequest): Promise<OpenRule> {
  const { rule, asOf } = request
  const ground = await loadSegmentGround(context, [rule], asOf)
  const compiled = compileRule(rule, ground.schema, { asOf: ground.asOf, timeZone: ground.timeZone, passes: ground.passes })
  const part = await partCondition(context, request, ground.asOf)
  const from = customersFrom(await customersBase(context, ports, ground), ground.passes.passes(), ground.facts)
  const words = partsInWords(request)
  const steps = part === null ? compiled.steps : [{ path: 'part', zh: words.map(({ zh }) => zh).join('，且'), en: words.map(({ en }) => en).join(' and '), condition: part }, ...compiled.steps]
  return { ground, from, steps, sentence: segmentInWords(request, { zh: sentenceOf(rule, ground.schema, 'zh'), en: sentenceOf(rule, ground.schema, 'en') }) }
}
