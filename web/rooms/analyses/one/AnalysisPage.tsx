import { Skeleton } from 'antd'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import { analysisDetailSchema } from '#models/contract'
import { useApi } from '../../../api/query.js'
import { useMay } from '../../../api/session.js'
import { EmptyState } from '../../../ui/feedback/EmptyState.js'
import { Loaded } from '../../../ui/feedback/Loaded.js'
import { StatusTag } from '../../../ui/figures/StatusTag.js'
import { useSay } from '../../../ui/language/use-say.js'
import { ObjectHeader, ObjectPage } from '../../../ui/page/ObjectPage.js'
import { analysisUrl } from '../analysis-paths.js'
import { RunAnalysis } from '../RunAnalysis.js'
import type { AnalysisView } from './analysis-view.js'
import { DefinitionTab } from './DefinitionTab.js'
import { RunsTab } from './RunsTab.js'
import { UsedByTab } from './UsedByTab.js'
import '../../models/models.css'
import '../analyses.css'

const CustomersTab = lazy(async () => ({ default: (await import('./CustomersTab.js')).CustomersTab }))
const LifetimeResults = lazy(async () => ({ default: (await import('../results/LifetimeResults.js')).LifetimeResults }))
const TimingResults = lazy(async () => ({ default: (await import('../results/TimingResults.js')).TimingResults }))
const BenefitResults = lazy(async () => ({ default: (await import('../results/BenefitResults.js')).BenefitResults }))
const WorthResults = lazy(async () => ({ default: (await import('../results/WorthResults.js')).WorthResults }))

function NotRun({ analysis }: { readonly analysis: AnalysisView }) {
  const { t } = useTranslation('analyses')
  const may = useMay('model.manage')
  const run = <RunAnalysis of="analysis" name={analysis.key} isPublished={analysis.version !== null} hasRun={false} type="primary" />
  return <EmptyState title={t('run.none')} why={t('run.noneWhy')} action={may ? run : t('run.noRight')} />
}

function Results({ analysis }: { readonly analysis: AnalysisView }) {
  const { newest } = analysis
  if (newest === null) return <NotRun analysis={analysis} />
  const { figures, version } = newest
  switch (figures.task) {
    case 'lifetime':
      return <LifetimeResults analysis={analysis} version={version} figures={figures} />
    case 'timing':
      return <TimingResults analysis={analysis} version={version} figures={figures} />
    case 'benefit':
      return <BenefitResults analysis={analysis} version={version} figures={figures} />
    case 'worth':
      return <WorthResults analysis={analysis} version={version} figures={figures} />
  }
}

function Customers({ analysis }: { readonly analysis: AnalysisView }) {
  const { t } = useTranslation('analyses')
  const may = useMay('customer.read')
  if (analysis.newest === null) return <NotRun analysis={analysis} />
  return may ? <CustomersTab analysis={analysis} /> : <EmptyState title={t('tab.customers')} why={t('noRightCustomers')} />
}

function View({ analysis }: { readonly analysis: AnalysisView }) {
  const { t } = useTranslation('analyses')
  const say = useSay()
  const { key, name, task, version, hasDraft, newest } = analysis
  const header = (
    <ObjectHeader
      name={say(name)}
      parent={{ label: t('title'), to: '/analyses' }}
      status={<StatusTag tone={newest === null ? 'active' : 'done'}>{newest === null ? t('notRun') : t(`task.${task}`)}</StatusTag>}
      version={version}
      hasDraft={hasDraft}
      note={t(`question.${task}`)}
      {...(newest === null ? {} : { asOf: newest.asOf })}
      actions={<RunAnalysis of="analysis" name={key} isPublished={version !== null} hasRun={newest !== null} type="primary" />}
    />
  )
  const later = <Skeleton active />
  const tabs = [
    { key: 'results', label: t('tab.results'), content: <Suspense fallback={later}><Results analysis={analysis} /></Suspense> },
    { key: 'customers', label: t('tab.customers'), content: <Suspense fallback={later}><Customers analysis={analysis} /></Suspense> },
    { key: 'runs', label: t('tab.runs'), content: <RunsTab analysis={analysis} /> },
    { key: 'definition', label: t('tab.definition'), content: <DefinitionTab kind="analysis" name={key} /> },
    { key: 'usedBy', label: t('tab.usedBy'), content: <UsedByTab analysis={analysis} /> },
  ]
  return <ObjectPage header={header} tabs={tabs} />
}

/** One analysis: what it found, for whom, how it is worked out and who uses it. */
export function AnalysisPage() {
  const { key = '' } = useParams()
  const analysis = useApi(analysisUrl(key), analysisDetailSchema)
  return <Loaded query={analysis}>{(data) => <View analysis={data} />}</Loaded>
}
