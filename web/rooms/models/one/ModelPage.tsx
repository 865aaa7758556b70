import { Button, Skeleton } from 'antd'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useParams, useSearchParams } from 'react-router'
import { modelDetailSchema } from '#models/contract'
import { useApi } from '../../../api/query.js'
import { useMay } from '../../../api/session.js'
import { Loaded } from '../../../ui/feedback/Loaded.js'
import { StatusTag } from '../../../ui/figures/StatusTag.js'
import { useSay } from '../../../ui/language/use-say.js'
import { ObjectHeader, ObjectPage } from '../../../ui/page/ObjectPage.js'
import { loadWords } from '../../../ui/language/language.js'
import { keepScope } from '../../../ui/place/scope.js'
import { stateOf, stateTones } from '../model-state.js'
import { editPath, modelUrl } from '../models-paths.js'
import { ScoreButton, TrainButton } from '../TrainButton.js'
import { CompareTab } from './CompareTab.js'
import { DataTab } from './DataTab.js'
import { DriftTab } from './DriftTab.js'
import { FairnessTab } from './FairnessTab.js'
import { FeaturesTab } from './FeaturesTab.js'
import { OverviewTab } from './OverviewTab.js'
import { PerformanceTab } from './PerformanceTab.js'
import { UsedByTab } from './UsedByTab.js'
import { VersionsTab } from './VersionsTab.js'
import type { ModelDetail } from './use-picked-version.js'
import { ListsTab } from '../uplift/ListsTab.js'
import '../models.css'

/** The table of customers is most of the page's weight: it loads when its tab is opened. */
const ScoresTab = lazy(async () => ({ default: (await import('./ScoresTab.js')).ScoresTab }))

const WarningTab = lazy(async () => ({ default: (await import('../warning/WarningTab.js')).WarningTab }))

/** Brings the rule editor along, with its words. */
const GroupsTab = lazy(async () => {
  const [{ GroupsTab: Tab }] = await Promise.all([import('../group/GroupsTab.js'), loadWords('rule-editor')])
  return { default: Tab }
})

function Actions({ model }: { readonly model: ModelDetail }) {
  const { t } = useTranslation('models')
  const [search] = useSearchParams()
  const navigate = useNavigate()
  const mayManage = useMay('model.manage')
  const next = (model.newest?.number ?? 0) + 1
  const hasChallenger = model.versions.some(({ status }) => status === 'challenger')
  return (
    <>
      {mayManage && <Button onClick={() => void navigate(keepScope(editPath(model.key), search))}>{t('action.edit')}</Button>}
      <TrainButton model={model.key} number={next} isPublished={model.version !== null} />
      {hasChallenger && <ScoreButton model={model.key} isReady isShadow />}
      <ScoreButton model={model.key} isReady={model.champion !== null} type="primary" />
    </>
  )
}

function View({ model }: { readonly model: ModelDetail }) {
  const { t } = useTranslation('models')
  const say = useSay()
  const state = stateOf(model)
  const header = (
    <ObjectHeader
      name={say(model.name)}
      parent={{ label: t('title'), to: '/models' }}
      status={<StatusTag tone={stateTones[state]}>{t(`state.${state}`)}</StatusTag>}
      version={model.version}
      hasDraft={model.hasDraft}
      {...(model.description === null ? {} : { note: say(model.description) })}
      {...(model.owner === null ? {} : { owner: model.owner })}
      {...(model.scored === null ? {} : { asOf: model.scored.asOf })}
      actions={<Actions model={model} />}
    />
  )
  const tabs = [
    { key: 'overview', label: t('tab.overview'), content: <OverviewTab model={model} /> },
    { key: 'performance', label: t('tab.performance'), content: <PerformanceTab model={model} /> },
    ...(model.task === 'uplift' ? [{ key: 'lists', label: t('tab.lists'), content: <ListsTab model={model} /> }] : []),
    ...(model.labelKind === 'drop' ? [{ key: 'warning', label: t('tab.warning'), content: <Suspense fallback={<Skeleton active />}><WarningTab model={model} /></Suspense> }] : []),
    ...(model.task === 'uplift' ? [] : [{ key: 'groups', label: t('tab.groups'), content: <Suspense fallback={<Skeleton active />}><GroupsTab model={model} /></Suspense> }]),
    { key: 'features', label: t('tab.features'), content: <FeaturesTab model={model} /> },
    { key: 'fairness', label: t('tab.fairness'), content: <FairnessTab model={model} /> },
    { key: 'data', label: t('tab.data'), content: <DataTab model={model} /> },
    { key: 'drift', label: t('tab.drift'), content: <DriftTab model={model} /> },
    { key: 'versions', label: t('tab.versions'), content: <VersionsTab model={model} /> },
    { key: 'compare', label: t('tab.compare'), content: <CompareTab model={model} /> },
    { key: 'scores', label: t('tab.scores'), content: <Suspense fallback={<Skeleton active />}><ScoresTab model={model} /></Suspense> },
    { key: 'usedBy', label: t('tab.usedBy'), content: <UsedByTab model={model} /> },
  ]
  return <ObjectPage header={header} tabs={tabs} />
}

/** One model: what it predicts, how well, from what, for whom, and which version is live. */
export function ModelPage() {
  const { key = '' } = useParams()
  const model = useApi(modelUrl(key), modelDetailSchema)
  return <Loaded query={model}>{(data) => <View model={data} />}</Loaded>
}
