/** The faces a portrait of one customer or of many is told in (domain C14). */
export const faces = ['static', 'dynamic', 'consumption', 'psychological'] as const
export type Face = (typeof faces)[number]

/**
 * The face a tag belongs to: the one its definition names, else by its facet. Nothing is psychological unless its
 * definition says so: what somebody believes is known from what they were asked, never from how a tag is called.
 */
export function faceOf({ face, facet }: { readonly face?: Face | null | undefined; readonly facet: string }): Face {
  if (face !== undefined && face !== null) return face
  if (facet === 'attribute' || facet === 'social') return 'static'
  return facet === 'value' || facet === 'interest' ? 'consumption' : 'dynamic'
}
