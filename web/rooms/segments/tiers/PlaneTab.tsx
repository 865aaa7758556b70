import { Button, InputNumber, Segmented, Slider } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { adoptedSchema, type PlaneScale, planeScales, type TierPlane, tierPlaneSchema, type TieringRun } from '#segments/contract'
import { post } from '../../../api/client.js'
import { useApi } from '../../../api/query.js'
import { useMay } from '../../../api/session.js'
import { EmptyState } from '../../../ui/feedback/EmptyState.js'
import { Loaded } from '../../../ui/feedback/Loaded.js'
import { useSettled } from '../../../ui/feedback/use-settled.js'
import { HelpHint } from '../../../ui/figures/HelpHint.js'
import { MoneyText, Num, Percent } from '../../../ui/figures/Num.js'
import { StatTile } from '../../../ui/figures/StatTile.js'
import { formatNumber } from '../../../ui/format.js'
import { useSay } from '../../../ui/language/use-say.js'
import { useScope, useUrlState } from '../../../ui/place/scope.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import { useAdopt } from '../use-adopt.js'
import { PlanePicture } from './PlanePicture.js'
import { TierFigure } from './TierFigure.js'
import { tierRunUrl } from './tier-paths.js'

interface Choice {
  readonly most: number
  readonly weight: number
  readonly scale: PlaneScale
}

const PERCENT = 100
const START: Choice = { most: 200, weight: 0.5, scale: 'log' }

/** The choice of the URL; what cannot be read is as it begins. */
function choiceOf(search: URLSearchParams): Choice {
  const [most, weight] = [Number(search.get('most')), Number(search.get('weight') ?? Number.NaN)]
  return {
    most: Number.isInteger(most) && most > 0 ? most : START.most,
    weight: weight >= 0 && weight <= 1 ? weight : START.weight,
    scale: planeScales.find((scale) => scale === search.get('scale')) ?? START.scale,
  }
}

function Controls({ choice, onChange }: { readonly choice: Choice; readonly onChange: (part: Partial<Choice>) => void }) {
  const { t } = useTranslation('segments')
  return (
    <div className="plane-controls">
      <label>
        {t('plane.capacity')} <InputNumber<number> min={1} max={10_000_000} precision={0} value={choice.most} onChange={(most) => most !== null && onChange({ most })} />
      </label>
      <span className="plane-weight">
        {t('plane.weight')} <HelpHint name={t('plane.weight')} formula="s = w·z(x) + (1 − w)·z(y)">{t('plane.weightHelp')}</HelpHint>
        <Slider aria-label={t('plane.weight')} min={0} max={PERCENT} step={5} value={Math.round(choice.weight * PERCENT)} tooltip={{ formatter: (value) => `${value ?? 0} %` }} onChange={(weight) => onChange({ weight: weight / PERCENT })} />
      </span>
      <span>
        {t('plane.scale')} <HelpHint name={t('plane.scale')} formula="z = (v − μ) / σ">{t('plane.scaleHelp')}</HelpHint>{' '}
        <Segmented<PlaneScale> value={choice.scale} onChange={(scale) => onChange({ scale })} options={planeScales.map((value) => ({ value, label: t(`plane.scales.${value}`) }))} />
      </span>
    </div>
  )
}

function Chosen({ plane }: { readonly plane: TierPlane }) {
  const { t } = useTranslation('segments')
  const say = useSay()
  const { chosen, run, x, y, customers } = plane
  if (chosen === null) return null
  return (
    <div className="stat-tiles">
      <StatTile label={t('plane.customers')} value={<Num value={chosen.customers} />} note={<Percent value={chosen.customers / customers} of={{ part: chosen.customers, total: customers }} />} />
      <StatTile label={`${t('plane.means')} · ${say(x.name)}`} value={<TierFigure value={chosen.x} unit={x.unit} />} note={<>{t('plane.rest')} <TierFigure value={chosen.restX} unit={x.unit} /></>} />
      <StatTile label={`${t('plane.means')} · ${say(y.name)}`} value={<TierFigure value={chosen.y} unit={y.unit} />} note={<>{t('plane.rest')} <TierFigure value={chosen.restY} unit={y.unit} /></>} />
      {run.money !== null && <StatTile label={t('tiers.money')} value={<MoneyText minor={chosen.money === null ? null : Math.round(chosen.money)} currency={run.money.ccy ?? 'CNY'} />} />}
    </div>
  )
}

function AdoptFront({ tiering, name, run, choice, count }: { readonly tiering: string; readonly name: { zh: string; en?: string | undefined }; readonly run: TieringRun; readonly choice: Choice; readonly count: number }) {
  const { t } = useTranslation('segments')
  const locale = useFormatLocale()
  const { org } = useScope()
  const shown = formatNumber(count, locale)
  const { adopt, isPending } = useAdopt(() => {
    const title = { zh: `${name.zh}：两项最高的 ${count} 位`, en: `${name.en ?? name.zh}: the ${count} highest in both` }
    const { most, weight, scale } = choice
    return post(`${tierRunUrl(tiering, run.runId)}/adopt`, { most, front: { weight, scale }, way: 'cell', key: `${tiering}-front-${most}-${Math.round(weight * PERCENT)}`.slice(0, 60), name: title }, adoptedSchema, { query: { org } })
  })
  if (!useMay('segment.write')) return null
  return <Button type="primary" loading={isPending} onClick={() => adopt(undefined)}>{t('plane.adopt', { shown })}</Button>
}

interface Props {
  readonly tiering: string
  readonly name: { zh: string; en?: string | undefined }
  readonly run: TieringRun
}

/** Customers by two figures, and whom a capacity takes of them: potential and value. */
export function PlaneTab({ tiering, name, run }: Props) {
  const { t } = useTranslation('segments')
  const { org } = useScope()
  const [search, change] = useUrlState()
  const [choice, setChoice] = useState(() => choiceOf(search))
  const asked = useSettled(choice)
  const plane = useApi(`${tierRunUrl(tiering, run.runId)}/plane`, tierPlaneSchema, { query: { most: asked.most, weight: asked.weight, scale: asked.scale, org }, keepPrevious: true })
  const put = (part: Partial<Choice>) => {
    const next = { ...choice, ...part }
    setChoice(next)
    change({ most: String(next.most), weight: String(next.weight), scale: next.scale }, { replace: true })
  }
  return (
    <Loaded query={plane}>
      {(data) =>
        data.customers === 0 ? (
          <EmptyState title={t('plane.none')} why={t('plane.noneWhy')} />
        ) : (
          <div className="overview">
            <Controls choice={choice} onChange={put} />
            <Chosen plane={data} />
            <section className="panel">
              <PlanePicture plane={data} scale={asked.scale} weight={asked.weight} />
              <p className="soft">
                {t('plane.purpose')} {t('plane.line')} {data.hidden > 0 && t('plane.hiddenBins', { count: data.hidden })}
              </p>
            </section>
            {data.chosen !== null && (
              <p>
                <AdoptFront tiering={tiering} name={name} run={run} choice={asked} count={data.chosen.customers} /> <span className="soft">{t('plane.follows')}</span>
              </p>
            )}
          </div>
        )
      }
    </Loaded>
  )
}
