import { useTranslation } from 'react-i18next'
import { tierRatesSchema, type TierRates } from '#segments/contract'
import { useApi } from '../../../api/query.js'
import { Chart } from '../../../ui/charts/Chart.js'
import { lineChart } from '../../../ui/charts/line.js'
import { Loaded } from '../../../ui/feedback/Loaded.js'
import { HelpHint } from '../../../ui/figures/HelpHint.js'
import { Num, Percent } from '../../../ui/figures/Num.js'
import { useScope } from '../../../ui/place/scope.js'
import { tieringUrl } from './tier-paths.js'

type Rate = TierRates['points'][number]['up']

function RateCell({ rate: { rate, customers, of } }: { readonly rate: Rate }) {
  return <td className="right">{rate === null || customers === null || of === null ? <Num value={null} /> : <Percent value={rate} of={{ part: customers, total: of }} />}</td>
}

/** From run to run who rose of those who could, and who fell; nothing where cells have no order. */
export function Rates({ tiering }: { readonly tiering: string }) {
  const { t } = useTranslation('segments')
  const { org } = useScope()
  const rates = useApi(`${tieringUrl(tiering)}/rates`, tierRatesSchema, { query: { org } })
  return (
    <Loaded query={rates}>
      {({ points }) => {
        if (points.length === 0) return null
        const lines = (['up', 'down'] as const).map((way) => ({ name: t(way === 'up' ? 'plane.upRate' : 'plane.downRate'), points: points.map((point) => ({ at: point.to, value: point[way].rate })) }))
        return (
          <section className="panel">
            <h2>{t('plane.rates')} <HelpHint name={t('plane.rates')} formula="ups / at risk">{t('plane.ratesHelp')}</HelpHint></h2>
            {points.length > 1 && <Chart chart={lineChart} rows={lines} options={{ format: { kind: 'percent' }, fromZero: true, atLabel: t('tiers.date') }} title={t('plane.ratesTitle')} fileName={`${tiering}-rates`} />}
            <table className="plain-table">
              <thead>
                <tr>
                  <th scope="col">{t('tiers.date')}</th>
                  <th scope="col" className="right">{t('plane.atRisk')}</th>
                  <th scope="col" className="right">{t('plane.upRate')}</th>
                  <th scope="col" className="right">{t('plane.downRate')}</th>
                </tr>
              </thead>
              <tbody>
                {points.toReversed().map(({ from, to, toRun, up, down }) => (
                  <tr key={toRun}>
                    <td>{t('tiers.fromTo', { from, to })}</td>
                    <td className="right"><Num value={up.of} /></td>
                    <RateCell rate={up} />
                    <RateCell rate={down} />
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
        )
      }}
    </Loaded>
  )
}
