import { Alert } from 'antd'
import { useTranslation } from 'react-i18next'
import { useNavigate, useParams } from 'react-router'
import {
  archiveDefinition,
  type DefinitionView,
  definitionsOf,
  publishDefinition,
  useDefinition,
  useDefinitionUsers,
} from '../../../api/definitions.js'
import { useApi, useRefresh } from '../../../api/query.js'
import { useMay } from '../../../api/session.js'
import { ConfirmButton } from '../../../ui/action/ConfirmButton.js'
import { Loaded } from '../../../ui/feedback/Loaded.js'
import { StatusTag } from '../../../ui/figures/StatusTag.js'
import { useSay } from '../../../ui/language/use-say.js'
import { ListTable } from '../../../ui/list/ListTable.js'
import { Lineage } from '../../../ui/page/Lineage.js'
import { ObjectHeader, ObjectPage } from '../../../ui/page/ObjectPage.js'
import { useDefinitionLinks } from '../../../ui/page/use-definition-links.js'
import { VersionTable } from '../../../ui/page/VersionTable.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import { ImportLink } from '../ImportLink.js'
import { loadColumns } from '../loads/load-columns.js'
import { loadPageSchema } from '../loads/load-page-schema.js'
import { readSource } from '../mapping/source-body.js'
import { MappingTable } from './MappingTable.js'
import { SourceFacts } from './SourceFacts.js'
import '../ingest.css'

function Actions({ source }: { readonly source: DefinitionView }) {
  const { t } = useTranslation('ingest')
  const say = useSay()
  const navigate = useNavigate()
  const refresh = useRefresh()
  const mayWrite = useMay('data.load')
  const { key, name, revision, hasDraft, version, archived } = source
  if (!mayWrite || archived) return null
  const next = (version ?? 0) + 1
  return (
    <>
      <ConfirmButton
        label={t('source.archive')}
        title={t('source.archiveTitle', { name: say(name) })}
        danger
        onConfirm={async () => {
          await archiveDefinition('source', key)
          await refresh(definitionsOf('source'))
          void navigate('/data/sources')
        }}
      >
        {t('source.archiveWhat')}
      </ConfirmButton>
      {hasDraft && (
        <ConfirmButton
          label={t('source.publish', { version: next })}
          title={t('source.publishTitle', { name: say(name), version: next })}
          onConfirm={async () => {
            await publishDefinition('source', key, revision)
            await refresh(definitionsOf('source'))
          }}
        >
          {t('source.publishWhat')}
        </ConfirmButton>
      )}
      <ImportLink source={key} />
    </>
  )
}

function SourceLoads({ source }: { readonly source: string }) {
  const { t } = useTranslation('ingest')
  const say = useSay()
  const locale = useFormatLocale()
  const loads = useApi('/api/v1/data/loads', loadPageSchema, { query: { source, limit: 50 } })
  const columns = loadColumns({ t, say, locale }).filter(
    ({ key, hidden }) => key !== 'source' && hidden !== true,
  )
  return (
    <Loaded query={loads}>
      {({ items }) => (
        <ListTable
          rows={items}
          columns={columns}
          rowKey={({ id }) => id}
          rowLink={({ id }) => `/data/loads/${id}`}
          empty={t('source.neverLoaded')}
        />
      )}
    </Loaded>
  )
}

function Mapping({ definition }: { readonly definition: DefinitionView }) {
  const { t } = useTranslation('ingest')
  const source = readSource(definition.body)
  if (source === null) return <Alert type="warning" showIcon title={t('source.unreadable')} />
  return (
    <div className="ingest-stack">
      <SourceFacts source={source} />
      <MappingTable source={source} />
    </div>
  )
}

/** One source: its mapping in words, loads, versions and who uses it. */
export function SourcePage() {
  const { t } = useTranslation('ingest')
  const say = useSay()
  const links = useDefinitionLinks()
  const { key = '' } = useParams()
  const query = useDefinition('source', key)
  const users = useDefinitionUsers('source', key).data?.items ?? []
  return (
    <Loaded query={query}>
      {(definition) => (
        <ObjectPage
          header={
            <ObjectHeader
              name={say(definition.name)}
              parent={{ label: t('sources.title'), to: '/data/sources' }}
              status={
                definition.archived && <StatusTag tone="quiet">{t('source.archived')}</StatusTag>
              }
              version={definition.version}
              hasDraft={definition.hasDraft}
              actions={<Actions source={definition} />}
            />
          }
          tabs={[
            { key: 'mapping', label: t('source.mapping'), content: <Mapping definition={definition} /> },
            { key: 'loads', label: t('loads.title'), content: <SourceLoads source={key} /> },
            {
              key: 'versions',
              label: t('source.versions'),
              content: <VersionTable kind="source" objectKey={key} />,
            },
          ]}
          rail={<Lineage from={[]} usedBy={links(users)} />}
        />
      )}
    </Loaded>
  )
}
