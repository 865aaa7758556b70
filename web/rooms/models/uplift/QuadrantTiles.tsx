import { useTranslation } from 'react-i18next'
import { quadrants } from '#models/contract'
import { HelpHint } from '../../../ui/figures/HelpHint.js'
import { Num } from '../../../ui/figures/Num.js'
import { StatTile } from '../../../ui/figures/StatTile.js'
import { formatPercent } from '../../../ui/format.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'

type Quadrant = (typeof quadrants)[number]

interface Props {
  readonly counts: Readonly<Partial<Record<Quadrant, number>>>
  /** The customers of a quadrant, where there is a list of them. */
  readonly to?: (quadrant: Quadrant) => string
}

/** Customers by what a campaign does to them, with what to do about each kind. */
export function QuadrantTiles({ counts, to }: Props) {
  const { t } = useTranslation('models')
  const locale = useFormatLocale()
  const all = quadrants.reduce((sum, quadrant) => sum + (counts[quadrant] ?? 0), 0)
  return (
    <div className="stat-tiles">
      {quadrants.map((quadrant) => {
        const count = counts[quadrant] ?? 0
        return (
          <StatTile
            key={quadrant}
            label={t(`uplift.quadrant.${quadrant}.name`)}
            value={<Num value={count} />}
            note={`${formatPercent(all === 0 ? 0 : count / all, locale)} · ${t(`uplift.quadrant.${quadrant}.do`)}`}
            help={<HelpHint name={t(`uplift.quadrant.${quadrant}.name`)} source={t('uplift.quadrantSource')}>{t(`uplift.quadrant.${quadrant}.what`)}</HelpHint>}
            {...(to === undefined ? {} : { to: to(quadrant) })}
          />
        )
      })}
    </div>
  )
}
