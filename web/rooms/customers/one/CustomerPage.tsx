import { Skeleton } from 'antd'
import { lazy, Suspense, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import { type Customer, customerSchema, customerUsesSchema, timelineSchema } from '#customers/contract'
import { useApi } from '../../../api/query.js'
import { useMay } from '../../../api/session.js'
import { EmptyState } from '../../../ui/feedback/EmptyState.js'
import { Loaded } from '../../../ui/feedback/Loaded.js'
import { StatusTag } from '../../../ui/figures/StatusTag.js'
import { loadWords } from '../../../ui/language/language.js'
import { useSay } from '../../../ui/language/use-say.js'
import { ObjectHeader, ObjectPage } from '../../../ui/page/ObjectPage.js'
import { AppLink } from '../../../ui/place/AppLink.js'
import { useScope } from '../../../ui/place/scope.js'
import { ConsentTab } from '../consent/ConsentTab.js'
import { customerUrl } from '../customer-paths.js'
import { rememberCustomer } from '../recent.js'
import { CustomerRail } from './CustomerRail.js'
import { FacesTab } from './FacesTab.js'
import { HoldingsTab } from './HoldingsTab.js'
import { IdentityTab } from './IdentityTab.js'
import { MyTagsTab } from './MyTagsTab.js'
import { NextTab } from './NextTab.js'
import { OverviewTab, RECENT } from './OverviewTab.js'
import { PicturesTab } from './PicturesTab.js'
import { StopSelling } from './StopSelling.js'
import { TagsTab } from './TagsTab.js'
import { TimelineTab } from './TimelineTab.js'
import '../customers.css'

/** Scores belong to the models room: its words and charts load when the tab is opened. */
const ModelScores = lazy(async () => {
  const [{ CustomerModelScores }] = await Promise.all([import('../../models/score/CustomerModelScores.js'), loadWords('models')])
  return { default: CustomerModelScores }
})

/** Opening a customer is recorded; coming back to the tab within this time is not another opening. */
const KEEP = 600_000

const consentFlags = ({ marketingConsent }: Customer) => (marketingConsent === true ? [] : [marketingConsent === null ? ('consentUnknown' as const) : ('noConsent' as const)])

/** What somebody must know before anything else: each flag in words, never by colour alone. */
function Flags({ customer }: { readonly customer: Customer }) {
  const { t } = useTranslation('customers')
  const flags = [
    ...(customer.dataState === 'normal' ? [] : [t(`flag.${customer.dataState}`)]),
    ...(customer.deceased ? [t('flag.deceased')] : []),
    ...(customer.minor ? [t('flag.minor')] : []),
    ...(customer.doNotSell === null ? [] : [t('flag.doNotSell')]),
    ...(customer.doNotContact ? [t('flag.doNotContact')] : []),
    ...consentFlags(customer).map((flag) => t(`flag.${flag}`)),
    ...(customer.kyc.status !== null && customer.kyc.status.code !== 'OK' ? [t(`flag.kyc.${customer.kyc.status.code as 'EXPIRED'}`, { defaultValue: customer.kyc.status.code })] : []),
    ...(customer.risk?.expired === true ? [t('flag.riskExpired')] : []),
  ]
  return (
    <>
      {customer.staff && <StatusTag tone="quiet">{t('flag.staff')}</StatusTag>}
      {flags.map((flag) => (
        <StatusTag key={flag} tone="attention">
          {flag}
        </StatusTag>
      ))}
    </>
  )
}

function View({ customer }: { readonly customer: Customer }) {
  const { t } = useTranslation('customers')
  const say = useSay()
  const scope = useScope()
  const { custId } = customer
  const mayModels = useMay('model.read')
  const uses = useApi(`${customerUrl(custId)}/uses`, customerUsesSchema, { query: { asOf: scope.asOf } })
  useEffect(() => rememberCustomer(custId), [custId])
  const age = customer.age === null ? [] : [t('header.age', { count: customer.age })]
  const facts = [...(customer.gender === null ? [] : [say(customer.gender)]), ...age, say(customer.org), customer.rm === null ? t('column.noRm') : t('header.rm', { rm: customer.rm })]
  return (
    <ObjectPage
      header={
        <ObjectHeader
          name={customer.name ?? custId}
          parent={{ label: t('search.title'), to: '/customers' }}
          status={
            <span className="customer-flags">
              {customer.status && <StatusTag tone={customer.status.code === 'ACTIVE' ? 'done' : 'quiet'}>{say(customer.status)}</StatusTag>}
              <Flags customer={customer} />
            </span>
          }
          asOf={customer.asOf}
          note={
            <>
              {[t('header.number', { custId }), ...facts].join(' · ')}
              {customer.doNotSell !== null && <StopSelling custId={custId} stop={customer.doNotSell} />}
            </>
          }
        />
      }
      tabs={[
        { key: 'overview', label: t('tab.overview'), content: <OverviewTab customer={customer} /> },
        { key: 'holdings', label: t('tab.holdings'), content: <HoldingsTab custId={custId} /> },
        { key: 'timeline', label: t('tab.timeline'), content: <TimelineTab custId={custId} /> },
        { key: 'identity', label: t('tab.identity'), content: <IdentityTab custId={custId} /> },
        { key: 'consent', label: t('tab.consent'), content: <ConsentTab custId={custId} /> },
        { key: 'tags', label: t('tab.tags'), content: <TagsTab uses={uses} custId={custId} /> },
        { key: 'faces', label: t('tab.faces'), content: <FacesTab customer={customer} uses={uses} /> },
        { key: 'pictures', label: t('panel.tab'), content: <PicturesTab custId={custId} /> },
        { key: 'next', label: t('tab.next'), content: <NextTab uses={uses} /> },
        { key: 'mine', label: t('tab.mine'), content: <MyTagsTab uses={uses} custId={custId} /> },
        ...(mayModels ? [{ key: 'models', label: t('tab.models'), content: <Suspense fallback={<Skeleton active />}><ModelScores custId={custId} /></Suspense> }] : []),
      ]}
      rail={<CustomerRail custId={custId} uses={uses} />}
    />
  )
}

function NotFound({ custId }: { readonly custId: string }) {
  const { t } = useTranslation('customers')
  return <EmptyState title={t('notFound.title', { custId })} why={t('notFound.why')} action={<AppLink to="/customers">{t('notFound.back')}</AppLink>} />
}

/** A customer: who they are, what they hold, what happened, what they allow. */
export function CustomerPage() {
  const { custId = '' } = useParams()
  const scope = useScope()
  const customer = useApi(customerUrl(custId), customerSchema, { query: { asOf: scope.asOf }, staleTime: KEEP })
  // Asked for side by side with the head: the views below find them on their way.
  useApi(`${customerUrl(custId)}/uses`, customerUsesSchema, { query: { asOf: scope.asOf } })
  useApi(`${customerUrl(custId)}/timeline`, timelineSchema, { query: { asOf: scope.asOf, limit: RECENT } })
  if (customer.error?.code === 'CUSTOMER_NOT_FOUND') return <NotFound custId={custId} />
  return <Loaded query={customer}>{(found) => <View key={found.custId} customer={found} />}</Loaded>
}
