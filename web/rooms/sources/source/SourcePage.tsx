import { Alert } from 'antd'
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import { type RegistryDetail, registryDetailSchema } from '#ingest/contract'
import { type DefinitionView, useDefinition, useDefinitionUsers } from '../../../api/definitions.js'
import { useApi } from '../../../api/query.js'
import { useMay } from '../../../api/session.js'
import { Loaded } from '../../../ui/feedback/Loaded.js'
import { StatusTag } from '../../../ui/figures/StatusTag.js'
import { useSay } from '../../../ui/language/use-say.js'
import { ListPage } from '../../../ui/list/ListPage.js'
import { useList } from '../../../ui/list/use-list.js'
import { Lineage } from '../../../ui/page/Lineage.js'
import { ObjectHeader, ObjectPage } from '../../../ui/page/ObjectPage.js'
import { useDefinitionLinks } from '../../../ui/page/use-definition-links.js'
import { VersionTable } from '../../../ui/page/VersionTable.js'
import { AppLink } from '../../../ui/place/AppLink.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import { loadColumns } from '../../ingest/loads/load-columns.js'
import { loadPageSchema } from '../../ingest/loads/load-page-schema.js'
import { readSource } from '../../ingest/mapping/source-body.js'
import { MappingTable } from '../../ingest/sources/MappingTable.js'
import { readDraft } from '../form/source-draft.js'
import { connectPath, sourceApi } from '../paths.js'
import { StateTag } from '../registry/StateTag.js'
import { BackfillTab } from './BackfillTab.js'
import { DriftTab } from './DriftTab.js'
import { OverviewTab } from './OverviewTab.js'
import { SettingsTab } from './SettingsTab.js'
import { SourceActions } from './SourceActions.js'
import '../../ingest/ingest.css'
import '../sources.css'

const BRISK = 3000
const CALM = 20_000

function LoadsTab({ source }: { readonly source: string }) {
  const { t } = useTranslation('ingest')
  const say = useSay()
  const locale = useFormatLocale()
  const list = useList({ path: '/api/v1/data/loads', schema: loadPageSchema, query: { source }, limit: 50 })
  const columns = loadColumns({ t, say, locale }).filter(({ key }) => key !== 'source')
  return <ListPage name="source-loads" title={t('loads.title')} embedded list={list} columns={columns} rowKey={({ id }) => id} rowLink={({ id }) => `/data/loads/${id}`} empty={{ title: t('loads.empty.title'), why: t('source.neverLoaded') }} />
}

function MappingTab({ definition }: { readonly definition: DefinitionView }) {
  const { t } = useTranslation('ingest')
  const { t: own } = useTranslation('sources')
  const mayWrite = useMay('data.load')
  const source = readSource(definition.body)
  const isFetched = (readDraft(definition.body).connector?.kind ?? 'upload') !== 'upload'
  return (
    <div className="source-stack">
      {mayWrite && !definition.archived && (
        <p>
          <AppLink to={isFetched ? connectPath(definition.key, 'mapping') : `/data/import?source=${encodeURIComponent(definition.key)}`}>{own('act.editMapping')}</AppLink>
        </p>
      )}
      {source === null ? <Alert type="warning" showIcon title={t('source.unreadable')} /> : <MappingTable source={source} />}
    </div>
  )
}

function Rail({ sourceKey }: { readonly sourceKey: string }) {
  const { t } = useTranslation('sources')
  const links = useDefinitionLinks()
  const users = useDefinitionUsers('source', sourceKey).data?.items ?? []
  const mayAudit = useMay('audit.read')
  const mayJobs = useMay('job.read')
  const key = encodeURIComponent(sourceKey)
  return (
    <>
      <Lineage from={[]} usedBy={links(users)} />
      <section>
        <h3>{t('act.related')}</h3>
        <ul className="rail-links">
          <li>
            <AppLink to={`/data/lineage?node=${encodeURIComponent(`source/${sourceKey}`)}`}>{t('act.lineage')}</AppLink>
          </li>
          <li>
            <AppLink to={`/data/quality?tab=results&source=${key}`}>{t('act.quality')}</AppLink>
          </li>
          {mayJobs && (
            <li>
              <AppLink to={`/settings/jobs?subject=${key}`}>{t('act.jobs')}</AppLink>
            </li>
          )}
          {mayAudit && (
            <li>
              <AppLink to={`/settings/audit?objectKind=source&objectKey=${key}`}>{t('act.audit')}</AppLink>
            </li>
          )}
        </ul>
      </section>
    </>
  )
}

function SourceView({ definition, detail }: { readonly definition: DefinitionView; readonly detail: RegistryDetail }) {
  const { t } = useTranslation('sources')
  const { t: ingest } = useTranslation('ingest')
  const say = useSay()
  const { key } = definition
  const header = (
    <ObjectHeader
      name={say(definition.name)}
      parent={{ label: t('list.title'), to: '/data/sources' }}
      status={definition.archived ? <StatusTag tone="quiet">{ingest('source.archived')}</StatusTag> : <StateTag item={detail} />}
      version={definition.version}
      hasDraft={definition.hasDraft}
      {...(detail.owner === null ? {} : { owner: detail.owner })}
      actions={<SourceActions definition={definition} detail={detail} />}
    />
  )
  const driftLabel = detail.driftPending > 0 ? <>{t('tab.drift')} <span className="nav-count figures">{detail.driftPending}</span></> : t('tab.drift')
  return (
    <ObjectPage
      header={header}
      tabs={[
        { key: 'overview', label: t('tab.overview'), content: <OverviewTab detail={detail} /> },
        { key: 'mapping', label: t('tab.mapping'), content: <MappingTab definition={definition} /> },
        { key: 'loads', label: t('tab.loads'), content: <LoadsTab source={key} /> },
        { key: 'drift', label: driftLabel, content: <DriftTab source={key} /> },
        { key: 'backfill', label: t('tab.backfill'), content: <BackfillTab sourceKey={key} body={readDraft(definition.body)} isPublished={definition.version !== null} /> },
        { key: 'settings', label: t('tab.settings'), content: <SettingsTab key={definition.revision} definition={definition} /> },
        { key: 'versions', label: t('tab.versions'), content: <VersionTable kind="source" objectKey={key} /> },
      ]}
      rail={<Rail sourceKey={key} />}
    />
  )
}

/** One source: register, plan, mapping, loads, drift, backfill, settings. */
export function SourcePage() {
  const { key = '' } = useParams()
  const definition = useDefinition('source', key)
  const detail = useApi(sourceApi(key), registryDetailSchema, { refetchInterval: (one) => (one?.state === 'running' ? BRISK : CALM) })
  return <Loaded query={definition}>{(found) => <Loaded query={detail}>{(known) => <SourceView definition={found} detail={known} />}</Loaded>}</Loaded>
}
