import { Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ValueNode } from '#kernel/rule'
import type { ModelFeature } from '#models/contract'
import type { Vocabulary } from '#tags/contract'
import { fieldOf } from '../../../ui/rule-editor/spoken.js'
import { asDocument, featureKey } from './model-draft.js'
import { ValuePicker } from './ValuePicker.js'

interface Props {
  readonly vocabulary: Vocabulary
  readonly taken: ReadonlySet<string>
  readonly onAdd: (feature: ModelFeature) => void
}

interface Names {
  readonly zh: string
  readonly en: string
}

const noNames: Names = { zh: '', en: '' }

/** A tag or attribute is called as the vocabulary calls it. */
function namesOf(value: ValueNode, vocabulary: Vocabulary): Names {
  const field = fieldOf(value, vocabulary)
  return field === undefined ? noNames : { zh: field.name.zh, en: field.name.en }
}

/** A feature of one's own: any value of the vocabulary, named. */
export function OwnFeature({ vocabulary, taken, onAdd }: Props) {
  const { t } = useTranslation('models')
  const [value, setValue] = useState<ValueNode | null>(null)
  const [typed, setTyped] = useState<Names>(noNames)
  const given = value === null ? noNames : namesOf(value, vocabulary)
  const names = { zh: typed.zh === '' ? given.zh : typed.zh, en: typed.en === '' ? given.en : typed.en }
  const isReady = value !== null && names.zh.trim() !== ''
  const add = () => {
    if (value === null) return
    const source = value.kind === 'tag' ? value.tag : names.en
    const name = { zh: names.zh.trim(), ...(names.en.trim() === '' ? {} : { en: names.en.trim() }) }
    onAdd({ key: featureKey(source, taken), name, value: asDocument(value) })
    setValue(null)
    setTyped(noNames)
  }
  return (
    <section className="panel">
      <h2>{t('wizard.own')}</h2>
      <p className="soft">{t('wizard.ownWhat')}</p>
      <ValuePicker label={t('wizard.chooseValue')} value={value} vocabulary={vocabulary} onChange={setValue} />
      {value !== null && (
        <div className="model-own">
          <Input aria-label={t('wizard.featureZh')} placeholder={t('wizard.featureZh')} value={names.zh} maxLength={100} onChange={({ target }) => setTyped({ ...names, zh: target.value })} />
          <Input aria-label={t('wizard.featureEn')} placeholder={t('wizard.featureEn')} value={names.en} maxLength={200} onChange={({ target }) => setTyped({ ...names, en: target.value })} />
          <Button type="primary" disabled={!isReady} onClick={add}>{t('wizard.addFeature')}</Button>
        </div>
      )}
    </section>
  )
}
