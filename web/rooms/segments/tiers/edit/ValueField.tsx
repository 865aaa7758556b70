import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { ValueDocument } from '#kernel/rule'
import type { Vocabulary } from '#tags/contract'
import type { DefinitionMistake } from '../../../../api/definitions.js'
import { Field } from '../../../../ui/form/Field.js'
import { useSay } from '../../../../ui/language/use-say.js'
import { valueOfTag } from './plan-start.js'

interface Props {
  readonly label: string
  readonly path: string
  readonly hint?: string
  readonly value: ValueDocument
  readonly onChange: (value: ValueDocument) => void
  readonly vocabulary: Vocabulary
  readonly mistakes: readonly DefinitionMistake[]
}

const NUMBERS: readonly string[] = ['int', 'decimal', 'money']
const OWN = '#own'

/** Numbers a tiering may be cut by: tags and attributes of customers. */
const numbersOf = ({ tags, attributes }: Vocabulary) => ({
  tags: tags.filter(({ type }) => NUMBERS.includes(type)),
  attributes: attributes.filter(({ type }) => NUMBERS.includes(type)),
})

/** A number of each customer: a tag or an attribute; a formula that is there already stays until another is chosen. */
export function ValueField({ label, path, hint, value, onChange, vocabulary, mistakes }: Props) {
  const { t } = useTranslation('segments')
  const say = useSay()
  const { tags, attributes } = numbersOf(vocabulary)
  const { value: node } = value
  const chosen = node.kind === 'tag' ? `tag:${node.tag}` : node.kind === 'attr' ? `attr:${node.table}.${node.field}` : OWN
  const choose = (next: string) => {
    const attribute = attributes.find(({ table, key }) => `attr:${table}.${key}` === next)
    if (attribute !== undefined) onChange({ v: 1, kind: 'value', value: { kind: 'attr', table: attribute.table, field: attribute.key } })
    else if (next.startsWith('tag:')) onChange(valueOfTag(next.slice('tag:'.length)))
  }
  const options = [
    ...(chosen === OWN ? [{ value: OWN, label: t('tiers.edit.ownValue') }] : []),
    ...tags.map(({ key, name }) => ({ value: `tag:${key}`, label: say(name) })),
    ...attributes.map(({ table, key, name }) => ({ value: `attr:${table}.${key}`, label: say(name) })),
  ]
  return (
    <Field label={label} path={path} mistakes={mistakes} {...(hint === undefined ? {} : { hint })}>
      {(id) => <Select id={id} showSearch={{ optionFilterProp: 'label' }} value={chosen} onChange={choose} options={options} />}
    </Field>
  )
}

/** Whether a value is money: its bounds are typed in the currency, kept in minor units. */
export function isMoney({ value }: ValueDocument, vocabulary: Vocabulary): boolean {
  const found = value.kind === 'tag' ? vocabulary.tags.find(({ key }) => key === value.tag) : value.kind === 'attr' ? vocabulary.attributes.find(({ table, key }) => table === value.table && key === value.field) : undefined
  return found?.type === 'money'
}
