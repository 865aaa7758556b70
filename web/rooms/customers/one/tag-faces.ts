import type { CustomerUses, Face } from '#customers/contract'

type Tag = CustomerUses['tags'][number]

/** The face a tag of a customer is told in: a guess is no psychology. */
export function faceOfTag({ face, unsure }: Pick<Tag, 'face' | 'unsure'>): Face {
  return face === 'psychological' && unsure ? 'consumption' : face
}

/** Whether a tag is told faintly: its value is stale or a guess, or the tag was found poor. */
export const isFaint = ({ stale, grade, unsure }: Pick<Tag, 'stale' | 'grade' | 'unsure'>): boolean => stale || unsure || grade === 'D'

/** Whether a tag says anything of the customer. */
export const isSaid = ({ value, amount }: Pick<Tag, 'value' | 'amount'>): boolean => amount !== null || (value !== null && value !== false && !(Array.isArray(value) && value.length === 0))
