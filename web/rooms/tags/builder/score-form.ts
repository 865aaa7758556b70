import { type MeasureValue, type ScoreField, type ScoreValue, scoreFields } from '#tags/contract'

/** A tag that is a model's score or an analysis's measure, as the form holds it. */
export interface ScoreForm {
  /** `model:churn-90d` or `analysis:lifetime-value`; empty until chosen. */
  readonly of: string
  /** Field of the score, or measure. */
  readonly field: string
  readonly maxAgeDays: number | null
}

export const emptyScore: ScoreForm = { of: '', field: '', maxAgeDays: 45 }

/** The longest age that makes sense for what is computed daily (scores) and monthly (analyses). */
export const usualAge = { model: 45, analysis: 62 } as const

/** What a model of the task gives each customer. */
export function fieldsOfModel(task: string): readonly ScoreField[] {
  return task === 'uplift' ? scoreFields : ['score', 'decile']
}

/** Kind and key of what is chosen; null until it is. */
export function sourceOf(of: string): { readonly kind: 'model' | 'analysis'; readonly key: string } | null {
  const [kind, ...rest] = of.split(':')
  if (kind !== 'model' && kind !== 'analysis') return null
  return { kind, key: rest.join(':') }
}

/** The document a form means; null while something is missing. */
export function toScored({ of, field, maxAgeDays }: ScoreForm): ScoreValue | MeasureValue | null {
  const source = sourceOf(of)
  if (source === null || field === '' || maxAgeDays === null) return null
  if (source.kind === 'analysis') return { v: 1, kind: 'measure', analysis: source.key, measure: field, maxAgeDays }
  const own = scoreFields.find((one) => one === field)
  return own === undefined ? null : { v: 1, kind: 'score', model: source.key, field: own, maxAgeDays }
}

export function fromScored(compute: ScoreValue | MeasureValue): ScoreForm {
  const { maxAgeDays } = compute
  return compute.kind === 'score' ? { of: `model:${compute.model}`, field: compute.field, maxAgeDays } : { of: `analysis:${compute.analysis}`, field: compute.measure, maxAgeDays }
}
