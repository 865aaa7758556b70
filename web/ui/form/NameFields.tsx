import { Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { isKey, keyFrom } from './key-of.js'
import type { DefinitionForm } from './use-definition-form.js'

interface Props {
  readonly form: Pick<DefinitionForm<object>, 'definition' | 'names' | 'setNames'>
  /** The key follows something else than the English name. */
  readonly keyFollows?: boolean
}

/** Names in both languages and the key, which follows the English name until it is typed. A definition that exists keeps its key. */
export function NameFields({ form: { definition, names, setNames }, keyFollows = true }: Props) {
  const { t } = useTranslation('ui')
  const { zh, en, key } = names
  const isNew = definition === null
  const typeEn = (next: string) => setNames({ ...names, en: next, key: isNew && keyFollows && key === keyFrom(en) ? keyFrom(next) : key })
  return (
    <div className="form-grid">
      <Form.Item label={t('form.nameZh')} required>
        <Input aria-label={t('form.nameZh')} value={zh} maxLength={100} autoFocus={isNew} onChange={({ target }) => setNames({ ...names, zh: target.value })} />
      </Form.Item>
      <Form.Item label={t('form.nameEn')}>
        <Input aria-label={t('form.nameEn')} value={en} maxLength={200} onChange={({ target }) => typeEn(target.value)} />
      </Form.Item>
      {isNew && (
        <Form.Item label={t('form.key')} extra={t('form.keyHint')} required {...(key !== '' && !isKey(key) ? { validateStatus: 'error' as const } : {})}>
          <Input aria-label={t('form.key')} value={key} maxLength={60} onChange={({ target }) => setNames({ ...names, key: target.value })} />
        </Form.Item>
      )}
    </div>
  )
}
