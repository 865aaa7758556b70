import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { segmentListSchema } from '#segments/contract'
import { useApi } from '../../../api/query.js'
import { EmptyState } from '../../../ui/feedback/EmptyState.js'
import { JobProgress } from '../../../ui/feedback/JobProgress.js'
import { Loaded } from '../../../ui/feedback/Loaded.js'
import { useNow } from '../../../ui/feedback/use-now.js'
import { useSay } from '../../../ui/language/use-say.js'
import { AppLink } from '../../../ui/place/AppLink.js'
import { PageHeader } from '../../../ui/page/PageHeader.js'
import { useUrlState } from '../../../ui/place/scope.js'
import { peopleOf, portraitsPath } from '../insight-paths.js'
import { PortraitActions, PortraitView } from './PortraitView.js'
import { usePortrait } from './use-portrait.js'
import '../insight.css'

/** Whom, and told apart from whom; both are kept in the URL. */
function Sides() {
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

/** What sets a segment apart from everyone or from another segment. */
export function PortraitPage() {
  const { t } = useTranslation('insight')
  const [search] = useUrlState()
  const of = search.get('of') ?? ''
  const against = search.get('against') ?? ''
  const asked = of === '' ? null : { of: peopleOf(of), against: peopleOf(against) }
  const { answer, job } = usePortrait(asked)
  const now = useNow(job !== null)
  const portrait = answer.data?.portrait
  return (
    <>
      <PageHeader title={t('portrait.title')} purpose={t('portrait.purpose')} actions={<>{portrait && <PortraitActions portrait={portrait} hasFlow />}<AppLink to={portraitsPath(of)}>{t('kept.title')}</AppLink></>} />
      <Sides />
      {job !== null && <JobProgress job={job} now={now} />}
      {asked === null ? <EmptyState title={t('portrait.chooseFirst')} why={t('portrait.chooseWhy')} action={<AppLink to="/insight/packs">{t('packs.title')}</AppLink>} /> : <Loaded query={answer}>{({ portrait: found }) => (found === null ? null : <PortraitView key={found.id} portrait={found} people={asked.of} />)}</Loaded>}
    </>
  )
}
