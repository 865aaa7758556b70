import { Button, Select, Slider } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Attraction, attractions, type Attractiveness, EVEN_WEIGHT } from '#segments/contract'
import { HelpHint } from '../../../ui/figures/HelpHint.js'
import { Percent } from '../../../ui/figures/Num.js'
import { useSay } from '../../../ui/language/use-say.js'
import { useUrlState } from '../../../ui/place/scope.js'
import { rebalanced, type Weights, weightsAsked, weightsOf } from './weights.js'

const PERCENT = 100

interface TagProps {
  readonly label: string
  readonly urlKey: 'valueTag' | 'effectTag'
  readonly chosen: Attractiveness['value']
  readonly tags: Attractiveness['values']
}

function TagSelect({ label, urlKey, chosen, tags }: TagProps) {
  const { t } = useTranslation('segments')
  const say = useSay()
  const [, change] = useUrlState()
  return (
    <label>
      {label}{' '}
      <Select aria-label={label} className="attract-tag" disabled={tags.length === 0} placeholder={t('attract.noTag')} showSearch={{ optionFilterProp: 'label' }} value={chosen?.key ?? null} options={tags.map(({ key, name }) => ({ value: key, label: say(name) }))} onChange={(key: string | null) => change({ [urlKey]: key }, { replace: true })} />
    </label>
  )
}

/** One slider a part; moving one moves the others. What counts is kept in the address. */
export function WeightControls({ found }: { readonly found: Attractiveness }) {
  const { t } = useTranslation('segments')
  const [search, change] = useUrlState()
  const [moving, setMoving] = useState<Weights | null>(null)
  const kept = weightsOf(search)
  const shown = moving ?? kept
  const settle = (one: Attraction, to: number) => {
    change(weightsAsked(rebalanced(kept, one, to / PERCENT)), { replace: true })
    setMoving(null)
  }
  return (
    <section aria-label={t('attract.weights')}>
      <div className="attract-weights">
        {attractions.map((one) => (
          <div key={one}>
            <span className={`attract-dot part-${one}`} aria-hidden /> {t(`attract.parts.${one}`)} <HelpHint name={t(`attract.parts.${one}`)}>{t(`attract.partsHelp.${one}`)}</HelpHint>
            <span className="attract-weight"><Percent value={shown[one]} digits={0} /></span>
            <Slider aria-label={t(`attract.parts.${one}`)} min={0} max={PERCENT} value={Math.round(shown[one] * PERCENT)} tooltip={{ formatter: (value) => `${value ?? 0} %` }} onChange={(to: number) => setMoving(rebalanced(kept, one, to / PERCENT))} onChangeComplete={(to: number) => settle(one, to)} />
          </div>
        ))}
      </div>
      <div className="plane-controls">
        <TagSelect label={t('attract.valueTag')} urlKey="valueTag" chosen={found.value} tags={found.values} />
        <TagSelect label={t('attract.effectTag')} urlKey="effectTag" chosen={found.effect} tags={found.effects} />
        {attractions.some((one) => kept[one] !== EVEN_WEIGHT) && <Button onClick={() => change(Object.fromEntries(attractions.map((one) => [`w-${one}`, null])), { replace: true })}>{t('attract.even')}</Button>}
        <span className="soft">{t('attract.weightsHelp')}</span>
      </div>
    </section>
  )
}
