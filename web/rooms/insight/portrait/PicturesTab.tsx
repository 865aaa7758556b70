import { useTranslation } from 'react-i18next'
import type { Portrait } from '#insight/contract'
import { Chart } from '../../../ui/charts/Chart.js'
import { radarChart } from '../../../ui/charts/radar.js'
import { tagCloudChart } from '../../../ui/charts/tag-cloud.js'
import { HelpHint } from '../../../ui/figures/HelpHint.js'
import { formatPercent } from '../../../ui/format.js'
import { useSay } from '../../../ui/language/use-say.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import { AssetsPanel } from './AssetsPanel.js'
import { traitValue } from './cell-words.js'
import { FlowsPanel } from './FlowsPanel.js'
import { cloudOf, measuresOf } from './picture-rows.js'

/** Outer ring of the radar: twice the base. */
const MOST = 200

function Radar({ portrait }: { readonly portrait: Portrait }) {
  const { t } = useTranslation('insight')
  const say = useSay()
  const locale = useFormatLocale()
  const rows = measuresOf(portrait).map(({ trait, index, of, base, isShare }) => {
    const write = (value: number) => (isShare ? formatPercent(value, locale) : traitValue(value, trait, locale))
    return { name: say(trait.name), value: index, base: 100, note: `${write(of)} / ${write(base)}` }
  })
  const options = { format: { kind: 'number', digits: 0 }, nameLabel: t('picture.radar.measure'), valueLabel: say(portrait.of.name), baseLabel: t('picture.radar.base'), noteLabel: t('picture.radar.made'), most: MOST } as const
  return (
    <section className="panel">
      <h2>
        {t('picture.radar.name')}
        <HelpHint name={t('picture.radar.name')} formula={t('picture.radar.formula')}>{t('picture.radar.help')}</HelpHint>
      </h2>
      {rows.length < 3 ? <p className="soft">{t('picture.radar.none')}</p> : <Chart chart={radarChart} rows={rows} options={options} title={t('picture.radar.title', { name: say(portrait.of.name), base: say(portrait.against.name) })} note={t('picture.radar.note', { most: MOST })} fileName="portrait-radar" />}
    </section>
  )
}

function Cloud({ portrait }: { readonly portrait: Portrait }) {
  const { t } = useTranslation('insight')
  const say = useSay()
  // A short value says little without its tag.
  const rows = cloudOf(portrait).map(({ trait, cell, tgi, proven }) => {
    const label = say(cell.label)
    return { name: cell.code === 'true' ? say(trait.name) : label.length < 3 ? `${say(trait.name)} ${label}` : label, weight: tgi, strong: proven }
  })
  return (
    <section className="panel">
      <h2>
        {t('picture.cloud.name')}
        <HelpHint name={t('picture.cloud.name')} formula={t('picture.cloud.formula')}>{t('picture.cloud.help')}</HelpHint>
      </h2>
      {rows.length === 0 ? <p className="soft">{t('picture.cloud.none')}</p> : <Chart chart={tagCloudChart} rows={rows} options={{ format: { kind: 'number', digits: 0 }, nameLabel: t('picture.cloud.tag'), weightLabel: t('portrait.tgi') }} title={t('picture.cloud.title', { name: say(portrait.of.name) })} note={t('picture.cloud.note', { date: portrait.asOf })} fileName="portrait-cloud" />}
    </section>
  )
}

/** A portrait at a glance: radar, tag cloud, how assets changed, where money went. */
export function PicturesTab({ portrait }: { readonly portrait: Portrait }) {
  return (
    <div className="picture-grid">
      <Radar portrait={portrait} />
      <Cloud portrait={portrait} />
      <AssetsPanel portrait={portrait} />
      <FlowsPanel portrait={portrait} />
    </div>
  )
}
