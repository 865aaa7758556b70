import { Input } from 'antd'
import { useTranslation } from 'react-i18next'
import type { DefinitionMistake } from '../../../../api/definitions.js'
import { Field } from '../../../../ui/form/Field.js'

interface Name {
  readonly zh: string
  readonly en?: string | undefined
}

interface Props {
  readonly label: string
  readonly path: string
  readonly mistakes: readonly DefinitionMistake[]
  readonly value: Name | undefined
  readonly onChange: (value: { zh: string; en?: string | undefined } | undefined) => void
  readonly most?: number
}

/** A text in both languages side by side, so that neither is left behind; nothing at all where both are empty. */
export function NameLine({ label, path, mistakes, value, onChange, most = 100 }: Props) {
  const { t } = useTranslation('segments')
  const { zh, en } = { zh: value?.zh ?? '', en: value?.en ?? '' }
  const put = (next: { zh: string; en: string }) => onChange(next.zh === '' && next.en === '' ? undefined : { zh: next.zh, ...(next.en === '' ? {} : { en: next.en }) })
  return (
    <Field label={label} path={path} mistakes={mistakes} wide>
      {(id) => (
        <span className="name-line">
          <Input id={id} aria-label={`${label} · ${t('plan.zh')}`} placeholder={t('plan.zh')} maxLength={most} value={zh} onChange={({ target }) => put({ zh: target.value, en })} />
          <Input aria-label={`${label} · ${t('plan.en')}`} placeholder={t('plan.en')} maxLength={most * 2} value={en} onChange={({ target }) => put({ zh, en: target.value })} />
        </span>
      )}
    </Field>
  )
}
