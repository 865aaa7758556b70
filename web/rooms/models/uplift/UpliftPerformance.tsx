import { Alert, Segmented } from 'antd'
import { useTranslation } from 'react-i18next'
import type { UpliftFigures } from '#models/contract'
import { Chart } from '../../../ui/charts/Chart.js'
import { curveChart } from '../../../ui/charts/curve.js'
import { forestChart } from '../../../ui/charts/forest.js'
import { formatNumber, formatPp } from '../../../ui/format.js'
import { useSay } from '../../../ui/language/use-say.js'
import { useUrlState } from '../../../ui/place/scope.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import type { VersionDetail } from '../one/use-picked-version.js'
import { ArmPolicies } from './ArmPolicies.js'
import { ArmFiguresTable } from './ArmFiguresTable.js'
import { BalanceTable } from './BalanceTable.js'
import { PolicyTable } from './PolicyTable.js'
import { QuadrantTiles } from './QuadrantTiles.js'
import { type ArmFigures, bandRows, provenOf, qiniCurves } from './uplift-rows.js'

/** What must be known before the figures are believed. */
function Warnings({ warnings }: Pick<UpliftFigures, 'warnings'>) {
  const { t } = useTranslation('models')
  const say = useSay()
  return warnings.map(({ warning, of, message }) => <Alert key={`${warning} ${of}`} type="warning" showIcon title={`${t(`uplift.warning.${warning}`, { defaultValue: warning })} · ${of}`} description={say(message)} />)
}

/** What the campaign changes on average and whether the ranking is worth anything, in words. */
function Verdict({ arm }: { readonly arm: ArmFigures }) {
  const { t } = useTranslation('models')
  const locale = useFormatLocale()
  const write = (value: number) => formatPp(value, locale, 2)
  const averageWord = { gain: 'uplift.averageGain', loss: 'uplift.averageLoss', unclear: 'uplift.averageUnclear' } as const
  const qiniWord = { gain: 'uplift.qiniGain', loss: 'uplift.qiniLoss', unclear: 'uplift.qiniUnclear' } as const
  return (
    <div className="model-verdict">
      <p>
        {t(averageWord[provenOf(arm.average)], { value: write(arm.average.value) })} {t(qiniWord[provenOf(arm.qini)], { value: formatNumber(arm.qini.value, locale, 3) })}
      </p>
      <p className={provenOf(arm.placebo) === 'unclear' ? 'soft' : 'tone-warm'}>{t(provenOf(arm.placebo) === 'unclear' ? 'uplift.placeboFine' : 'uplift.placeboWrong', { value: formatNumber(arm.placebo.value, locale, 3) })}</p>
    </div>
  )
}

function Charts({ version, arm }: { readonly version: VersionDetail; readonly arm: ArmFigures }) {
  const { t } = useTranslation('models')
  const locale = useFormatLocale()
  const note = t('uplift.note', { version: version.number, treated: formatNumber(arm.treated, locale), control: formatNumber(arm.control, locale) })
  const best = arm.points.reduce<ArmFigures['points'][number] | null>((top, point) => (top === null || point.qini > top.qini ? point : top), null)
  return (
    <div className="model-columns even">
      <Chart
        chart={curveChart}
        rows={qiniCurves(arm, { model: t('performance.model'), chance: t('performance.random') })}
        options={{ xFormat: { kind: 'percent' }, yFormat: { kind: 'number', digits: 1 }, xLabel: t('uplift.shareTreated'), yLabel: t('uplift.extra'), xMax: 1 }}
        title={best === null || provenOf(arm.qini) !== 'gain' ? t('uplift.qiniPlain') : t('uplift.qiniTitle', { share: formatNumber(best.share * 100, locale, 0) })}
        note={note}
        fileName={`${version.model}-${version.number}-qini`}
      />
      <Chart
        chart={forestChart}
        rows={bandRows(arm, (band, predicted) => t('uplift.band', { band, predicted: formatPp(predicted, locale, 1) }))}
        options={{ format: { kind: 'pp' }, good: 'up' }}
        title={t('uplift.bandTitle', { slope: arm.calibration.slope === null ? '–' : formatNumber(arm.calibration.slope, locale, 2) })}
        note={t('uplift.bandNote')}
        fileName={`${version.model}-${version.number}-uplift-bands`}
      />
    </div>
  )
}

/** How an uplift version stood the test on past campaigns: warnings first, then what it is worth. */
export function UpliftPerformance({ version, uplift }: { readonly version: VersionDetail; readonly uplift: UpliftFigures }) {
  const [search, change] = useUrlState()
  const arm = uplift.arms.find((one) => one.arm === search.get('arm')) ?? uplift.arms[0]
  if (arm === undefined) return null
  return (
    <>
      <Warnings warnings={uplift.warnings} />
      {uplift.arms.length > 1 && (
        <div>
          <Segmented value={arm.arm} onChange={(next: string) => change({ arm: next }, { replace: true })} options={uplift.arms.map((one) => ({ value: one.arm, label: one.arm }))} />
        </div>
      )}
      <Verdict arm={arm} />
      <QuadrantTiles counts={arm.quadrants} />
      <Charts version={version} arm={arm} />
      <div className="model-columns even">
        <ArmFiguresTable arm={arm} />
        <PolicyTable arm={arm} />
      </div>
      {uplift.policies !== undefined && uplift.policies.length > 0 && <ArmPolicies policies={uplift.policies} />}
      <BalanceTable uplift={uplift} arm={arm.arm} features={version.features} />
    </>
  )
}
