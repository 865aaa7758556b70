import type { ValueDocument } from '#kernel/rule'
import type { Tag } from '../contract.js'

/** A number told of a code beside a tag's value. */
export interface TagShare {
  readonly code: string
  readonly zh: string
  readonly en: string
  readonly value: ValueDocument
}

/** The shares of a tag: those it names, else how well each cell is answered where it is the cell answered best. */
export function tagShares({ shares, compute }: Pick<Tag, 'shares' | 'compute'>): readonly TagShare[] {
  if (shares !== undefined) return shares
  const cells = compute.kind === 'value' && compute.value.kind === 'response' && compute.value.cell === undefined ? compute.value : null
  return (cells?.cells ?? []).map(({ code, zh, en }) => ({ code, zh, en, value: { v: 1, kind: 'value', value: { ...cells, cell: code } as ValueDocument['value'] } }))
}

/** What a share is called in rules: a part of the whole, or the rate a cell is answered at. */
export function shareWords(name: { readonly zh: string; readonly en?: string | undefined }, key: string, { shares }: Pick<Tag, 'shares'>, { zh, en }: Pick<TagShare, 'zh' | 'en'>): { zh: string; en: string } {
  const of = name.en ?? key
  return shares === undefined ? { zh: `${name.zh} ${zh}响应率`, en: `rate of answers by ${en} in ${of}` } : { zh: `${name.zh} ${zh}占比`, en: `share of ${en} in ${of}` }
}
