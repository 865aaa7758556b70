import type { FieldSpec } from '#kernel/rule'

/** What a text of several values tells of the customer, named after the attribute it is read from: `child_birth_years.youngest`. */
export interface AttributePart {
  readonly name: string
  /** The attribute it is told of. */
  readonly of: string
  readonly field: Omit<FieldSpec, 'expression'>
}

/** Parts of the bank model's attributes a rule may name. */
export const attributeParts: readonly AttributePart[] = [
  { name: 'child_birth_years.youngest', of: 'child_birth_years', field: { type: 'int', zh: '最小子女出生年', en: "Youngest child's year of birth" } },
]

/** The part of a name; undefined for an attribute that is read whole. */
export function attributePart(name: string): AttributePart | undefined {
  return attributeParts.find((part) => part.name === name)
}
