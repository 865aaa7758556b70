import { useTranslation } from 'react-i18next'
import { offerPageSchema, type OfferRun } from '#models/contract'
import { useOrgs } from '../../../api/orgs.js'
import { formatNumber, formatPercent } from '../../../ui/format.js'
import { useSay } from '../../../ui/language/use-say.js'
import type { ListColumn } from '../../../ui/list/list-model.js'
import { ListPage } from '../../../ui/list/ListPage.js'
import { useList } from '../../../ui/list/use-list.js'
import { AppLink } from '../../../ui/place/AppLink.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import { offerCustomerPath, offersUrl } from '../analysis-paths.js'
import type { Offer } from './OfferSteps.js'

interface Props {
  readonly name: string
  readonly run: OfferRun
}

/** Recommendations, the likeliest first. */
export function OfferList({ name, run }: Props) {
  const { t } = useTranslation('analyses')
  const say = useSay()
  const locale = useFormatLocale()
  const orgs = useOrgs().data?.items ?? []
  const list = useList<Offer>({ path: `${offersUrl(name)}/customers`, schema: offerPageSchema, limit: 50 })
  const orgName = (path: string): string => {
    const org = orgs.find((one) => one.path === path)
    return org === undefined ? path : say({ zh: org.nameZh, en: org.nameEn ?? undefined })
  }
  const columns: readonly ListColumn<Offer>[] = [
    { key: 'customer', title: t('offers.list.customer'), always: true, render: ({ custId }) => <span className="figures">{custId}</span> },
    { key: 'product', title: t('offers.list.product'), render: ({ productName }) => say(productName) },
    { key: 'category', title: t('offers.list.category'), render: ({ category }) => category },
    { key: 'chance', title: t('offers.list.chance'), align: 'right', render: ({ chance }) => <span className="figures">{formatPercent(chance, locale, 1)}</span> },
    { key: 'org', title: t('offers.list.org'), render: ({ orgPath }) => orgName(orgPath) },
    { key: 'why', title: t('offers.list.why'), render: ({ custId, steps }) => <><span className="soft">{say(steps.find(({ step }) => step === 'product')?.reason ?? { zh: '', en: '' })}</span> <AppLink to={offerCustomerPath(name, custId)}>{t('offers.list.open')}</AppLink></> },
  ]
  return (
    <ListPage
      name="offers"
      title={t('offers.title')}
      embedded
      list={list}
      columns={columns}
      rowKey={({ custId }) => custId}
      rowLink={({ custId }) => offerCustomerPath(name, custId)}
      empty={{ title: t('offers.none'), why: t('offers.noneForWhy') }}
    >
      <p className="soft figures">{t('offers.of', { asOf: run.asOf, customers: formatNumber(run.customers, locale), offers: formatNumber(run.offers, locale) })}</p>
    </ListPage>
  )
}
