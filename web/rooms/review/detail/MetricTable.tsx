import { useTranslation } from 'react-i18next'
import type { MetricResult } from '#review/contract'
import { Estimate } from '../../../ui/figures/Estimate.js'
import { HelpHint } from '../../../ui/figures/HelpHint.js'
import { Num } from '../../../ui/figures/Num.js'
import { StatusTag, type StatusTone } from '../../../ui/figures/StatusTag.js'
import { formatPercent } from '../../../ui/format.js'
import { useSay } from '../../../ui/language/use-say.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import { estimateOf, writeDiff, writeMean, writeP } from '../figures.js'

const tones: Readonly<Record<MetricResult['verdict'], StatusTone>> = {
  better: 'gain',
  worse: 'loss',
  'cannot-tell': 'quiet',
  'not-computable': 'attention',
}

function PValue({ p }: { readonly p: number | null }) {
  const { t } = useTranslation('review')
  const locale = useFormatLocale()
  return <span className="figures">{writeP(p, locale) ?? t('metric.tiny')}</span>
}

function Row({ row }: { readonly row: MetricResult }) {
  const { t } = useTranslation('review')
  const say = useSay()
  const locale = useFormatLocale()
  const good = row.better === 'higher' ? 'up' : 'down'
  const lift = row.relative_lift === null ? null : estimateOf(row.relative_lift, row.relative_low, row.relative_high)
  return (
    <tr>
      <th scope="row">{say(row.name)}</th>
      <td>{row.arm}</td>
      <td className="right figures">{writeMean(row.mean_arm, row, locale)}</td>
      <td className="right figures">{writeMean(row.mean_control, row, locale)}</td>
      <td className="right" title={`${t('metric.method')} ${t(`metric.${row.method}`)}`}>
        {row.reason ? (
          <span className="soft">{t(`reason.${row.reason}`)}</span>
        ) : (
          <Estimate estimate={estimateOf(row.diff, row.ci_low, row.ci_high)} format={(value) => writeDiff(value, row, locale)} good={good} />
        )}
      </td>
      <td className="right">
        <Estimate estimate={lift} format={(value) => formatPercent(value, locale)} />
      </td>
      <td className="right"><PValue p={row.p_value} /></td>
      <td className="right"><PValue p={row.p_adjusted} /></td>
      <td className="right"><Num value={row.n_arm} /> / <Num value={row.n_control} /></td>
      <td><StatusTag tone={tones[row.verdict]}>{t(`verdict.${row.verdict}`)}</StatusTag></td>
    </tr>
  )
}

/** Each metric of each arm against control: means, difference with its interval, lift and p. */
export function MetricTable({ metrics }: { readonly metrics: readonly MetricResult[] }) {
  const { t } = useTranslation('review')
  return (
    <section className="panel metric-table">
      <h2>{t('metric.title')}</h2>
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{t('metric.metric')}</th>
            <th scope="col">{t('metric.arm')}</th>
            <th scope="col" className="right">{t('metric.meanArm')}</th>
            <th scope="col" className="right">{t('metric.meanControl')}</th>
            <th scope="col" className="right">
              {t('metric.diff')}
              <HelpHint name={t('metric.diff')} formula={t('help.diffFormula')} source={t('help.diffSource')}>{t('help.diff')}</HelpHint>
            </th>
            <th scope="col" className="right">
              {t('metric.lift')}
              <HelpHint name={t('metric.lift')} formula={t('help.liftFormula')} source={t('help.liftSource')}>{t('help.lift')}</HelpHint>
            </th>
            <th scope="col" className="right">
              {t('metric.p')}
              <HelpHint name={t('metric.p')}>{t('help.p')}</HelpHint>
            </th>
            <th scope="col" className="right">
              {t('metric.pAdjusted')}
              <HelpHint name={t('metric.pAdjusted')} formula={t('help.adjustedFormula')} source={t('help.adjustedSource')}>{t('help.adjusted')}</HelpHint>
            </th>
            <th scope="col" className="right">{t('metric.n')}</th>
            <th scope="col">{t('metric.verdict')}</th>
          </tr>
        </thead>
        <tbody>
          {metrics.map((row) => (
            <Row key={`${row.metric} ${row.arm}`} row={row} />
          ))}
        </tbody>
      </table>
    </section>
  )
}
