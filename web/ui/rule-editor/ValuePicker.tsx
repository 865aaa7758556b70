import { Select, Skeleton } from 'antd'
import { lazy, Suspense, useContext } from 'react'
import { useTranslation } from 'react-i18next'
import type { ValueNode, ValueType } from '#kernel/rule'
import type { Vocabulary } from '#tags/contract'
import { useSay } from '../language/use-say.js'
import { MoreValues } from './more-values.js'
import type { SpokenFact } from './spoken.js'
import { choiceOf, compositesFor, everyType, isCountable, startOf, type Wanted, writtenFor } from './value-choice.js'
import { blank, dateTypes } from './value-form.js'
import './rule-editor.css'

/** What belongs to a value besides its name. Loaded apart: its controls hold pickers themselves. */
const ValueParts = lazy(async () => {
  const { ValueParts: parts } = await import('./ValueParts.js')
  return { default: parts }
})

interface Props {
  readonly label: string
  /** Null or `blank` before anything is chosen. */
  readonly value: ValueNode | null
  readonly vocabulary: Vocabulary
  /** The types that fit here. Default every type but sets. */
  readonly types?: readonly ValueType[] | undefined
  /** In a filter of rows: only their fields may be named. */
  readonly fact?: SpokenFact | undefined
  /** Of what stands beside it: an amount that is written is in it. */
  readonly ccy?: string | undefined
  readonly onChange: (value: ValueNode) => void
}

function useChoices(wanted: Wanted) {
  const { t } = useTranslation('rule-editor')
  const say = useSay()
  const { vocabulary, types, fact } = wanted
  const fits = ({ type }: { readonly type: string }) => types.some((each) => each === type)
  const named = (kind: string, fields: Vocabulary['tags']) => fields.filter(fits).map(({ key, name }) => ({ value: `${kind}:${key}`, label: say(name) }))
  const days = fact === undefined && types.some((type) => dateTypes.includes(type)) ? [{ value: 'asOf', label: t('value.asOf') }] : []
  const written = writtenFor(wanted).map((type) => ({ value: `literal:${type}`, label: t(`value.written.${type}`) }))
  const made = compositesFor(wanted).map((kind) => ({ value: `kind:${kind}`, label: t(`value.make.${kind}`) }))
  const customer = [
    { label: t('palette.tags'), options: named('tag', vocabulary.tags) },
    { label: t('palette.attributes'), options: [...vocabulary.attributes.filter(fits).map(({ table, key, name }) => ({ value: `attr:${table}:${key}`, label: say(name) })), ...days] },
    { label: t('palette.facts'), options: vocabulary.facts.filter((each) => isCountable(each, types)).map(({ table, name }) => ({ value: `fact:${table}`, label: say(name) })) },
  ]
  const groups = fact === undefined ? customer : [{ label: say(fact.name), options: named('field', fact.fields) }]
  return [...groups, { label: t('value.computed'), options: [...made, ...written] }].filter(({ options }) => options.length > 0)
}

/** Values whose name is all there is to choose. */
const named: ReadonlySet<ValueNode['kind']> = new Set(['tag', 'attr', 'field', 'asOf'])

/** The choices, and the one chosen where it is none of them: something gone, or written in a rule file. */
function useShownChoices(choice: string | null, wanted: Wanted) {
  const { t } = useTranslation('rule-editor')
  const choices = useChoices(wanted)
  if (choice === null || choices.some(({ options }) => options.some(({ value }) => value === choice))) return choices
  const label = choice === 'other' ? t('value.other') : t('node.unknownName', { name: choice.slice(choice.indexOf(':') + 1) })
  return [...choices, { label: t('value.computed'), options: [{ value: choice, label, disabled: true }] }]
}

/** A choice is found by its name, and by the key of what it names. */
function isFound(typed: string, option?: { readonly label?: unknown; readonly value?: unknown; readonly options?: unknown }): boolean {
  if (option === undefined || option.options !== undefined) return false
  return `${String(option.label)} ${String(option.value)}`.toLowerCase().includes(typed.trim().toLowerCase())
}

/** A value of a customer or a row: a tag, an attribute, a figure of rows, the time since a date, or several of them computed. */
export function ValuePicker({ label, value, vocabulary, types = everyType, fact, ccy, onChange }: Props) {
  const { t } = useTranslation('rule-editor')
  const isDefinition = useContext(MoreValues) !== null && fact === undefined
  const wanted: Wanted = { vocabulary, types, fact, isDefinition }
  const shown = value ?? blank
  const choice = choiceOf(shown, isDefinition)
  const options = useShownChoices(choice, wanted)
  return (
    <span className="value-picker">
      <Select
        aria-label={label}
        className="value-choice"
        popupMatchSelectWidth={false}
        showSearch={{ filterOption: isFound }}
        placeholder={t('value.choose')}
        status={choice === null ? 'warning' : ''}
        value={choice}
        options={options}
        onChange={(next: string | null) => next !== null && onChange(startOf(next, wanted))}
      />
      {!named.has(shown.kind) && (
        <Suspense fallback={<Skeleton.Input active size="small" />}>
          <ValueParts isNamed value={shown} vocabulary={vocabulary} types={types} fact={fact} ccy={ccy} onChange={onChange} />
        </Suspense>
      )}
    </span>
  )
}
