import { Input, Skeleton } from 'antd'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useParams, useSearchParams } from 'react-router'
import { offerPageSchema } from '#models/contract'
import { type DefinitionView, useDefinition } from '../../../api/definitions.js'
import { useApi } from '../../../api/query.js'
import { useMay } from '../../../api/session.js'
import { EmptyState } from '../../../ui/feedback/EmptyState.js'
import { ErrorPanel } from '../../../ui/feedback/ErrorPanel.js'
import { StatTile } from '../../../ui/figures/StatTile.js'
import { StatusTag } from '../../../ui/figures/StatusTag.js'
import { formatNumber } from '../../../ui/format.js'
import { useSay } from '../../../ui/language/use-say.js'
import { ObjectHeader, ObjectPage } from '../../../ui/page/ObjectPage.js'
import { keepScope } from '../../../ui/place/scope.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import type { OfferRun } from '#models/contract'
import { offerCustomerPath, offersUrl } from '../analysis-paths.js'
import { DefinitionTab } from '../one/DefinitionTab.js'
import { RunAnalysis } from '../RunAnalysis.js'
import '../../models/models.css'
import '../analyses.css'

const OfferList = lazy(async () => ({ default: (await import('./OfferList.js')).OfferList }))

const reasons = ['population', 'chance', 'held', 'suit'] as const

function Tiles({ run }: { readonly run: OfferRun }) {
  const { t } = useTranslation('analyses')
  const locale = useFormatLocale()
  const number = (value: number) => formatNumber(value, locale)
  return (
    <div className="stat-tiles">
      <StatTile label={t('offers.tiles.offers')} value={number(run.offers)} note={t('offers.tiles.offersNote', { customers: number(run.customers) })} />
      <StatTile label={t('offers.tiles.without')} value={number(run.customers - run.offers)} note={t('offers.tiles.withoutNote')} />
      <StatTile label={t('offers.tiles.passed')} value={number(run.passedOver)} note={t('offers.tiles.passedNote')} />
      <StatTile label={t('offers.tiles.unrated')} value={number(run.unrated)} note={t('offers.tiles.unratedNote')} />
      <StatTile label={t('offers.tiles.products')} value={number(run.products)} />
    </div>
  )
}

/** Goes to one customer's recommendation. */
function FindCustomer({ name }: { readonly name: string }) {
  const { t } = useTranslation('analyses')
  const navigate = useNavigate()
  const [search] = useSearchParams()
  const go = (typed: string) => {
    if (typed.trim() !== '') void navigate(keepScope(offerCustomerPath(name, typed.trim()), search))
  }
  return <Input.Search className="filter-text" aria-label={t('offers.find')} placeholder={t('offers.findWhat')} enterButton={t('offers.findGo')} onSearch={go} />
}

function Recommended({ definition }: { readonly definition: DefinitionView }) {
  const { t } = useTranslation('analyses')
  const may = useMay('customer.read')
  const { key, version } = definition
  const first = useApi(may ? `${offersUrl(key)}/customers` : null, offerPageSchema, { query: { limit: 1 } })
  if (!may) return <EmptyState title={t('offers.title')} why={t('noRightCustomers')} />
  if (first.error?.code === 'OFFER_NOT_MADE') return <EmptyState title={t('offers.none')} why={t('offers.noneWhy')} action={<RunAnalysis of="cross-sell" name={key} isPublished={version !== null} hasRun={false} type="primary" />} />
  if (first.error) return <ErrorPanel error={first.error} />
  if (first.data === undefined) return <Skeleton active />
  return (
    <div className="model-stack">
      <Tiles run={first.data.run} />
      <FindCustomer name={key} />
      <Suspense fallback={<Skeleton active />}>
        <OfferList name={key} run={first.data.run} />
      </Suspense>
      <details className="panel">
        <summary>{t('offers.whyNone')}</summary>
        <ul>
          {reasons.map((reason) => (
            <li key={reason}>{t(`offers.reasons.${reason}`)}</li>
          ))}
        </ul>
      </details>
    </div>
  )
}

function View({ definition }: { readonly definition: DefinitionView }) {
  const { t } = useTranslation('analyses')
  const say = useSay()
  const { key, name, version, hasDraft } = definition
  const header = (
    <ObjectHeader
      name={say(name)}
      parent={{ label: t('offers.title'), to: '/cross-sell' }}
      {...(version === null ? { status: <StatusTag tone="quiet">{t('offers.draft')}</StatusTag> } : {})}
      note={t('offers.purpose')}
      version={version}
      hasDraft={hasDraft}
      actions={<RunAnalysis of="cross-sell" name={key} isPublished={version !== null} hasRun type="primary" />}
    />
  )
  const tabs = [
    { key: 'customers', label: t('tab.results'), content: <Recommended definition={definition} /> },
    { key: 'definition', label: t('tab.definition'), content: <DefinitionTab kind="cross-sell" name={key} /> },
  ]
  return <ObjectPage header={header} tabs={tabs} />
}

/** One chain of cross-selling: who gets which product, why, and why some get none. */
export function OfferPage() {
  const { key = '' } = useParams()
  const definition = useDefinition('cross-sell', key)
  if (definition.error) return <ErrorPanel error={definition.error} />
  if (definition.data === undefined) return <Skeleton active />
  return <View definition={definition.data} />
}
