import { useTranslation } from 'react-i18next'
import type { UpliftFigures } from '#models/contract'
import { Estimate } from '../../../ui/figures/Estimate.js'
import { Num, Percent } from '../../../ui/figures/Num.js'
import { formatPp } from '../../../ui/format.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import { FigureHelp } from '../FigureHelp.js'
import { useGroupName } from '../one/use-group-name.js'
import { estimateOf } from './uplift-rows.js'

type Report = NonNullable<UpliftFigures['fairness']>[number]

/** How groups fare under an uplift model: the effect said, the effect measured, and who gets on the list. */
export function UpliftFairness({ report }: { readonly report: Report }) {
  const { t } = useTranslation('models')
  const locale = useFormatLocale()
  const nameOf = useGroupName(report.by)
  const pp = (value: number) => formatPp(value, locale, 2)
  return (
    <section className="panel model-scroll">
      <h2>{t(`fairness.by.${report.by}`)}</h2>
      <table className="plain-table model-numbers">
        <thead>
          <tr>
            <th scope="col">{t('fairness.group')}</th>
            <th scope="col">{t('fairness.rows')}</th>
            <th scope="col">{t('fairness.meanEffect')}</th>
            <th scope="col">{t('fairness.measured')}</th>
            <th scope="col">{t('fairness.selected')}</th>
            <th scope="col">
              {t('fairness.ratio')}
              <FigureHelp figure="selectedRatio" />
            </th>
          </tr>
        </thead>
        <tbody>
          {report.groups.map(({ group, rows, meanEffect, measured, selectedRate, selectedRatio }) => (
            <tr key={group}>
              <th scope="row">{nameOf(group)}</th>
              <td><Num value={rows} /></td>
              <td>{pp(meanEffect)}</td>
              <td>{measured === null ? <span className="soft">{t('fairness.tooFew')}</span> : <Estimate estimate={estimateOf(measured)} format={pp} />}</td>
              <td><Percent value={selectedRate} /></td>
              <td><Num value={selectedRatio} digits={2} /></td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
