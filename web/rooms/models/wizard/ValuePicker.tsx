import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { ValueNode } from '#kernel/rule'
import type { Vocabulary } from '#tags/contract'
import { useSay } from '../../../ui/language/use-say.js'
import { AggregateControl, AggregateFilter } from '../../../ui/rule-editor/AggregateControl.js'
import '../../../ui/rule-editor/rule-editor.css'
import { choiceOf, startValue } from './model-draft.js'

interface Props {
  readonly label: string
  readonly value: ValueNode | null
  readonly vocabulary: Vocabulary
  /** Only values that are numbers, such as a label's. */
  readonly numbersOnly?: boolean
  readonly onChange: (value: ValueNode) => void
}

const numbers: ReadonlySet<string> = new Set(['int', 'decimal', 'money'])

function useChoices({ tags, attributes, facts }: Vocabulary, numbersOnly: boolean) {
  const { t } = useTranslation('models')
  const say = useSay()
  const fits = ({ type }: { readonly type: string }) => (numbersOnly ? numbers.has(type) : type !== 'set')
  const isDay = ({ type }: { readonly type: string }) => type === 'date' || type === 'instant'
  const days = attributes.filter(isDay)
  return [
    { label: t('wizard.facts'), options: facts.map(({ table, name }) => ({ value: `fact:${table}`, label: say(name) })) },
    { label: t('wizard.tags'), options: tags.filter(fits).map(({ key, name }) => ({ value: `tag:${key}`, label: say(name) })) },
    { label: t('wizard.attributes'), options: attributes.filter((one) => fits(one) && !isDay(one)).map(({ table, key, name }) => ({ value: `attr:${table}:${key}`, label: say(name) })) },
    { label: t('wizard.days'), options: days.flatMap(({ table, key, name }) => [{ value: `since:${table}:${key}`, label: t('wizard.daysSince', { name: say(name) }) }, { value: `age:${table}:${key}`, label: t('wizard.yearsSince', { name: say(name) }) }]) },
  ].filter(({ options }) => options.length > 0)
}

/** A value of a customer: something computed of their rows, a tag, an attribute, the time since a day. */
export function ValuePicker({ label, value, vocabulary, numbersOnly = false, onChange }: Props) {
  const { t } = useTranslation('models')
  const choices = useChoices(vocabulary, numbersOnly)
  const chosen = value === null ? null : choiceOf(value)
  if (value !== null && chosen === null) return <pre className="detail-json">{JSON.stringify(value, null, 1)}</pre>
  return (
    <div className="model-value">
      <Select
        aria-label={label}
        className="model-value-choice"
        showSearch={{ optionFilterProp: 'label' }}
        placeholder={t('wizard.chooseValue')}
        value={chosen}
        options={choices}
        onChange={(choice: string | null) => {
          const started = choice === null ? null : startValue(choice)
          if (started !== null) onChange(started)
        }}
      />
      {value?.kind === 'agg' && (
        <>
          <div className="condition-line">
            <AggregateControl node={value} vocabulary={vocabulary} onChange={onChange} />
          </div>
          <AggregateFilter node={value} vocabulary={vocabulary} onChange={onChange} />
        </>
      )}
    </div>
  )
}
