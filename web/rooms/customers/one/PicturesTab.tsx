import { useTranslation } from 'react-i18next'
import { type CustomerStanding, customerStandingSchema } from '#customers/contract'
import { useApi } from '../../../api/query.js'
import { Chart } from '../../../ui/charts/Chart.js'
import { radarChart } from '../../../ui/charts/radar.js'
import { tagCloudChart } from '../../../ui/charts/tag-cloud.js'
import { Loaded } from '../../../ui/feedback/Loaded.js'
import { HelpHint } from '../../../ui/figures/HelpHint.js'
import { useSay } from '../../../ui/language/use-say.js'
import { useScope } from '../../../ui/place/scope.js'
import { customerUrl } from '../customer-paths.js'
import { AssetChangePanel } from './AssetChangePanel.js'
import { ranksOf, rareOf } from './standing-rows.js'

function Radar({ standing }: { readonly standing: CustomerStanding }) {
  const { t } = useTranslation('customers')
  const say = useSay()
  const rows = ranksOf(standing).map(({ name, rank }) => ({ name: say(name), value: rank * 100, base: 50 }))
  const options = { format: { kind: 'number', digits: 0 }, nameLabel: t('panel.radar.measure'), valueLabel: t('panel.radar.value'), baseLabel: t('panel.radar.base'), noteLabel: '', most: 100 } as const
  return (
    <section className="panel">
      <h2>
        {t('panel.radar.name')}
        <HelpHint name={t('panel.radar.name')} formula={t('panel.radar.formula')}>{t('panel.radar.help')}</HelpHint>
      </h2>
      {rows.length < 3 ? <p className="soft">{t('panel.radar.none')}</p> : <Chart chart={radarChart} rows={rows} options={options} title={t('panel.radar.title', { count: standing.customers ?? 0 })} note={t('panel.cloud.note', { date: standing.asOf ?? '' })} fileName="customer-radar" />}
    </section>
  )
}

function Cloud({ standing }: { readonly standing: CustomerStanding }) {
  const { t } = useTranslation('customers')
  const say = useSay()
  const rows = rareOf(standing).map(({ name, value, isYes, rarity }) => {
    const label = say(value)
    return { name: isYes ? say(name) : label.length < 3 ? `${say(name)} ${label}` : label, weight: rarity, strong: rarity >= 10 }
  })
  return (
    <section className="panel">
      <h2>
        {t('panel.cloud.name')}
        <HelpHint name={t('panel.cloud.name')} formula={t('panel.cloud.formula')}>{t('panel.cloud.help')}</HelpHint>
      </h2>
      {rows.length === 0 ? <p className="soft">{t('panel.cloud.none')}</p> : <Chart chart={tagCloudChart} rows={rows} options={{ format: { kind: 'number', digits: 1 }, nameLabel: t('panel.cloud.tag'), weightLabel: t('panel.cloud.weight') }} title={t('panel.cloud.title')} note={t('panel.cloud.note', { date: standing.asOf ?? '' })} fileName="customer-cloud" />}
    </section>
  )
}

/** A customer at a glance: where they stand, what is unusual of them, how their assets changed. */
export function PicturesTab({ custId }: { readonly custId: string }) {
  const { asOf } = useScope()
  const standing = useApi(`${customerUrl(custId)}/standing`, customerStandingSchema, { query: { asOf } })
  return (
    <div className="two-panels even">
      <AssetChangePanel custId={custId} />
      <Loaded query={standing}>
        {(found) => (
          <>
            <Radar standing={found} />
            <Cloud standing={found} />
          </>
        )}
      </Loaded>
    </div>
  )
}
