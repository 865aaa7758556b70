import { type CorrectionValue, type MeasureValue, type ScoreField, type ScoreValue, scoreFields } from '#tags/contract'

/** A tag that is a model's score or an analysis's measure, as the form holds it. */
export interface ScoreForm {
  /** `model:churn-90d` or `analysis:lifetime-value`, `check:hidden-investors`; empty until chosen. */
  readonly of: string
  /** Field of the score, or measure. */
  readonly field: string
  readonly maxAgeDays: number | null
}

export const emptyScore: ScoreForm = { of: '', field: '', maxAgeDays: 45 }

/** The longest age that makes sense for what is computed daily (scores) and monthly (analyses). */
export const usualAge = { model: 45, analysis: 62, check: 62 } as const

/** The one thing a check for mis-tags tells: the probability that the tag is wrong. */
export const PROBABILITY = 'probability'

/** What a model of the task gives each customer. */
export function fieldsOfModel(task: string): readonly ScoreField[] {
  return task === 'uplift' ? scoreFields : ['score', 'decile']
}

/** A measure, and which end of its range where one was chosen: `value_36m:low`. */
export function measureOf(field: string): { readonly measure: string; readonly bound?: 'low' | 'high' } {
  const [, measure = field, bound] = /^(.+):(low|high)$/.exec(field) ?? []
  return bound === 'low' || bound === 'high' ? { measure, bound } : { measure }
}

/** What an analysis gives each customer: its measures, each with the ends of its range. */
export function fieldsOfAnalysis(measures: readonly string[]): string[] {
  return measures.flatMap((measure) => [measure, `${measure}:low`, `${measure}:high`])
}

/** Kind and key of what is chosen; null until it is. */
export function sourceOf(of: string): { readonly kind: keyof typeof usualAge; readonly key: string } | null {
  const [kind, ...rest] = of.split(':')
  if (kind !== 'model' && kind !== 'analysis' && kind !== 'check') return null
  return { kind, key: rest.join(':') }
}

/** The document a form means; null while something is missing. */
export function toScored({ of, field, maxAgeDays }: ScoreForm): ScoreValue | MeasureValue | CorrectionValue | null {
  const source = sourceOf(of)
  if (source === null || field === '' || maxAgeDays === null) return null
  if (source.kind === 'analysis') {
    const { measure, bound } = measureOf(field)
    return { v: 1, kind: 'measure', analysis: source.key, measure, ...(bound === undefined ? {} : { bound }), maxAgeDays }
  }
  if (source.kind === 'check') return { v: 1, kind: 'correction', check: source.key, maxAgeDays }
  const own = scoreFields.find((one) => one === field)
  return own === undefined ? null : { v: 1, kind: 'score', model: source.key, field: own, maxAgeDays }
}

export function fromScored(compute: ScoreValue | MeasureValue | CorrectionValue): ScoreForm {
  const { maxAgeDays } = compute
  switch (compute.kind) {
    case 'score':
      return { of: `model:${compute.model}`, field: compute.field, maxAgeDays }
    case 'measure':
      return { of: `analysis:${compute.analysis}`, field: compute.bound === undefined ? compute.measure : `${compute.measure}:${compute.bound}`, maxAgeDays }
    case 'correction':
      return { of: `check:${compute.check}`, field: PROBABILITY, maxAgeDays }
  }
}
