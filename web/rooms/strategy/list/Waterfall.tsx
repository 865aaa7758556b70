import { useTranslation } from 'react-i18next'
import { Chart } from '../../../ui/charts/Chart.js'
import { waterfallChart } from '../../../ui/charts/waterfall.js'
import { Num } from '../../../ui/figures/Num.js'
import { StatusTag } from '../../../ui/figures/StatusTag.js'
import { formatNumber } from '../../../ui/format.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import type { ListDetail } from './ListDetailPage.js'
import { chartRows, largestStep, notEvaluated } from './waterfall-rows.js'

const marks = { EVALUATED: 'done', NOT_EVALUATED: 'attention', NOT_APPLICABLE: 'quiet' } as const

/** From segment to list: who each step took out; a step without data says so. */
export function Waterfall({ list }: { readonly list: ListDetail }) {
  const { t } = useTranslation('strategy')
  const locale = useFormatLocale()
  const { waterfall } = list
  const largest = largestStep(waterfall)
  const open = notEvaluated(waterfall)
  const title = largest === null ? t('waterfall.nobody', { n: formatNumber(list.size, locale) }) : t('waterfall.most', { step: t(`step.${largest.step}`), n: formatNumber(largest.out ?? 0, locale) })
  return (
    <section className="panel-gap">
      <Chart
        chart={waterfallChart}
        rows={chartRows(waterfall, (step) => t(`step.${step}`))}
        options={{ endLabel: t('waterfall.end') }}
        title={title}
        fileName={`list-${list.id}-waterfall`}
        {...(open.length === 0 ? {} : { note: t('waterfall.open', { steps: open.map((step) => t(`step.${step}`)).join(t('comma')) }) })}
      />
      <table className="plain-table panel">
        <thead>
          <tr>
            {(['step', 'status', 'in', 'out', 'left', 'reasons'] as const).map((key) => (
              <th key={key} scope="col">
                {t(`waterfall.${key}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {waterfall.map(({ step, status, in: entered, out, left, reasons }) => (
            <tr key={step}>
              <td>{t(`step.${step}`)}</td>
              <td>
                <StatusTag tone={marks[status]}>{t(`waterfall.${status}`)}</StatusTag>
              </td>
              <td>
                <Num value={entered} />
              </td>
              <td>{out === null ? t('waterfall.hidden') : <Num value={out} />}</td>
              <td>
                <Num value={left} />
              </td>
              <td className="soft">{reasons.map(({ reason, n }) => `${t(`reason.${reason as 'FROZEN'}`, { defaultValue: reason })} ${formatNumber(n, locale)}`).join(' · ')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
