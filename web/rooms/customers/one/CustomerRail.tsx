import type { UseQueryResult } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { customerLoadsSchema, type CustomerUses } from '#customers/contract'
import type { ApiError } from '../../../api/problem.js'
import { useApi } from '../../../api/query.js'
import { useMay } from '../../../api/session.js'
import { Loaded } from '../../../ui/feedback/Loaded.js'
import { formatNumber } from '../../../ui/format.js'
import { useSay } from '../../../ui/language/use-say.js'
import { Lineage } from '../../../ui/page/Lineage.js'
import { useScope } from '../../../ui/place/scope.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import { customerUrl } from '../customer-paths.js'

function RailName({ name, note }: { readonly name: string; readonly note: string }) {
  return (
    <>
      {name} <small className="soft figures rail-note">{note}</small>
    </>
  )
}

/** Where what is known comes from, and the lists that use it. */
export function CustomerRail({ custId, uses }: { readonly custId: string; readonly uses: UseQueryResult<CustomerUses, ApiError> }) {
  const { t } = useTranslation('customers')
  const say = useSay()
  const locale = useFormatLocale()
  const mayData = useMay('data.read')
  const mayLists = useMay('strategy.read')
  const { asOf } = useScope()
  // The widest read of the page, and the last looked at: it waits for the others.
  const loads = useApi(uses.data === undefined ? null : `${customerUrl(custId)}/loads`, customerLoadsSchema, { query: { asOf } })
  if (loads.error) return <Loaded query={loads}>{() => null}</Loaded>
  return (
    <Loaded query={uses}>
      {({ lists }) => (
        <Lineage
          from={loads.data === undefined ? null : loads.data.items.map((load) => ({
            key: `${load.table} ${load.source} ${load.loadId ?? ''}`,
            kind: say(load.name),
            name: <RailName name={load.source} note={t('rail.load', { count: load.rows, date: load.asOf, rows: formatNumber(load.rows, locale) })} />,
            ...(mayData && load.loadId !== null ? { to: `/data/loads/${encodeURIComponent(load.loadId)}` } : {}),
          }))}
          usedBy={lists.map((list) => ({
            key: list.id,
            kind: t('rail.list'),
            name: <RailName name={list.strategy} note={list.asOf} />,
            ...(mayLists ? { to: `/strategy/lists/${list.id}` } : {}),
          }))}
        />
      )}
    </Loaded>
  )
}
