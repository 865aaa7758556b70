import { useTranslation } from 'react-i18next'
import { EmptyState } from '../../../ui/feedback/EmptyState.js'
import { JobProgress } from '../../../ui/feedback/JobProgress.js'
import { Loaded } from '../../../ui/feedback/Loaded.js'
import { useNow } from '../../../ui/feedback/use-now.js'
import { AppLink } from '../../../ui/place/AppLink.js'
import { PageHeader } from '../../../ui/page/PageHeader.js'
import { useUrlState } from '../../../ui/place/scope.js'
import { peopleOf, portraitsPath, wizardPath } from '../insight-paths.js'
import { PortraitActions, PortraitView } from './PortraitView.js'
import { Sides } from './Sides.js'
import { usePortrait } from './use-portrait.js'
import '../insight.css'

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
      <PageHeader title={t('portrait.title')} purpose={t('portrait.purpose')} actions={<>{portrait && <PortraitActions portrait={portrait} hasFlow />}<AppLink to={wizardPath(of, against)}>{t('picture.wizard.open')}</AppLink><AppLink to={portraitsPath(of)}>{t('kept.title')}</AppLink></>} />
      <Sides />
      {job !== null && <JobProgress job={job} now={now} />}
      {asked === null ? <EmptyState title={t('portrait.chooseFirst')} why={t('portrait.chooseWhy')} action={<AppLink to="/insight/packs">{t('packs.title')}</AppLink>} /> : <Loaded query={answer}>{({ portrait: found }) => (found === null ? null : <PortraitView key={found.id} portrait={found} people={asked.of} />)}</Loaded>}
    </>
  )
}
