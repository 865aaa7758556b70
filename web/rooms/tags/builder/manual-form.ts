import type { ManualValue } from '#tags/contract'
import type { CodeForm } from './CodeTable.js'

/** A tag people set, as the form holds it. */
export interface ManualForm {
  readonly set: string
  readonly type: ManualValue['type']
  readonly values: readonly CodeForm[]
  readonly maxAgeDays: number | null
}

export const emptyManual: ManualForm = { set: '', type: 'enum', values: [{ code: '', zh: '', en: '' }], maxAgeDays: 365 }

/** The document a form means; null while something is missing. */
export function toManual({ set, type, values, maxAgeDays }: ManualForm): ManualValue | null {
  const allowed = values.map(({ code, zh, en }) => ({ code: code.trim(), zh: zh.trim(), en: en.trim() === '' ? zh.trim() : en.trim() }))
  const isAllowed = type !== 'enum' || (allowed.length > 0 && allowed.every(({ code, zh }) => code !== '' && zh !== ''))
  if (set.trim() === '' || maxAgeDays === null || !isAllowed) return null
  return { v: 1, kind: 'manual', set: set.trim(), type, ...(type === 'enum' ? { values: allowed } : {}), maxAgeDays }
}

export function fromManual({ set, type, values = [], maxAgeDays }: ManualValue): ManualForm {
  return { set, type, values: values.length === 0 ? emptyManual.values : values, maxAgeDays }
}
