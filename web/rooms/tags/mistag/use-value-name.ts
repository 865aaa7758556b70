import { useTranslation } from 'react-i18next'
import { tagListSchema } from '#tags/contract'
import { useApi } from '../../../api/query.js'
import { useSay } from '../../../ui/language/use-say.js'
import { useScope } from '../../../ui/place/scope.js'

/** What a value of a tag is called; one without a name is its code. */
export function useValueName(tag: string): (value: string) => string {
  const { t } = useTranslation('tags')
  const say = useSay()
  const found = useApi('/api/v1/tags', tagListSchema, { query: { ...useScope() } }).data?.items.find(({ key }) => key === tag)
  return (value) => {
    if (value === '') return t('mistag.missing')
    const named = found?.type?.values?.find(({ code }) => code === value)
    return named === undefined ? value : say(named)
  }
}
