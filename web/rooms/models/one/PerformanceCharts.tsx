import { useTranslation } from 'react-i18next'
import type { Figures } from '#models/contract'
import { Chart } from '../../../ui/charts/Chart.js'
import { curveChart } from '../../../ui/charts/curve.js'
import { formatNumber, formatPercent } from '../../../ui/format.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import { calibrationCurve, gainsCurve, idealCurve, perfectCurve, randomCurve } from './figures.js'
import type { VersionDetail } from './use-picked-version.js'

interface Props {
  readonly version: VersionDetail
  readonly found: NonNullable<Figures['probability']>
}

const PERCENT = { kind: 'percent' } as const
const TOP = 0.2

/** How much of what happens the customers with the highest scores hold. */
export function GainsChart({ version, found }: Props) {
  const { t } = useTranslation('models')
  const locale = useFormatLocale()
  const top = found.gains.find(({ shareOfRows }) => shareOfRows >= TOP - 1e-9) ?? found.gains.at(-1)
  const rows = [gainsCurve(t('performance.model'), found.gains), randomCurve(t('performance.random')), perfectCurve(t('performance.perfect'), found)]
  return (
    <Chart
      chart={curveChart}
      rows={rows}
      options={{ xFormat: PERCENT, yFormat: PERCENT, xLabel: t('performance.shareOfRows'), yLabel: t('performance.gain'), withMarks: true, xMax: 1, yMax: 1 }}
      title={t('performance.gainsTitle', { share: formatPercent(top?.shareOfRows ?? 0, locale, 0), gain: formatPercent(top?.gain ?? 0, locale, 0) })}
      note={t('performance.gainsNote', { version: version.number, dates: version.figures.dates.test.join(', ') || '–', rows: formatNumber(found.rows, locale) })}
      fileName={`${version.model}-${version.number}-gains`}
    />
  )
}

/** Predicted probability against what happened, ten bands with their intervals, and the line where both are the same. */
export function CalibrationChart({ version, found }: Props) {
  const { t } = useTranslation('models')
  const locale = useFormatLocale()
  const { bands } = found.calibration
  const last = bands.at(-1)
  const write = (value: number) => formatPercent(value, locale, 1)
  return (
    <Chart
      chart={curveChart}
      rows={[calibrationCurve(t('performance.model'), bands), idealCurve(t('performance.ideal'), bands)]}
      options={{ xFormat: PERCENT, yFormat: PERCENT, xLabel: t('performance.predicted'), yLabel: t('performance.actual'), withMarks: true }}
      title={last === undefined ? t('performance.calibrationPlain') : t('performance.calibrationTitle', { predicted: write(last.meanProbability), actual: write(last.rate) })}
      note={t('performance.calibrationNote', { rows: formatNumber(last?.rows ?? 0, locale) })}
      fileName={`${version.model}-${version.number}-calibration`}
    />
  )
}
