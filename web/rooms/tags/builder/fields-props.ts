import type { Vocabulary } from '#tags/contract'
import type { ValueForm } from './value-form.js'

/** What the fields of every kind of value get. */
export interface FieldsProps {
  readonly form: ValueForm
  readonly vocabulary: Vocabulary
  readonly onChange: (form: ValueForm) => void
}
