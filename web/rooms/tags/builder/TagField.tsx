import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Vocabulary } from '#tags/contract'
import { useSay } from '../../../ui/language/use-say.js'

interface Props {
  readonly tag: string
  readonly vocabulary: Vocabulary
  /** Only of these types; all when absent. */
  readonly types?: readonly string[] | undefined
  readonly onChange: (tag: string) => void
}

/** Which tag: one that is not published stays as it is, under its key. */
export function TagField({ tag, vocabulary, types, onChange }: Props) {
  const { t } = useTranslation('tags')
  const say = useSay()
  const fits = (type: string) => types === undefined || types.includes(type)
  const known = vocabulary.tags.filter(({ type, key }) => fits(type) || key === tag).map(({ key, name }) => ({ value: key, label: `${say(name)} ${key}` }))
  const isKnown = tag === '' || known.some(({ value }) => value === tag)
  return (
    <Select
      className="tags-node-name"
      aria-label={t('node.tag')}
      placeholder={t('builder.choose')}
      popupMatchSelectWidth={false}
      showSearch={{ optionFilterProp: 'label' }}
      value={tag === '' ? null : tag}
      onChange={(next: string | null) => onChange(next ?? '')}
      options={isKnown ? known : [{ value: tag, label: tag }, ...known]}
    />
  )
}
