import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { ValueDocument } from '#kernel/rule'
import type { Vocabulary } from '#tags/contract'
import type { DefinitionMistake } from '../../../../api/definitions.js'
import { Field } from '../../../../ui/form/Field.js'
import { valueOfTag } from './plan-start.js'
import { ValueField } from './ValueField.js'

interface Props {
  readonly money: ValueDocument | undefined
  readonly onChange: (money: ValueDocument | undefined) => void
  readonly vocabulary: Vocabulary
  readonly mistakes: readonly DefinitionMistake[]
}

/** What the money of a cell adds up, where it is another than the measure. */
export function MoneyField({ money, onChange, vocabulary, mistakes }: Props) {
  const { t } = useTranslation('segments')
  const first = vocabulary.tags.find(({ type }) => type === 'money')?.key ?? ''
  return (
    <>
      <Field label={t('plan.money')} hint={t('plan.moneyHint')} path="money" mistakes={money === undefined ? mistakes : []}>
        {(id) => <Select<'none' | 'own'> id={id} value={money === undefined ? 'none' : 'own'} onChange={(way) => onChange(way === 'none' ? undefined : valueOfTag(first))} options={[{ value: 'none', label: t('plan.noMoney') }, { value: 'own', label: t('plan.ownMoney') }]} />}
      </Field>
      {money !== undefined && <ValueField label={t('plan.money')} path="money" value={money} types={['money']} onChange={onChange} vocabulary={vocabulary} mistakes={mistakes} />}
    </>
  )
}
