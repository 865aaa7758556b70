import type { Metric } from '#insight/contract'

export interface MetricValues {
  readonly zh: string
  readonly en?: string | undefined
  readonly key: string
  readonly outcome: string
  readonly kind: Metric['kind']
  readonly of: Metric['of']
  readonly currency?: string | undefined
  readonly better: Metric['better']
}

export interface MetricItem {
  readonly key: string
  readonly name: { readonly zh: string; readonly en?: string | undefined }
  readonly body: Metric
}

export function toValues(item: MetricItem | null): Partial<MetricValues> {
  if (item === null) return { kind: 'proportion', of: 'count', better: 'higher', currency: 'CNY' }
  const { outcome, kind, of, currency, better } = item.body
  return { zh: item.name.zh, en: item.name.en, key: item.key, outcome, kind, of, currency: currency ?? 'CNY', better }
}

/** What a save sends; description and owner of an earlier body are kept. */
export function toSave({ zh, en, outcome, kind, of, currency, better }: MetricValues, before: Metric | null) {
  const english = en?.trim() ?? ''
  const kept = before === null ? {} : { ...(before.description && { description: before.description }), ...(before.owner !== undefined && { owner: before.owner }) }
  const isMoney = kind === 'mean' && of === 'money'
  const body: Metric = {
    ...kept,
    outcome: outcome.trim(),
    kind,
    of: kind === 'mean' ? of : 'count',
    better,
    ...(isMoney && currency !== undefined ? { currency } : {}),
  }
  return { name: { zh: zh.trim(), ...(english === '' ? {} : { en: english }) }, body }
}

/** Which formula a metric reads. */
export const formulaOf = ({ kind, of }: Pick<MetricValues, 'kind' | 'of'>): 'proportion' | 'count' | 'money' =>
  kind === 'proportion' ? 'proportion' : of
