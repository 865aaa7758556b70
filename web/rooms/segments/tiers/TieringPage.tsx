import { Button, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import type { z } from 'zod'
import { tieringDetailSchema, tierResultSchema, type TieringRun } from '#segments/contract'
import { publishDefinition } from '../../../api/definitions.js'
import { useAction, useApi } from '../../../api/query.js'
import { useMay } from '../../../api/session.js'
import { EmptyState } from '../../../ui/feedback/EmptyState.js'
import { Loaded } from '../../../ui/feedback/Loaded.js'
import { useFaultText } from '../../../ui/feedback/use-fault-text.js'
import { useSay } from '../../../ui/language/use-say.js'
import { ObjectHeader, ObjectPage } from '../../../ui/page/ObjectPage.js'
import { AppLink } from '../../../ui/place/AppLink.js'
import { useScope, useUrlState } from '../../../ui/place/scope.js'
import { useNotice } from '../../../ui/theme/AntdLook.js'
import '../segments.css'
import { ArchiveButton } from '../Archive.js'
import { TierRetention } from './TierRetention.js'
import { CrossTab } from './CrossTab.js'
import { CustomersTab } from './CustomersTab.js'
import { DepthTab } from './DepthTab.js'
import { MovesTab } from './MovesTab.js'
import { OrgsTab } from './OrgsTab.js'
import { OverviewTab } from './OverviewTab.js'
import { PlaneTab } from './PlaneTab.js'
import { RunTiering } from './RunTiering.js'
import { tieringEditPath, TIERINGS, TIERS_PAGE, tieringUrl, tierRunUrl } from './tier-paths.js'
import { StagesTab } from './StagesTab.js'
import { TrendTab } from './TrendTab.js'

type Detail = z.infer<typeof tieringDetailSchema>

function PublishButton({ tiering }: { readonly tiering: Detail }) {
  const { t } = useTranslation('segments')
  const notice = useNotice()
  const faultText = useFaultText()
  const publish = useAction(() => publishDefinition('tiering', tiering.key, tiering.revision), { refreshes: [TIERINGS] })
  return (
    <Button type="primary" loading={publish.isPending} onClick={() => publish.mutate(undefined, { onError: (error) => notice.warn(faultText(error)) })}>
      {t('tiers.publish')}
    </Button>
  )
}

function Header({ tiering, run }: { readonly tiering: Detail; readonly run: TieringRun | undefined }) {
  const { t } = useTranslation('segments')
  const say = useSay()
  const mayWrite = useMay('segment.write')
  const [, change] = useUrlState()
  const body = tiering.body as { readonly description?: { readonly zh: string; readonly en?: string } }
  return (
    <ObjectHeader
      name={say(tiering.name)}
      parent={{ label: t('tiers.title'), to: TIERS_PAGE }}
      status={<small className="soft">{t(`tiers.kinds.${tiering.kind}`)}</small>}
      version={tiering.version}
      hasDraft={tiering.hasDraft}
      note={body.description === undefined ? undefined : say(body.description)}
      {...(run === undefined ? {} : { asOf: run.asOf })}
      actions={
        <>
          {run !== undefined && tiering.runs.length > 1 && <Select aria-label={t('tiers.date')} value={run.runId} onChange={(next) => change({ run: next === tiering.runs[0]?.runId ? null : String(next), cursor: null })} options={tiering.runs.map(({ runId, asOf }) => ({ value: runId, label: asOf }))} />}
          {mayWrite && tiering.kind !== 'alike' && <AppLink to={tieringEditPath(tiering.key)}>{t('tiers.edit.edit')}</AppLink>}
          {mayWrite && tiering.hasDraft && <PublishButton tiering={tiering} />}
          <ArchiveButton kind="tiering" definitionKey={tiering.key} name={say(tiering.name)} />
          <RunTiering tiering={tiering.key} isPublished={tiering.version !== null} hasRun={run !== undefined} />
        </>
      }
    />
  )
}

function Results({ tiering, run }: { readonly tiering: Detail; readonly run: TieringRun }) {
  const { t } = useTranslation('segments')
  const mayRead = useMay('customer.read')
  const { org } = useScope()
  const result = useApi(tierRunUrl(tiering.key, run.runId), tierResultSchema, { query: { org }, keepPrevious: true })
  const tabs = [
    ...(run.kind === 'funnel' ? [{ key: 'stages', label: t('stages.tab'), content: <StagesTab tiering={tiering.key} run={run} /> }] : []),
    { key: 'overview', label: t('tiers.overview'), content: <Loaded query={result}>{(data) => <OverviewTab tiering={tiering.key} result={data} />}</Loaded> },
    ...(run.kind === 'quadrant' || run.kind === 'rfm' ? [{ key: 'plane', label: t('plane.title'), content: <PlaneTab tiering={tiering.key} name={tiering.name} run={run} /> }] : []),
    { key: 'cross', label: t('plane.cross'), content: <CrossTab tiering={tiering.key} run={run} /> },
    { key: 'depth', label: t('depth.tab'), content: <DepthTab tiering={tiering.key} run={run} /> },
    { key: 'moves', label: t('tiers.moves'), content: <MovesTab tiering={tiering.key} runs={tiering.runs} /> },
    { key: 'retention', label: t('retention.tab'), content: <TierRetention tiering={tiering.key} runs={tiering.runs} /> },
    { key: 'trend', label: t('tiers.trend'), content: <TrendTab tiering={tiering.key} run={run} runs={tiering.runs} /> },
    { key: 'orgs', label: t('tiers.orgs'), content: <OrgsTab tiering={tiering.key} run={run} /> },
    ...(mayRead ? [{ key: 'customers', label: t('tiers.customers'), content: <CustomersTab tiering={tiering.key} run={run} runs={tiering.runs} /> }] : []),
  ]
  return <ObjectPage header={<Header tiering={tiering} run={run} />} tabs={tabs} />
}

/** A tiering: its cells, moves, trend, orgs and customers. */
export function TieringPage() {
  const { key = '' } = useParams()
  const { t } = useTranslation('segments')
  const [search] = useUrlState()
  const tiering = useApi(tieringUrl(key), tieringDetailSchema)
  return (
    <Loaded query={tiering}>
      {(data) => {
        const run = data.runs.find(({ runId }) => String(runId) === search.get('run')) ?? data.runs[0]
        if (run !== undefined) return <Results tiering={data} run={run} />
        return (
          <>
            <Header tiering={data} run={undefined} />
            <EmptyState title={t('tiers.notRun')} why={t(data.version === null ? 'tiers.notPublishedWhy' : 'tiers.notRunWhy')} />
          </>
        )
      }}
    </Loaded>
  )
}
