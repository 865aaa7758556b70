import { useTranslation } from 'react-i18next'
import { Estimate } from '../../../ui/figures/Estimate.js'
import { Percent } from '../../../ui/figures/Num.js'
import { formatPp } from '../../../ui/format.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import { FigureHelp } from '../FigureHelp.js'
import { writeMinor } from '../write-score.js'
import { type ArmFigures, estimateOf } from './uplift-rows.js'

/** What treating only the best share is worth for one customer of all, against treating nobody and treating everybody. */
export function PolicyTable({ arm }: { readonly arm: ArmFigures }) {
  const { t } = useTranslation('models')
  const locale = useFormatLocale()
  const pp = (value: number) => formatPp(value, locale, 2)
  const money = (value: number) => writeMinor(value, locale)
  return (
    <section className="panel model-scroll">
      <h2>
        {t('uplift.policies')}
        <FigureHelp figure="policy" />
      </h2>
      <table className="plain-table model-numbers">
        <thead>
          <tr>
            <th scope="col">{t('uplift.treatedShare')}</th>
            <th scope="col">{t('uplift.overNobody')}</th>
            <th scope="col">{t('uplift.overEverybody')}</th>
            <th scope="col">{t('uplift.moneyOverNobody')}</th>
          </tr>
        </thead>
        <tbody>
          {arm.policies.map(({ share, outcome, money: worth }) => {
            const best = outcome.doublyRobust ?? outcome.ipw
            const gained = worth === null ? null : (worth.doublyRobust ?? worth.ipw)
            return (
              <tr key={share}>
                <th scope="row"><Percent value={share} digits={0} /></th>
                <td><Estimate estimate={estimateOf(best.overNobody)} format={pp} good="up" /></td>
                <td><Estimate estimate={estimateOf(best.overEverybody)} format={pp} /></td>
                <td><Estimate estimate={gained === null ? null : estimateOf(gained.overNobody)} format={money} good="up" /></td>
              </tr>
            )
          })}
        </tbody>
      </table>
      <p className="soft">{t('uplift.policyNote')}</p>
    </section>
  )
}
