import { useTranslation } from 'react-i18next'
import type { UpliftFigures } from '#models/contract'
import { StatTile } from '../../../ui/figures/StatTile.js'
import { formatNumber, formatPp } from '../../../ui/format.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import { FigureHelp } from '../FigureHelp.js'
import { modelPath } from '../models-paths.js'
import type { ModelDetail } from '../one/use-picked-version.js'
import { estimateOf } from './uplift-rows.js'

interface Props {
  readonly model: ModelDetail
  readonly version: number
  readonly uplift: UpliftFigures
}

/** The figures of an uplift version at a glance, of its first arm. */
export function UpliftTiles({ model, version, uplift }: Props) {
  const { t } = useTranslation('models')
  const locale = useFormatLocale()
  const [arm] = uplift.arms
  if (arm === undefined) return null
  const here = `${modelPath(model.key)}?tab=performance&v=${version}`
  const pp = (value: number) => formatPp(value, locale, 2)
  const plain = (value: number) => formatNumber(value, locale, 3)
  const interval = (of: typeof arm.qini, write: (value: number) => string) => {
    const estimate = estimateOf(of)
    return estimate === null ? '' : `[${write(estimate.low)}, ${write(estimate.high)}]`
  }
  return (
    <div className="stat-tiles">
      <StatTile label={t('figure.average')} value={pp(arm.average.value)} note={interval(arm.average, pp)} to={here} help={<FigureHelp figure="average" />} />
      <StatTile label={t('figure.qini')} value={plain(arm.qini.value)} note={interval(arm.qini, plain)} to={here} help={<FigureHelp figure="qini" />} />
      <StatTile label={t('uplift.quadrant.sleeping_dog.name')} value={formatNumber(arm.quadrants.sleeping_dog, locale)} note={t('uplift.quadrant.sleeping_dog.do')} to={here} />
      <StatTile label={t('uplift.warnings')} value={formatNumber(uplift.warnings.length, locale)} note={uplift.warnings.map(({ warning }) => t(`uplift.warning.${warning}`)).join(t('lists.comma'))} to={here} />
    </div>
  )
}
