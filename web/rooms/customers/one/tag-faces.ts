import type { CustomerUses } from '#customers/contract'

type Tag = CustomerUses['tags'][number]
export const faces = ['static', 'dynamic', 'consumption', 'psychological'] as const
export type Face = (typeof faces)[number]

/** Tags that come from what a customer says they care for. */
const PSYCHOLOGICAL = /^(values|belief|attitude|personality)(-|$)/

/** The face of a customer a tag belongs to: by its facet, values apart. */
export function faceOf({ key, facet }: Pick<Tag, 'key' | 'facet'>): Face {
  if (PSYCHOLOGICAL.test(key)) return 'psychological'
  if (facet === 'attribute' || facet === 'social') return 'static'
  return facet === 'value' || facet === 'interest' ? 'consumption' : 'dynamic'
}

/** Whether a tag says anything of the customer. */
export const isSaid = ({ value, amount }: Pick<Tag, 'value' | 'amount'>): boolean => amount !== null || (value !== null && value !== false && !(Array.isArray(value) && value.length === 0))
