import { useTranslation } from 'react-i18next'
import type { Figures } from '#models/contract'
import { Num, Percent } from '../../../ui/figures/Num.js'
import { FigureHelp } from '../FigureHelp.js'

type Gains = NonNullable<Figures['probability']>['gains']

/** The test customers in ten bands from the highest score: how many, how often it happened, how much is covered. */
export function DecileTable({ gains }: { readonly gains: Gains }) {
  const { t } = useTranslation('models')
  const heads = ['decile', 'decileRows', 'decilePositives', 'decileRate', 'decileLift', 'cumulative', 'cumulativeLift', 'lowest'] as const
  return (
    <section className="panel model-scroll">
      <h2>
        {t('performance.deciles')}
        <FigureHelp figure="lift" />
      </h2>
      <table className="plain-table model-numbers">
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col">
                {t(`performance.${head}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {gains.map((one) => (
            <tr key={one.band}>
              <th scope="row">{one.band}</th>
              <td><Num value={one.rows} digits={1} /></td>
              <td><Num value={one.positives} digits={1} /></td>
              <td><Percent value={one.rate} digits={2} /></td>
              <td><Num value={one.lift} digits={2} /></td>
              <td><Percent value={one.gain} /></td>
              <td><Num value={one.cumulativeLift} digits={2} /></td>
              <td><Num value={one.lowestScore} digits={4} /></td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
