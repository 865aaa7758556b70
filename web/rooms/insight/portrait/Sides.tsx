import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { segmentListSchema } from '#segments/contract'
import { useApi } from '../../../api/query.js'
import { useSay } from '../../../ui/language/use-say.js'
import { useUrlState } from '../../../ui/place/scope.js'

/** Whom, and told apart from whom; both are kept in the URL. */
export function Sides() {
  const { t } = useTranslation('insight')
  const say = useSay()
  const [search, change] = useUrlState()
  const segments = useApi('/api/v1/segments', segmentListSchema).data?.items.filter(({ version }) => version !== null) ?? []
  const options = segments.map(({ key, name }) => ({ value: key, label: say(name) }))
  const pick = (name: 'of' | 'against', label: string, none: string) => (
    <label>
      {label}{' '}
      <Select className="portrait-side" aria-label={label} showSearch={{ optionFilterProp: 'label' }} value={search.get(name) ?? ''} onChange={(value: string) => change({ [name]: value, trait: null })} options={[{ value: '', label: none }, ...options.filter(({ value }) => value !== search.get(name === 'of' ? 'against' : 'of'))]} />
    </label>
  )
  return (
    <div className="portrait-filter">
      {pick('of', t('portrait.of'), t('portrait.choose'))}
      {pick('against', t('portrait.against'), t('portrait.everyone'))}
    </div>
  )
}
