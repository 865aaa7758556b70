import { useTranslation } from 'react-i18next'
import { barChart } from '../../../ui/charts/bar.js'
import { Chart } from '../../../ui/charts/Chart.js'
import { curveChart } from '../../../ui/charts/curve.js'
import { HelpHint } from '../../../ui/figures/HelpHint.js'
import { MoneyText, Num, Percent } from '../../../ui/figures/Num.js'
import { StatTile } from '../../../ui/figures/StatTile.js'
import { formatNumber, formatPercent } from '../../../ui/format.js'
import { useSay } from '../../../ui/language/use-say.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import { CellTable, type TierResult } from './CellTable.js'
import { QuadrantGrid, RfmGrid } from './CellGrid.js'
import { Alike } from './Alike.js'
import { AlikeSize } from './AlikeSize.js'
import { useFeatureNames } from './use-feature-names.js'

interface Props {
  readonly tiering: string
  readonly result: TierResult
}

const TENTH = 0.1

function Figures({ result }: Pick<Props, 'result'>) {
  const { t } = useTranslation('segments')
  const { run, concentration } = result
  const top = concentration?.top.find(({ share }) => share === TENTH)
  return (
    <div className="stat-tiles">
      <StatTile label={t('tiers.customers')} value={<Num value={result.customers} />} note={t('tiers.asOf', { date: run.asOf })} />
      {run.money !== null && <StatTile label={t('tiers.money')} value={<MoneyText minor={result.money === null ? null : Math.round(result.money)} currency={run.money.ccy ?? 'CNY'} />} />}
      {concentration !== null && (
        <StatTile
          label={t('tiers.gini')}
          value={<Num value={concentration.gini} digits={3} />}
          help={<HelpHint name={t('tiers.gini')} formula="G = 2·Σ i·x / (n·Σ x) − (n + 1) / n" source="Dixon et al., Ecology 68 (1987)">{t('tiers.giniHelp')}</HelpHint>}
        />
      )}
      {top !== undefined && <StatTile label={t('tiers.topTenth')} value={<Percent value={top.holds} />} note={t('tiers.topNote')} />}
    </div>
  )
}

function Lorenz({ result, tiering }: Props) {
  const { t } = useTranslation('segments')
  const locale = useFormatLocale()
  const { concentration } = result
  const last = concentration?.top.find(({ share }) => share === TENTH)
  if (concentration === null || last === undefined) return null
  const even = { name: t('tiers.even'), isReference: true, points: [{ x: 0, y: 0 }, { x: 1, y: 1 }] }
  const rows = [{ name: t('tiers.lorenz'), points: concentration.curve.map(({ customers, measure }) => ({ x: customers, y: measure })) }, even]
  return (
    <Chart
      chart={curveChart}
      rows={rows}
      options={{ xFormat: { kind: 'percent' }, yFormat: { kind: 'percent' }, xLabel: t('tiers.poorest'), yLabel: t('tiers.held'), xMax: 1, yMax: 1 }}
      title={t('tiers.lorenzTitle', { share: formatPercent(last.holds, locale, 1) })}
      note={t('tiers.lorenzNote', { gini: formatNumber(concentration.gini, locale, 3) })}
      fileName={`${tiering}-lorenz`}
    />
  )
}

function Sizes({ result, tiering }: Props) {
  const { t } = useTranslation('segments')
  const say = useSay()
  const rows = result.run.cells.map((cell, at) => ({ name: say(cell.name), value: result.rows[at]?.customers ?? 0 }))
  const largest = rows.toSorted((a, b) => b.value - a.value)[0]
  return (
    <Chart
      chart={barChart}
      rows={result.run.kind === 'pyramid' ? rows.toReversed() : rows}
      options={{ format: { kind: 'count' }, keepOrder: true, nameLabel: t('tiers.cell'), valueLabel: t('tiers.customers') }}
      title={t('tiers.largest', { cell: largest?.name ?? '' })}
      fileName={tiering}
    />
  )
}

/** What a run found: figures, the picture of its model, and the cells. */
export function OverviewTab({ tiering, result }: Props) {
  const { kind } = result.run
  const featureName = useFeatureNames(tiering)
  return (
    <div className="overview">
      <Figures result={result} />
      <CellTable tiering={tiering} result={result} />
      <div className="tier-charts">
        {(kind === 'pyramid' || kind === 'lifecycle' || kind === 'causes') && <Sizes tiering={tiering} result={result} />}
        {result.run.alike !== null && result.run.alike.curve.length > 0 && <AlikeSize key={result.run.runId} tiering={tiering} run={result.run} curve={result.run.alike.curve} />}
        {result.run.alike !== null && <Alike run={result.run} alike={result.run.alike} nameOf={featureName} />}
        {kind === 'quadrant' && <QuadrantGrid result={result} />}
        {kind === 'rfm' && <RfmGrid result={result} />}
        <Lorenz tiering={tiering} result={result} />
      </div>
    </div>
  )
}
