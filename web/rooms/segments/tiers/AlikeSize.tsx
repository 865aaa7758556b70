import { Button, Checkbox, InputNumber, Slider } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { adoptedSchema, type AlikePoint, type TieringRun } from '#segments/contract'
import { post } from '../../../api/client.js'
import { useMay } from '../../../api/session.js'
import { Chart } from '../../../ui/charts/Chart.js'
import { curveChart } from '../../../ui/charts/curve.js'
import { HelpHint } from '../../../ui/figures/HelpHint.js'
import { Num, Percent } from '../../../ui/figures/Num.js'
import { StatTile } from '../../../ui/figures/StatTile.js'
import { formatNumber, formatPercent } from '../../../ui/format.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import { useAdopt } from '../use-adopt.js'
import { atSize } from './alike-body.js'
import { tierRunUrl } from './tier-paths.js'

interface Props {
  readonly tiering: string
  readonly run: TieringRun
  readonly curve: readonly AlikePoint[]
}

const START = 0.05
const KEY_LENGTH = 60

/** How many of the most alike to take: the slider of sizes, what it is expected to reach, and the segment made of it. */
export function AlikeSize({ tiering, run, curve }: Props) {
  const { t } = useTranslation('segments')
  const locale = useFormatLocale()
  const all = curve.at(-1)?.customers ?? 0
  const [size, setSize] = useState(Math.max(1, Math.round(all * START)))
  const [withSeeds, setWithSeeds] = useState(false)
  const mayWrite = useMay('segment.write')
  const { adopt, isPending } = useAdopt(() => {
    const shown = formatNumber(size, locale)
    const name = { zh: t('tiers.alike.sizeName', { lng: 'zh', shown }), en: t('tiers.alike.sizeName', { lng: 'en', shown }) }
    return post(`${tierRunUrl(tiering, run.runId)}/adopt`, { most: size, withSeeds, way: 'cell', key: `${tiering}-${size}`.slice(0, KEY_LENGTH), name }, adoptedSchema)
  })
  const at = atSize(curve, size)
  if (at === null) return null
  const rows = [
    { name: t('tiers.alike.reached'), points: [{ x: 0, y: 0 }, ...curve.map(({ customers, seeds }) => ({ x: customers, y: seeds }))] },
    { name: t('tiers.alike.byChance'), isReference: true, points: [{ x: 0, y: 0 }, { x: all, y: 1 }] },
  ]
  return (
    <section className="panel life-panel alike-size">
      <h2>{t('tiers.alike.sizeTitle')} <HelpHint name={t('tiers.alike.sizeTitle')} formula="P(s ≥ c | held-out seed)" source="Elkan & Noto, KDD 2008">{t('tiers.alike.sizeHelp')}</HelpHint></h2>
      <div className="alike-slider">
        <Slider aria-label={t('tiers.alike.size')} min={1} max={all} value={size} onChange={setSize} tooltip={{ formatter: (value) => formatNumber(value ?? 0, locale) }} />
        <InputNumber aria-label={t('tiers.alike.size')} min={1} max={all} value={size} onChange={(value) => setSize(value ?? 1)} suffix={t('tiers.alike.people')} />
      </div>
      <div className="stat-tiles">
        <StatTile label={t('tiers.alike.cut')} value={<Num value={at.from} digits={3} />} />
        <StatTile label={t('tiers.alike.reached')} value={<Percent value={at.seeds} />} note={t('tiers.alike.ofOthers', { share: formatPercent(size / Math.max(1, all), locale, 1) })} />
        <StatTile label={t('tiers.alike.lift')} value={<Num value={at.lift} digits={2} />} />
      </div>
      <Chart chart={curveChart} rows={rows} options={{ xFormat: { kind: 'count' }, yFormat: { kind: 'percent' }, xLabel: t('tiers.alike.size'), yLabel: t('tiers.alike.reached'), xMax: all, yMax: 1 }} title={t('tiers.alike.curveTitle', { shown: formatNumber(size, locale), share: formatPercent(at.seeds, locale, 0) })} fileName={`${tiering}-sizes`} />
      {mayWrite && (
        <p className="member-choice">
          <Button type="primary" loading={isPending} onClick={() => adopt(undefined)}>{t('tiers.alike.take', { shown: formatNumber(size, locale) })}</Button>
          <Checkbox checked={withSeeds} onChange={({ target }) => setWithSeeds(target.checked)}>{t('tiers.alike.withSeeds')}</Checkbox>
        </p>
      )}
    </section>
  )
}
