import { referencesOf, type RuleReferences, type TypeInfo } from '#kernel/rule'
import type { ScoreField, ScoreValue, Tag } from '../contract.js'

const NONE: RuleReferences = { tags: [], attrs: [], facts: [], segments: [], lists: [], params: [] }

/** What a tag is made of in the rule language; a score is made of its model alone. */
export function tagReferences(compute: Tag['compute']): RuleReferences {
  return compute.kind === 'score' ? NONE : referencesOf(compute)
}

/** A score is a decimal, its tenth a whole number. */
export function scoreType(field: ScoreField): TypeInfo {
  return { type: field === 'decile' ? 'int' : 'decimal' }
}

/** One reading serves every tag of the same model, field and age. */
export function scoreKey({ model, field, maxAgeDays }: ScoreValue): string {
  return `${model}-${field}-${maxAgeDays}`
}

/** A score tag in words. */
export function scoreSentence({ model, field, maxAgeDays }: ScoreValue): { zh: string; en: string } {
  return {
    zh: `模型 ${model} 最新发布的${field === 'decile' ? '十分位（1 最高）' : '分数'}，超过 ${maxAgeDays} 天视为缺失`,
    en: `newest published ${field === 'decile' ? 'decile (1 the highest)' : 'score'} of the model ${model}, missing after ${maxAgeDays} days`,
  }
}
