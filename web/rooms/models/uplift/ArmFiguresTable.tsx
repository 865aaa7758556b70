import { useTranslation } from 'react-i18next'
import { Estimate } from '../../../ui/figures/Estimate.js'
import { Num } from '../../../ui/figures/Num.js'
import { formatNumber, formatPp } from '../../../ui/format.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import { FigureHelp, type FigureName } from '../FigureHelp.js'
import { writeMinor } from '../write-score.js'
import { type ArmFigures, estimateOf } from './uplift-rows.js'

/** Figures of one arm against its controls, each with its interval and its help. */
export function ArmFiguresTable({ arm }: { readonly arm: ArmFigures }) {
  const { t } = useTranslation('models')
  const locale = useFormatLocale()
  const pp = (value: number) => formatPp(value, locale, 2)
  const plain = (value: number) => formatNumber(value, locale, 3)
  const money = (value: number) => writeMinor(value, locale)
  const lines: readonly { readonly figure: FigureName; readonly name?: string; readonly interval: Parameters<typeof estimateOf>[0]; readonly format: (value: number) => string }[] = [
    { figure: 'average', interval: arm.average, format: pp },
    ...(arm.averageMoney === null ? [] : [{ figure: 'averageMoney' as const, interval: arm.averageMoney, format: money }]),
    { figure: 'qini', interval: arm.qini, format: plain },
    ...(arm.moneyQini === null ? [] : [{ figure: 'moneyQini' as const, interval: arm.moneyQini, format: plain }]),
    ...(arm.auuc === null ? [] : [{ figure: 'auuc' as const, interval: arm.auuc, format: plain }]),
    ...arm.upliftAt.map(({ share, uplift }) => ({ figure: 'uplift' as const, name: t('uplift.first', { share: formatNumber(share * 100, locale, 0) }), interval: uplift, format: pp })),
    { figure: 'placebo', interval: arm.placebo, format: plain },
  ]
  return (
    <section className="panel">
      <h2>{t('performance.figures')}</h2>
      <table className="plain-table">
        <tbody>
          {lines.map(({ figure, name, interval, format }) => (
            <tr key={name ?? figure}>
              <th scope="row">
                {name ?? t(`figure.${figure}`)}
                <FigureHelp figure={figure} />
              </th>
              <td>{estimateOf(interval) === null ? <Num value={null} /> : <Estimate estimate={estimateOf(interval)} format={format} {...(figure === 'placebo' ? {} : { good: 'up' as const })} />}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
