import type { UseQueryResult } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { CustomerUses } from '#customers/contract'
import type { ApiError } from '../../../api/problem.js'
import { useMay } from '../../../api/session.js'
import { EmptyState } from '../../../ui/feedback/EmptyState.js'
import { Loaded } from '../../../ui/feedback/Loaded.js'
import { useSay } from '../../../ui/language/use-say.js'
import { AppLink } from '../../../ui/place/AppLink.js'
import { PlainTable } from './PlainTable.js'

/** What is planned for a customer: the lists they are on, else the segments a strategy may begin from. */
export function NextTab({ uses }: { readonly uses: UseQueryResult<CustomerUses, ApiError> }) {
  const { t } = useTranslation('customers')
  const say = useSay()
  const mayWrite = useMay('strategy.write')
  return (
    <Loaded query={uses}>
      {({ lists, segments }) => (
        <div className="stack">
          {lists.length === 0 ? (
            <EmptyState title={t('next.none')} why={t('next.noneWhy')} />
          ) : (
            <PlainTable
              title={t('next.lists')}
              none=""
              rows={lists}
              rowKey={({ id }) => id}
              columns={[
                { title: t('next.strategy'), render: ({ id, strategy }) => <AppLink to={`/strategy/lists/${encodeURIComponent(id)}`}>{strategy}</AppLink> },
                { title: t('next.channel'), render: ({ channel }) => channel },
                { title: t('next.status'), render: ({ status, asOf }) => `${status} · ${asOf}` },
              ]}
            />
          )}
          {segments.length > 0 && (
            <PlainTable
              title={t('next.segments')}
              none=""
              rows={segments}
              rowKey={({ key }) => key}
              columns={[
                { title: t('tags.segment'), render: ({ key, name }) => <AppLink to={`/insight/portrait?of=${encodeURIComponent(key)}`}>{say(name)}</AppLink> },
                { title: t('next.strategy'), render: ({ key }) => (mayWrite ? <AppLink to={`/strategy/new?segment=${encodeURIComponent(key)}`}>{t('next.create')}</AppLink> : null) },
              ]}
            />
          )}
        </div>
      )}
    </Loaded>
  )
}
