import type { ValueDocument, ValueType } from '#kernel/rule'
import { minorUnitsOf } from '#kernel/money'
import type { Vocabulary } from '#tags/contract'
import type { DefinitionMistake } from '../../../../api/definitions.js'
import { Field, NumberField } from '../../../../ui/form/Field.js'
import { typeOf } from '../../../../ui/rule-editor/spoken.js'
import { numberTypes } from '../../../../ui/rule-editor/value-form.js'
import { ValuePicker } from '../../../../ui/rule-editor/ValuePicker.js'

interface Props {
  readonly label: string
  readonly path: string
  readonly hint?: string
  readonly value: ValueDocument
  readonly onChange: (value: ValueDocument) => void
  readonly vocabulary: Vocabulary
  readonly mistakes: readonly DefinitionMistake[]
  readonly types?: readonly ValueType[]
}

/** A number of each customer: a tag, an attribute, a figure of rows over a window, or a formula of them. */
export function ValueField({ label, path, hint, value, onChange, vocabulary, mistakes, types = numberTypes }: Props) {
  return (
    <Field label={label} path={path} mistakes={mistakes} wide {...(hint === undefined ? {} : { hint })}>
      {() => <ValuePicker label={label} value={value.value} vocabulary={vocabulary} types={types} onChange={(next) => onChange({ ...value, value: next })} />}
    </Field>
  )
}

/** Minor units in one typed unit of a value and the currency: 100 and CNY for money in yuan, 1 for plain numbers. */
export function unitOf({ value }: ValueDocument, vocabulary: Vocabulary): { readonly times: number; readonly ccy?: string } {
  const type = typeOf(value, vocabulary)
  if (type?.type !== 'money') return { times: 1 }
  const ccy = type.ccy ?? 'CNY'
  return { times: 10 ** minorUnitsOf(ccy), ccy }
}

interface BoundProps {
  readonly label: string
  readonly path: string
  readonly hint?: string
  readonly mistakes: readonly DefinitionMistake[]
  readonly of: ValueDocument
  readonly vocabulary: Vocabulary
  /** As the definition has it: money in minor units. */
  readonly value: number | undefined
  readonly onChange: (value: number | undefined) => void
}

/** A bound of a value: money is typed in its currency and kept in minor units. */
export function BoundField({ of, vocabulary, value, onChange, ...place }: BoundProps) {
  const { times, ccy } = unitOf(of, vocabulary)
  const keep = (typed: number | undefined) => onChange(typed === undefined ? undefined : times === 1 ? typed : Math.round(typed * times))
  return <NumberField {...place} {...(ccy === undefined ? {} : { unit: ccy })} value={value === undefined ? undefined : value / times} onChange={keep} />
}
