import { referencesOf, type RuleReferences, type TypeInfo } from '#kernel/rule'
import type { Scored, ScoreField, Tag } from '../contract.js'

const NONE: RuleReferences = { tags: [], attrs: [], facts: [], segments: [], lists: [], params: [] }

/** Whether a tag is the answer of a model, an analysis, a check or of people. */
export function isScored(compute: Tag['compute']): compute is Scored {
  return compute.kind === 'score' || compute.kind === 'measure' || compute.kind === 'correction' || compute.kind === 'manual'
}

/** What a tag is made of in the rule language; a score is made of its model alone. */
export function tagReferences(compute: Tag['compute']): RuleReferences {
  return isScored(compute) ? NONE : referencesOf(compute)
}

/** The definition whose answer a tag is; null of people's. */
export function scoredBy(scored: Scored): { readonly kind: 'model' | 'analysis' | 'mis-tag'; readonly key: string } | null {
  if (scored.kind === 'manual') return null
  if (scored.kind === 'correction') return { kind: 'mis-tag', key: scored.check }
  return scored.kind === 'score' ? { kind: 'model', key: scored.model } : { kind: 'analysis', key: scored.analysis }
}

/** Quadrants of uplift models, as they give them. */
const QUADRANTS = [
  { code: 'persuadable', zh: '可说服', en: 'Persuadable' },
  { code: 'sure_thing', zh: '本来就会', en: 'Sure thing' },
  { code: 'lost_cause', zh: '怎样都不会', en: 'Lost cause' },
  { code: 'sleeping_dog', zh: '打扰反而流失', en: 'Sleeping dog' },
] as const

/** People say what the definition allows. A measure and a correction are decimals; so is each field of a score, but for the tenth (a whole number) and the quadrant (a code). */
export function scoreType(scored: Scored): TypeInfo {
  if (scored.kind === 'manual') return scored.type === 'enum' ? { type: 'enum', values: scored.values ?? [] } : { type: scored.type }
  if (scored.kind !== 'score') return { type: 'decimal' }
  if (scored.field === 'quadrant') return { type: 'enum', values: QUADRANTS }
  return { type: scored.field === 'decile' ? 'int' : 'decimal' }
}

/** One reading serves every tag of the same answer and age. */
export function scoreKey(scored: Scored): string {
  const { kind, key } = scoredBy(scored) ?? { kind: 'manual', key: scored.kind === 'manual' ? scored.set : '' }
  return `${kind}-${key}-${scoreFieldOf(scored)}-${scored.maxAgeDays}`
}

/** Which figure of the answer a tag takes. */
export function scoreFieldOf(scored: Scored): string {
  if (scored.kind === 'correction') return 'probability'
  if (scored.kind === 'manual') return scored.type
  if (scored.kind === 'score') return scored.field
  return scored.bound === undefined ? scored.measure : `${scored.measure}:${scored.bound}`
}

const FIELD_WORDS: Readonly<Record<ScoreField, { readonly zh: string; readonly en: string }>> = {
  score: { zh: '分数', en: 'score' },
  decile: { zh: '十分位（1 最高）', en: 'decile (1 the highest)' },
  effect: { zh: '增量效果', en: 'effect' },
  effect_low: { zh: '增量效果下限', en: 'lower end of the effect' },
  effect_high: { zh: '增量效果上限', en: 'upper end of the effect' },
  gain: { zh: '增量金额', en: 'gain' },
  quadrant: { zh: '营销四象限', en: 'quadrant' },
}

const BOUNDS = { low: { zh: ' 的下限', en: 'lower end of ' }, high: { zh: ' 的上限', en: 'upper end of ' } } as const

/** A score tag in words. */
export function scoreSentence(scored: Scored): { zh: string; en: string } {
  const { maxAgeDays } = scored
  if (scored.kind === 'manual') return { zh: `由人逐个或批量设定的值，超过 ${maxAgeDays} 天或到期后视为缺失`, en: `set by people one by one or by a file, missing after ${maxAgeDays} days or its own end` }
  if (scored.kind === 'correction') {
    return { zh: `误标核查 ${scored.check} 最近一次认为标签有误的概率，超过 ${maxAgeDays} 天视为缺失`, en: `probability that a tag is wrong by the newest run of the check ${scored.check}, missing after ${maxAgeDays} days` }
  }
  if (scored.kind === 'measure') {
    const end = scored.bound === undefined ? { zh: '', en: '' } : BOUNDS[scored.bound]
    return { zh: `分析 ${scored.analysis} 最近一次的 ${scored.measure}${end.zh}，超过 ${maxAgeDays} 天视为缺失`, en: `${end.en}${scored.measure} of the newest run of the analysis ${scored.analysis}, missing after ${maxAgeDays} days` }
  }
  const { zh, en } = FIELD_WORDS[scored.field]
  return { zh: `模型 ${scored.model} 最新发布的${zh}，超过 ${maxAgeDays} 天视为缺失`, en: `newest published ${en} of the model ${scored.model}, missing after ${maxAgeDays} days` }
}
