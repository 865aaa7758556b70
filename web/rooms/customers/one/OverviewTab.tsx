import { Progress } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { type Customer, timelineSchema } from '#customers/contract'
import { useApi } from '../../../api/query.js'
import { Loaded } from '../../../ui/feedback/Loaded.js'
import { formatInstant } from '../../../ui/format.js'
import { HelpHint } from '../../../ui/figures/HelpHint.js'
import { DateText, Num, Percent } from '../../../ui/figures/Num.js'
import { StatTile } from '../../../ui/figures/StatTile.js'
import { StatusTag } from '../../../ui/figures/StatusTag.js'
import { useSay } from '../../../ui/language/use-say.js'
import { AppLink } from '../../../ui/place/AppLink.js'
import { useScope } from '../../../ui/place/scope.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import { AmountText } from '../AmountText.js'
import { customerPath, customerUrl } from '../customer-paths.js'
import { IssuesPanel } from './IssuesPanel.js'
import { TimelineLine } from './TimelineLine.js'

/** `C4 进取型`, with its code once. */
const ratingText = (code: string, name: string): string => (name.startsWith(code) ? name : `${code} ${name}`)

function Tiles({ customer }: { readonly customer: Customer }) {
  const { t } = useTranslation('customers')
  const say = useSay()
  const locale = useFormatLocale()
  const { assets, risk } = customer
  const here = (tab: string) => `${customerPath(customer.custId)}?tab=${tab}`
  return (
    <div className="stat-tiles customer-tiles">
      <StatTile label={t('tile.assets')} value={<AmountText amount={assets.total} />} note={assets.on === null ? t('tile.noAssets') : t('tile.on', { date: assets.on })} to={here('holdings')} help={<HelpHint name={t('tile.assets')} source={t('tile.assetsSource')}>{customer.exact ? t('tile.exact') : t('band.why')}</HelpHint>} />
      <StatTile label={t('tile.debt')} value={<AmountText amount={assets.debt} />} note={t('tile.debtNote')} to={here('holdings')} />
      <StatTile label={t('tile.products')} value={<Num value={customer.productsHeld} />} note={t('tile.productsNote')} to={here('holdings')} help={<HelpHint name={t('tile.products')} formula={t('tile.productsFormula')} />} />
      <StatTile label={t('tile.risk')} value={risk === null ? <Num value={null} /> : ratingText(risk.rating.code, say(risk.rating))} note={risk === null ? t('tile.noRisk') : t(risk.expired ? 'tile.riskExpired' : 'tile.riskUntil', { date: risk.expiresOn ?? '–' })} />
      <StatTile label={t('tile.activity')} value={<DateText value={customer.lastActivity === null ? null : formatInstant(customer.lastActivity, locale).slice(0, 10)} />} note={t('tile.activityNote')} to={here('timeline')} />
    </div>
  )
}

function Kyc({ kyc }: { readonly kyc: Customer['kyc'] }) {
  const { t } = useTranslation('customers')
  const say = useSay()
  const missing = kyc.fields.filter(({ filled }) => !filled)
  return (
    <section className="panel">
      <h2>
        {t('kyc.title')}
        <HelpHint name={t('kyc.title')} formula={t('kyc.formula')} source={t('kyc.source')} />
      </h2>
      <p className="kyc-share">
        <Percent value={kyc.filled / kyc.required} digits={0} of={{ part: kyc.filled, total: kyc.required }} /> <span className="soft">{t('kyc.of', { filled: kyc.filled, required: kyc.required })}</span>{' '}
        {kyc.status !== null && <StatusTag tone={kyc.status.code === 'OK' ? 'done' : 'attention'}>{say(kyc.status)}</StatusTag>} {kyc.expiresOn !== null && <span className="soft">{t('kyc.until', { date: kyc.expiresOn })}</span>}
      </p>
      <Progress percent={Math.round((100 * kyc.filled) / kyc.required)} showInfo={false} size="small" strokeColor="var(--accent)" aria-label={t('kyc.title')} />
      <p className={missing.length === 0 ? 'soft' : ''}>{missing.length === 0 ? t('kyc.complete') : t('kyc.missing', { fields: missing.map(say).join(t('kyc.comma')) })}</p>
    </section>
  )
}

/** Facts as a list; what is not known is left out. */
function Facts({ rows }: { readonly rows: readonly (readonly [string, ReactNode])[] }) {
  return (
    <dl className="customer-facts">
      {rows
        .filter(([, value]) => value !== null)
        .map(([label, value]) => (
          <div key={label} className="fact">
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  )
}

function Person({ customer }: { readonly customer: Customer }) {
  const { t } = useTranslation('customers')
  const say = useSay()
  return (
    <section className="panel">
      <h2>{t('person.title')}</h2>
      <Facts
        rows={[
          [t('person.org'), say(customer.org)],
          [t('person.rm'), customer.rm ?? t('column.noRm')],
          [t('person.opened'), customer.openDate === null ? null : <DateText key="opened" value={customer.openDate} />],
          [t('person.channel'), customer.openChannel && say(customer.openChannel)],
          [t('person.occupation'), customer.occupation && say(customer.occupation)],
          [t('person.education'), customer.education && say(customer.education)],
          [t('person.marital'), customer.marital && say(customer.marital)],
          [t('person.income'), customer.incomeBand && say(customer.incomeBand)],
          [t('person.city'), customer.city && say(customer.city)],
        ]}
      />
      {customer.otherNumbers.length > 0 && (
        <p>
          {t('person.others')}{' '}
          {customer.otherNumbers.map((other) => (
            <AppLink key={other.custId} className="other-number figures" to={customerPath(other.custId)}>
              {other.custId} ({say(other.org)})
            </AppLink>
          ))}
        </p>
      )}
      {customer.hiddenNumbers > 0 && <p className="soft">{t('person.hidden', { count: customer.hiddenNumbers })}</p>}
    </section>
  )
}

/** How many of the last things that happened the overview shows. */
export const RECENT = 8

/** The last things that happened, with the way to all of them. */
function Recent({ custId }: { readonly custId: string }) {
  const { t } = useTranslation('customers')
  const locale = useFormatLocale()
  const { asOf } = useScope()
  const recent = useApi(`${customerUrl(custId)}/timeline`, timelineSchema, { query: { asOf, limit: RECENT } })
  return (
    <section className="panel">
      <h2>{t('recent.title')}</h2>
      <Loaded query={recent}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="soft">{t('timeline.emptyWhy')}</p>
          ) : (
            <ul className="recent-lines">
              {items.map((item) => (
                <TimelineLine key={item.id} item={item} time={formatInstant(item.at, locale).slice(5, 10)} showNumber={false} />
              ))}
            </ul>
          )
        }
      </Loaded>
      <AppLink to={`${customerPath(custId)}?tab=timeline`}>{t('recent.all')}</AppLink>
    </section>
  )
}

/** Who the customer is at a glance: figures, completeness, person, what happened last. */
export function OverviewTab({ customer }: { readonly customer: Customer }) {
  const { asOf } = useScope()
  const recent = useApi(`${customerUrl(customer.custId)}/timeline`, timelineSchema, { query: { asOf, limit: RECENT } })
  return (
    <>
      <Tiles customer={customer} />
      <div className="two-panels">
        <div className="stack">
          <IssuesPanel custId={customer.custId} ready={recent.data !== undefined} />
          <Kyc kyc={customer.kyc} />
          <Recent custId={customer.custId} />
        </div>
        <Person customer={customer} />
      </div>
    </>
  )
}
