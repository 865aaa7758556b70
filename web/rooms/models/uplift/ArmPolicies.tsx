import { useTranslation } from 'react-i18next'
import type { UpliftFigures } from '#models/contract'
import { Estimate } from '../../../ui/figures/Estimate.js'
import { Num, Percent } from '../../../ui/figures/Num.js'
import { formatPercent } from '../../../ui/format.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import { FigureHelp } from '../FigureHelp.js'
import { writeMinor } from '../write-score.js'
import { estimateOf } from './uplift-rows.js'

/** What choosing an arm for each customer would have brought, beside leaving all alone and the same arm for all. */
export function ArmPolicies({ policies }: { readonly policies: NonNullable<UpliftFigures['policies']> }) {
  const { t } = useTranslation('models')
  const locale = useFormatLocale()
  const share = (value: number) => formatPercent(value, locale, 2)
  const money = (value: number) => writeMinor(value, locale).replace(/^\+/, '')
  return (
    <section className="panel model-scroll">
      <h2>
        {t('uplift.choosing')}
        <FigureHelp figure="offPolicy" />
      </h2>
      <table className="plain-table model-numbers">
        <thead>
          <tr>
            <th scope="col">{t('uplift.choice')}</th>
            <th scope="col">{t('uplift.treatedShare')}</th>
            <th scope="col">{t('uplift.converts')}</th>
            <th scope="col">{t('uplift.moneyEach')}</th>
            <th scope="col">{t('uplift.effectiveRows')}</th>
          </tr>
        </thead>
        <tbody>
          {policies.map(({ policy, arm, treated, outcome, money: worth }) => (
            <tr key={`${policy} ${arm ?? ''}`}>
              <th scope="row">{t(`uplift.choices.${policy}`, { arm: arm ?? '' })}</th>
              <td><Percent value={treated} digits={0} /></td>
              <td><Estimate estimate={estimateOf(outcome.doublyRobust ?? outcome.selfNormalised)} format={share} /></td>
              <td><Estimate estimate={worth === null ? null : estimateOf(worth.selfNormalised)} format={money} /></td>
              <td><Num value={outcome.effectiveRows} digits={0} /></td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
