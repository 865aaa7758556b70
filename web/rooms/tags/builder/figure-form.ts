import { aggregateFunctions, type AggregateNode, type ValueDocument, type Window } from '#kernel/rule'
import type { Tag } from '#tags/contract'

/** A figure of 90 days of a table. */
export function startFigure(table: string, fn: 'count' | 'share'): AggregateNode {
  const of: Pick<AggregateNode, 'of'> = fn === 'share' ? { of: { kind: 'always' } } : {}
  return { kind: 'agg', table, fn, ...of, window: { kind: 'last', n: 90, unit: 'd' } }
}

/** Windows most figures have; the others are offered under more. */
export const plainWindows: readonly Window['kind'][] = ['all', 'last']

/** Whether a figure has what the form folds under more: a function or window few need, or periods it is first made by. */
export function usesMore({ fn, window, each }: AggregateNode): boolean {
  return each !== undefined || !aggregateFunctions.some((plain) => plain === fn) || !plainWindows.includes(window?.kind ?? 'all')
}

/** A share as the form holds it: a figure, or another value as text. */
export interface ShareForm {
  readonly code: string
  readonly zh: string
  readonly en: string
  readonly figure: AggregateNode | null
  /** The value document of a share that is no figure; empty of a figure. */
  readonly text: string
}

export const emptyShare: ShareForm = { code: '', zh: '', en: '', figure: null, text: '' }

export function fromShares(shares: Tag['shares'] = []): readonly ShareForm[] {
  return shares.map(({ code, zh, en, value }) => (value.value.kind === 'agg' ? { code, zh, en, figure: value.value, text: '' } : { code, zh, en, figure: null, text: JSON.stringify(value, null, 2) }))
}

function valueOf({ figure, text }: ShareForm): ValueDocument | null {
  if (figure !== null) return { v: 1, kind: 'value', value: figure }
  try {
    return text.trim() === '' ? null : (JSON.parse(text) as ValueDocument)
  } catch {
    return null
  }
}

/** A share lacks its code, its name or what it is. */
export const isShareWhole = (share: ShareForm): boolean => share.code.trim() !== '' && share.zh.trim() !== '' && valueOf(share) !== null

/** The shares of a definition: those that are whole; absent when there are none. */
export function toShares(forms: readonly ShareForm[]): Pick<Tag, 'shares'> {
  const shares = forms.flatMap((form) => {
    const value = valueOf(form)
    const zh = form.zh.trim()
    return value === null || !isShareWhole(form) ? [] : [{ code: form.code.trim(), zh, en: form.en.trim() === '' ? zh : form.en.trim(), value }]
  })
  return shares.length === 0 ? {} : { shares }
}
