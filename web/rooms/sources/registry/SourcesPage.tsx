import { Alert, Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useNavigate, useSearchParams } from 'react-router'
import { connectorKinds, registryItemSchema, sourceStates } from '#ingest/contract'
import { pageOf } from '#platform/http/contract'
import { useMay } from '../../../api/session.js'
import { toSorting } from '../../../ui/list/list-model.js'
import { ListPage } from '../../../ui/list/ListPage.js'
import { useList } from '../../../ui/list/use-list.js'
import { AppLink } from '../../../ui/place/AppLink.js'
import { keepScope, useUrlState } from '../../../ui/place/scope.js'
import { usePendingDrift } from '../drift/use-pending-drift.js'
import { SOURCES, sourcePath } from '../paths.js'
import { SecretsDrawer } from '../secrets/SecretsDrawer.js'
import { useRegistryColumns } from './use-registry-columns.js'
import '../sources.css'

const itemsSchema = pageOf(registryItemSchema)
const SLOW = 15_000
const SORTS = ['key', 'state', 'nextDue', 'newestDate']

function ConnectButton() {
  const { t } = useTranslation('sources')
  const navigate = useNavigate()
  const [search] = useSearchParams()
  const mayLoad = useMay('data.load')
  if (!mayLoad) return null
  return (
    <Button type="primary" onClick={() => void navigate(keepScope('/data/connect', search))}>
      {t('list.connect')}
    </Button>
  )
}

/** Loads that wait for somebody, said before the list. */
function PendingLine() {
  const { t } = useTranslation('sources')
  const pending = usePendingDrift()
  if (pending === 0) return null
  return <Alert className="list-notice" type="warning" showIcon title={t('list.pending', { count: pending })} action={<AppLink to="/data/drift">{t('list.pendingGo')}</AppLink>} />
}

/** The source registry. */
export function SourcesPage() {
  const { t } = useTranslation('sources')
  const [search, change] = useUrlState()
  const sorting = toSorting(search.get('sort'))
  const order = sorting !== null && SORTS.includes(sorting.key) ? { sort: sorting.key, order: sorting.descending ? 'desc' : 'asc' } : {}
  const list = useList({ path: SOURCES, schema: itemsSchema, keys: ['search', 'state', 'connector', 'freshness'], query: order, limit: 50, refetchInterval: () => SLOW })
  return (
    <>
      <ListPage
        name="source-registry"
        title={t('list.title')}
        purpose={t('list.purpose')}
        actions={
          <>
            <Button onClick={() => change({ secrets: '1' })}>{t('list.secrets')}</Button>
            <ConnectButton />
          </>
        }
        list={list}
        columns={useRegistryColumns()}
        rowKey={({ key }) => key}
        rowLink={({ key }) => sourcePath(key)}
        filters={[
          { kind: 'text', key: 'search', label: t('list.search') },
          { kind: 'choice', key: 'state', label: t('field.state'), choices: sourceStates.map((value) => ({ value, label: t(`state.${value}`) })) },
          { kind: 'choice', key: 'freshness', label: t('field.freshness'), choices: (['fresh', 'overdue', 'unknown'] as const).map((value) => ({ value, label: t(`freshWords.${value}`) })) },
          { kind: 'choice', key: 'connector', label: t('field.connector'), choices: connectorKinds.map((value) => ({ value, label: t(`kind.${value}`) })) },
        ]}
        empty={{ title: t('list.empty.title'), why: t('list.empty.why'), action: <ConnectButton /> }}
      >
        <PendingLine />
      </ListPage>
      <SecretsDrawer open={search.get('secrets') === '1'} onClose={() => change({ secrets: null })} />
    </>
  )
}
