import { Segmented, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { measuredPageSchema } from '#models/contract'
import { useOrgs } from '../../../api/orgs.js'
import { formatPercent } from '../../../ui/format.js'
import { useSay } from '../../../ui/language/use-say.js'
import type { ListColumn } from '../../../ui/list/list-model.js'
import { ListPage } from '../../../ui/list/ListPage.js'
import { useList } from '../../../ui/list/use-list.js'
import { AppLink } from '../../../ui/place/AppLink.js'
import { useUrlState } from '../../../ui/place/scope.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import { analysisCustomerPath, analysisUrl } from '../analysis-paths.js'
import { firstMeasure, readMeasure, writeMeasure } from '../measures.js'
import type { AnalysisView } from './analysis-view.js'
import { useMeasureName } from './use-measure-name.js'

type Measured = z.infer<typeof measuredPageSchema>['items'][number]

/** Level of the intervals an analysis gives each customer. */
const LEVEL = 0.9
const orders = ['largest', 'smallest'] as const

function useColumns(analysis: AnalysisView, measure: string, title: string, withInterval: boolean): readonly ListColumn<Measured>[] {
  const { t } = useTranslation('analyses')
  const say = useSay()
  const locale = useFormatLocale()
  const orgs = useOrgs().data?.items ?? []
  const { form } = readMeasure(measure)
  const orgName = (path: string): string => {
    const org = orgs.find((one) => one.path === path)
    return org === undefined ? path : say({ zh: org.nameZh, en: org.nameEn ?? undefined })
  }
  const interval: ListColumn<Measured> = {
    key: 'interval',
    title: t('customers.interval', { level: formatPercent(LEVEL, locale, 0) }),
    align: 'right',
    render: ({ low, high }) => <span className="figures soft">{low === null || high === null ? '' : `[${writeMeasure(low, form, locale)}, ${writeMeasure(high, form, locale)}]`}</span>,
  }
  return [
    { key: 'customer', title: t('customers.customer'), always: true, render: ({ custId }) => <span className="figures">{custId}</span> },
    { key: 'value', title, align: 'right', render: ({ value }) => <span className="figures">{writeMeasure(value, form, locale)}</span> },
    ...(withInterval ? [interval] : []),
    { key: 'org', title: t('customers.org'), render: ({ orgPath }) => orgName(orgPath) },
    { key: 'why', title: t('customers.why'), render: ({ custId }) => <AppLink to={analysisCustomerPath(analysis.key, custId)}>{t('customers.whyThis')}</AppLink> },
  ]
}

/** Customers by one measure of the newest run, the highest or the lowest first. */
export function CustomersTab({ analysis }: { readonly analysis: AnalysisView }) {
  const { t } = useTranslation('analyses')
  const [search, change] = useUrlState()
  const { newest } = analysis
  const measures = newest?.measures ?? []
  const measure = measures.find((one) => one === search.get('measure')) ?? firstMeasure(measures) ?? ''
  const order = orders.find((one) => one === search.get('order')) ?? 'largest'
  const nameOf = useMeasureName(analysis.key, newest?.version ?? null)
  const list = useList<Measured>({ path: measure === '' ? null : `${analysisUrl(analysis.key)}/measures/${encodeURIComponent(measure)}`, schema: measuredPageSchema, query: { order }, limit: 50 })
  const columns = useColumns(analysis, measure, nameOf(measure), list.rows.some(({ low }) => low !== null))
  return (
    <ListPage
      name="analysis-customers"
      title={t('tab.customers')}
      embedded
      list={list}
      columns={columns}
      rowKey={({ custId }) => custId}
      rowLink={({ custId }) => analysisCustomerPath(analysis.key, custId)}
      empty={{ title: t('customers.none'), why: t('run.noneWhy') }}
    >
      <div className="model-buttons">
        <Select aria-label={t('customers.measure')} className="filter-choice" popupMatchSelectWidth={false} value={measure} onChange={(next) => change({ measure: next, cursor: null }, { replace: true })} options={measures.map((value) => ({ value, label: nameOf(value) }))} />
        <Segmented aria-label={t('customers.order')} value={order} onChange={(next: string) => change({ order: next, cursor: null }, { replace: true })} options={orders.map((value) => ({ value, label: t(`customers.${value}`) }))} />
        {newest && <span className="soft figures">{t('customers.of', { asOf: newest.asOf })}</span>}
      </div>
    </ListPage>
  )
}
