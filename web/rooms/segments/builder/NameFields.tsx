import { Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { isKey, keyFrom } from '../../../ui/form/key-of.js'
import type { SegmentNames } from './segment-draft.js'

interface Props {
  readonly names: SegmentNames
  readonly onChange: (names: SegmentNames) => void
  /** A definition that exists keeps its key. */
  readonly isNew: boolean
}

/** Names in both languages and the key. The key follows the English name until it is typed. */
export function NameFields({ names, onChange, isNew }: Props) {
  const { t } = useTranslation('segments')
  const { zh, en, key } = names
  const typeEn = (next: string) => onChange({ ...names, en: next, key: isNew && key === keyFrom(en) ? keyFrom(next) : key })
  return (
    <div className="builder-names">
      <label className="wide">
        <span className="soft">{t('builder.nameZh')}</span>
        <Input value={zh} maxLength={100} autoFocus={isNew} onChange={({ target }) => onChange({ ...names, zh: target.value })} />
      </label>
      <label className="wide">
        <span className="soft">{t('builder.nameEn')}</span>
        <Input value={en} maxLength={200} onChange={({ target }) => typeEn(target.value)} />
      </label>
      {isNew && (
        <label>
          <span className="soft">{t('builder.key')}</span>
          <Input
            value={key}
            maxLength={60}
            title={t('builder.keyHint')}
            placeholder={t('builder.keyHint')}
            status={key !== '' && !isKey(key) ? 'error' : ''}
            onChange={({ target }) => onChange({ ...names, key: target.value })}
          />
        </label>
      )}
    </div>
  )
}
