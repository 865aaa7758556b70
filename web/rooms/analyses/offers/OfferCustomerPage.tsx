import { Skeleton } from 'antd'
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import type { z } from 'zod'
import { noOfferSchema, offerAnswerSchema } from '#models/contract'
import { useDefinition } from '../../../api/definitions.js'
import { useApi } from '../../../api/query.js'
import { EmptyState } from '../../../ui/feedback/EmptyState.js'
import { ErrorPanel } from '../../../ui/feedback/ErrorPanel.js'
import { StatTile } from '../../../ui/figures/StatTile.js'
import { formatNumber, formatPercent } from '../../../ui/format.js'
import { useSay } from '../../../ui/language/use-say.js'
import { ObjectHeader } from '../../../ui/page/ObjectPage.js'
import { AppLink } from '../../../ui/place/AppLink.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import { AnalysisHelp } from '../AnalysisHelp.js'
import { offerPath, offersUrl } from '../analysis-paths.js'
import { OfferSteps } from './OfferSteps.js'
import '../../models/models.css'

function Answer({ name, custId }: { readonly name: string; readonly custId: string }) {
  const { data: offer, error } = useApi(`${offersUrl(name)}/customers/${encodeURIComponent(custId)}`, offerAnswerSchema)
  if (error?.status === 404) return <WhyNone name={name} custId={custId} />
  if (error) return <ErrorPanel error={error} />
  if (offer === undefined) return <Skeleton active />
  return <Found offer={offer} />
}

/** Category by category why nothing is recommended. */
function WhyNone({ name, custId }: { readonly name: string; readonly custId: string }) {
  const { t } = useTranslation('analyses')
  const say = useSay()
  const why = useApi(`${offersUrl(name)}/customers/${encodeURIComponent(custId)}/why-none`, noOfferSchema).data
  const reasons = why?.categories ?? []
  return (
    <>
      <EmptyState title={t('offers.noneFor')} why={t('offers.noneForWhy')} action={<AppLink to={`/customers/${encodeURIComponent(custId)}`}>{t('customer.open')}</AppLink>} />
      {reasons.length > 0 && (
        <section className="panel">
          <h2>{t('offers.whyNone')}</h2>
          <ul>
            {reasons.map(({ category, reason }) => (
              <li key={category}>{say(reason)}</li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}

function Found({ offer }: { readonly offer: z.infer<typeof offerAnswerSchema> }) {
  const { t } = useTranslation('analyses')
  const say = useSay()
  const locale = useFormatLocale()
  return (
    <div className="model-stack">
      <div className="stat-tiles">
        <StatTile label={t('offers.list.product')} value={say(offer.productName)} note={offer.product} />
        <StatTile label={t('offers.list.chance')} value={formatPercent(offer.chance, locale, 1)} note={offer.category} help={<AnalysisHelp figure="chance" />} />
        <StatTile label={t('figure.rankIn')} value={formatNumber(offer.rank, locale, 3)} help={<AnalysisHelp figure="rankIn" />} />
      </div>
      <section className="panel">
        <h2>{t('offers.chain')}</h2>
        <OfferSteps offer={offer} />
      </section>
    </div>
  )
}

/** What is recommended to one customer with the reason of each step, or why nothing is. */
export function OfferCustomerPage() {
  const { key = '', custId = '' } = useParams()
  const { t } = useTranslation('analyses')
  const say = useSay()
  const definition = useDefinition('cross-sell', key).data
  const name = definition === undefined ? key : say(definition.name)
  return (
    <>
      <ObjectHeader name={t('offers.customerTitle', { name: custId, offer: name })} parent={{ label: name, to: offerPath(key) }} actions={<AppLink to={`/customers/${encodeURIComponent(custId)}`}>{t('customer.open')}</AppLink>} />
      <Answer name={key} custId={custId} />
    </>
  )
}
