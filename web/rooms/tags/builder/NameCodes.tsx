import { Alert, Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { codesOf } from './node/node-form.js'
import type { AboutForm } from './tag-draft.js'
import { isValueDocument } from './value-form.js'

interface Props {
  readonly about: AboutForm
  readonly compute: unknown
  readonly onChange: (about: AboutForm) => void
}

/** Codes of a table of conditions that nobody has named: people would read them raw. */
export function NameCodes({ about, compute, onChange }: Props) {
  const { t } = useTranslation('tags')
  const codes = isValueDocument(compute) ? codesOf(compute.value) : []
  const unnamed = codes.filter((code) => !about.labels.some((label) => label.code.trim() === code))
  if (unnamed.length === 0) return null
  const add = () => onChange({ ...about, labels: [...about.labels, ...unnamed.map((code) => ({ code, zh: '', en: '' }))] })
  return <Alert type="info" showIcon title={t('node.unnamed', { codes: unnamed.join('、') })} action={<Button size="small" onClick={add}>{t('node.nameThem')}</Button>} />
}
