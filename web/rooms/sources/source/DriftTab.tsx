import { useTranslation } from 'react-i18next'
import { useApi } from '../../../api/query.js'
import { Loaded } from '../../../ui/feedback/Loaded.js'
import { ListTable } from '../../../ui/list/ListTable.js'
import { DriftDecision } from '../drift/DriftDecision.js'
import { driftPageSchema } from '../drift/drift-page-schema.js'
import { useDriftColumns } from '../drift/DriftPage.js'
import { DRIFT } from '../paths.js'

/** What waits for a decision, and what was decided before. */
export function DriftTab({ source }: { readonly source: string }) {
  const { t } = useTranslation('sources')
  const pending = useApi(DRIFT, driftPageSchema, { query: { source, state: 'pending', limit: 10 } })
  const accepted = useApi(DRIFT, driftPageSchema, { query: { source, state: 'accepted', limit: 50 } })
  const rejected = useApi(DRIFT, driftPageSchema, { query: { source, state: 'rejected', limit: 50 } })
  const columns = useDriftColumns(false)
  const decided = [...(accepted.data?.items ?? []), ...(rejected.data?.items ?? [])].toSorted((a, b) => (a.createdAt < b.createdAt ? 1 : -1))
  return (
    <div className="source-stack">
      <Loaded query={pending} rows={2}>
        {({ items }) => items.map((drift) => <DriftDecision key={drift.loadId} drift={drift} />)}
      </Loaded>
      <section className="panel">
        <h2>{t('drift.history')}</h2>
        {decided.length === 0 ? <p className="soft">{t('drift.historyNone')}</p> : <ListTable rows={decided} columns={columns} rowKey={({ loadId }) => loadId} rowLink={({ loadId }) => `/data/loads/${loadId}`} />}
      </section>
    </div>
  )
}
