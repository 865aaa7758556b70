import { useTranslation } from 'react-i18next'
import type { Figures } from '#models/contract'
import { Estimate } from '../../../ui/figures/Estimate.js'
import { Num } from '../../../ui/figures/Num.js'
import { formatNumber, formatPercent } from '../../../ui/format.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import { FigureHelp, type FigureName } from '../FigureHelp.js'
import { CalibrationChart, GainsChart } from './PerformanceCharts.js'
import { DecileTable } from './DecileTable.js'
import { liftAt } from './figures.js'
import { UpliftPerformance } from '../uplift/UpliftPerformance.js'
import type { ModelDetail, VersionDetail } from './use-picked-version.js'
import { WithVersion } from './WithVersion.js'

type Interval = NonNullable<Figures['probability']>['auc']

interface Line {
  readonly figure: FigureName
  readonly value: Interval | number | null
  /** What the figure is compared with. */
  readonly note?: string
}

const FEW_POSITIVES = 100

/** Figures one under the other, each with its interval and its help. */
function FigureTable({ lines, digits }: { readonly lines: readonly Line[]; readonly digits: number }) {
  const { t } = useTranslation('models')
  const locale = useFormatLocale()
  return (
    <table className="plain-table model-figures">
      <tbody>
        {lines.map(({ figure, value, note }) => (
          <tr key={figure}>
            <th scope="row">
              {t(`figure.${figure}`)}
              <FigureHelp figure={figure} />
            </th>
            <td>
              {typeof value === 'object' && value !== null && value.low !== null && value.high !== null ? (
                <Estimate estimate={{ value: value.value, low: value.low, high: value.high }} level={value.level} format={(one) => formatNumber(one, locale, digits)} />
              ) : (
                <Num value={typeof value === 'object' ? (value?.value ?? null) : value} digits={digits} />
              )}
            </td>
            <td className="soft figures">{note}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** How the test was made, in words: which dates, how many rows, and whether it can be trusted. */
function TestSentence({ figures }: { readonly figures: Figures }) {
  const { t } = useTranslation('models')
  const locale = useFormatLocale()
  const { probability, outOfTime, dates, rows } = figures
  const lift = probability === null ? null : liftAt(probability.lift, 0.1)
  const size = probability === null ? t('performance.rowsAmount', { rows: formatNumber(rows.test, locale) }) : t('performance.rows', { rows: formatNumber(probability.rows, locale), positives: formatNumber(probability.positives, locale), rate: formatPercent(probability.positives / Math.max(1, probability.rows), locale, 1) })
  return (
    <div className="model-verdict">
      {probability !== null && (
        <p>
          {t('performance.aucGood', { value: formatPercent(probability.auc.value, locale, 1) })} {lift !== null && t('performance.liftGood', { lift: formatNumber(lift, locale, 1) })}
        </p>
      )}
      <p className={outOfTime ? 'soft' : 'tone-warm'}>
        {outOfTime ? t('performance.outOfTime', { test: dates.test.join(', ') }) : t('performance.heldBack')} {size}
      </p>
      {probability !== null && probability.positives < FEW_POSITIVES && <p className="tone-warm">{t('performance.smallTest', { positives: formatNumber(probability.positives, locale) })}</p>}
    </div>
  )
}

function AmountFigures({ amount }: { readonly amount: NonNullable<Figures['amount']> }) {
  const { t } = useTranslation('models')
  const locale = useFormatLocale()
  const means = `${t('performance.meanLabel')} ${formatNumber(amount.meanLabel, locale, 0)} · ${t('performance.meanScore')} ${formatNumber(amount.meanScore, locale, 0)}`
  return (
    <section className="panel">
      <h2>{t('performance.figures')}</h2>
      <FigureTable digits={3} lines={[{ figure: 'r2', value: amount.r2, note: means }]} />
      <FigureTable digits={0} lines={[{ figure: 'rmse', value: amount.rmse }, { figure: 'mae', value: amount.mae }]} />
      {amount.rankCorrelation !== undefined && <p>{t('performance.rank', { value: formatNumber(amount.rankCorrelation, locale, 3) })}</p>}
      {amount.range && <p>{t('performance.range', { level: formatNumber(amount.range.level * 100, locale, 0), covered: formatPercent(amount.range.covered, locale, 1) })}</p>}
    </section>
  )
}

function ProbabilityFigures({ version, found }: { readonly version: VersionDetail; readonly found: NonNullable<Figures['probability']> }) {
  const { t } = useTranslation('models')
  const locale = useFormatLocale()
  const rate = formatNumber(found.positives / Math.max(1, found.rows), locale, 3)
  const lines: readonly Line[] = [
    { figure: 'auc', value: found.auc, note: `${t('performance.random')} 0.5` },
    { figure: 'averagePrecision', value: found.averagePrecision, note: `${t('performance.random')} ${rate}` },
    { figure: 'ks', value: found.ks, note: `${t('performance.random')} 0` },
    { figure: 'brier', value: found.brier, note: `${t('performance.random')} ${formatNumber(found.brierOfRate, locale, 4)}` },
    { figure: 'logLoss', value: found.logLoss },
    { figure: 'calibrationSlope', value: found.calibrationSlope, note: `${t('performance.ideal')} 1` },
    { figure: 'calibrationError', value: found.calibration.expectedError, note: t(version.figures.calibrated ? 'performance.calibrated' : 'performance.uncalibrated') },
  ]
  return (
    <>
      <div className="model-columns even">
        <GainsChart version={version} found={found} />
        <CalibrationChart version={version} found={found} />
      </div>
      <div className="model-columns even">
        <section className="panel">
          <h2>{t('performance.figures')}</h2>
          <FigureTable lines={lines} digits={4} />
        </section>
        <DecileTable gains={found.gains} />
      </div>
    </>
  )
}

function Performance({ version }: { readonly version: VersionDetail }) {
  const { probability, amount, uplift } = version.figures
  if (uplift) return <UpliftPerformance version={version} uplift={uplift} />
  return (
    <>
      <TestSentence figures={version.figures} />
      {probability !== null && <ProbabilityFigures version={version} found={probability} />}
      {amount !== null && <AmountFigures amount={amount} />}
    </>
  )
}

/** How a version stood the test: in words, as curves, as figures with intervals, decile by decile. */
export function PerformanceTab({ model }: { readonly model: ModelDetail }) {
  return <WithVersion model={model}>{(version) => <Performance version={version} />}</WithVersion>
}
