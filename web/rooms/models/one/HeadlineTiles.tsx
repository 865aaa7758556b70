import { useTranslation } from 'react-i18next'
import { StatTile } from '../../../ui/figures/StatTile.js'
import { formatNumber, formatPercent } from '../../../ui/format.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import { FigureHelp } from '../FigureHelp.js'
import { modelPath } from '../models-paths.js'
import { UpliftTiles } from '../uplift/UpliftTiles.js'
import { type ModelDetail, usePickedNumber, useVersion } from './use-picked-version.js'
import { liftAt } from './figures.js'

/** The figures of the live version at a glance; nothing before the first version. */
export function HeadlineTiles({ model }: { readonly model: ModelDetail }) {
  const { t } = useTranslation('models')
  const locale = useFormatLocale()
  const number = usePickedNumber(model)
  const { data } = useVersion(model.key, number)
  const found = data?.figures.probability
  if (data?.figures.uplift) return <UpliftTiles model={model} version={data.number} uplift={data.figures.uplift} />
  if (data === undefined || found === null || found === undefined) return null
  const here = `${modelPath(model.key)}?tab=performance&v=${data.number}`
  const write = (value: number | null) => (value === null ? '–' : formatNumber(value, locale, 3))
  const lift = liftAt(found.lift, 0.1)
  return (
    <div className="stat-tiles">
      <StatTile label={t('figure.auc')} value={write(found.auc.value)} note={`[${write(found.auc.low)}, ${write(found.auc.high)}]`} to={here} help={<FigureHelp figure="auc" />} />
      {lift !== null && <StatTile label={t('figure.lift')} value={`×${formatNumber(lift, locale, 1)}`} note={t('performance.top', { share: formatPercent(0.1, locale, 0) })} to={here} help={<FigureHelp figure="lift" />} />}
      <StatTile label={t('figure.calibrationError')} value={write(found.calibration.expectedError)} note={t(data.figures.calibrated ? 'performance.calibrated' : 'performance.uncalibrated')} to={here} help={<FigureHelp figure="calibrationError" />} />
      <StatTile label={t('features.unused')} value={formatNumber(data.figures.unused.length, locale)} note={t('overview.featureCount', { count: data.features.length })} to={`${modelPath(model.key)}?tab=features`} />
    </div>
  )
}
