import { Button, InputNumber } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { powerAnswerSchema } from '#strategy/contract'
import { usePosted } from '../../../api/posted.js'
import { useSettled } from '../../../ui/feedback/use-settled.js'
import { HelpHint } from '../../../ui/figures/HelpHint.js'
import { formatNumber, formatPercent, formatPp } from '../../../ui/format.js'
import { Loaded } from '../../../ui/feedback/Loaded.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import { withControlPercent } from '../arms.js'
import type { FormPart } from './form-part.js'
import { useSegments } from './GoalPart.js'

const suggestions = [5, 10, 20, 50] as const

function Amount(props: { readonly label: string; readonly value: number | null; readonly suffix?: string; readonly onChange: (value: number | null) => void }) {
  const { label, value, suffix, onChange } = props
  return (
    <label className="filter-date">
      <span className="soft">{label}</span>
      <InputNumber value={value} min={0} {...(suffix === undefined ? {} : { suffix })} onChange={onChange} />
    </label>
  )
}

interface AnswerProps {
  readonly baseline: number
  readonly n: number
  readonly share: number
  readonly effect: number | null
}

/** The answer of the power calculation, in words. */
function PowerWords({ baseline, n, share, effect }: AnswerProps) {
  const { t } = useTranslation('strategy')
  const locale = useFormatLocale()
  const asked = useSettled({ baseline, n, share, ...(effect === null ? {} : { effect }) })
  const power = usePosted('/api/v1/strategies/power', asked, powerAnswerSchema)
  const write = (value: number) => formatNumber(value, locale)
  return (
    <Loaded query={power} rows={2}>
      {({ arm, control, mde, needed }) => (
        <ul className="sentence-list">
          <li>{t('power.split', { n: write(arm + control), arm: write(arm), control: write(control) })}</li>
          <li>{mde === null ? t('power.none') : t('power.mde', { baseline: formatPercent(baseline, locale), mde: formatPp(mde, locale), to: formatPercent(baseline + mde, locale) })}</li>
          {needed && effect !== null && (
            <li className={needed.total > n ? 'tone-warm' : ''}>
              {t(needed.total > n ? 'power.short' : 'power.enough', { effect: formatPp(effect, locale), total: write(needed.total), control: write(needed.control) })}
            </li>
          )}
        </ul>
      )}
    </Loaded>
  )
}

const isInside = (percent: number | null): percent is number => percent !== null && percent > 0 && percent < 100

/** Percent fields as ratios; null while they do not make a question. */
function questionOf(baseline: number | null, n: number | null, control: number, effect: number | null): AnswerProps | null {
  if (!isInside(baseline) || !isInside(control) || n === null || n < 4) return null
  return { baseline: baseline / 100, n, share: control / 100, effect: isInside(effect) && effect + baseline < 100 ? effect / 100 : null }
}

/** What a list of this size can prove, and the control share it needs. */
export function PowerPanel({ values, change }: FormPart) {
  const { t } = useTranslation('strategy')
  const size = useSegments().data?.items.find(({ key }) => key === values.segment)?.latest?.size ?? null
  const [baseline, setBaseline] = useState<number | null>(5)
  const [effect, setEffect] = useState<number | null>(2)
  const [typed, setTyped] = useState<number | null>(null)
  const n = typed ?? size
  const control = values.arms.filter((arm) => arm.control).reduce((sum, { percent }) => sum + percent, 0)
  const question = questionOf(baseline, n, control, effect)
  return (
    <section className="panel panel-gap">
      <h2>
        {t('power.title')}{' '}
        <HelpHint name={t('power.title')} formula={t('power.formula')} source={t('power.source')}>
          {t('power.help')}
        </HelpHint>
      </h2>
      <div className="panel-gap">
        <Amount label={t('power.baseline')} value={baseline} suffix="%" onChange={setBaseline} />
        <Amount label={t('power.effect')} value={effect} suffix="pp" onChange={setEffect} />
        <Amount label={t('power.n')} value={n} onChange={setTyped} />
      </div>
      {question ? <PowerWords {...question} /> : <p className="soft">{t('power.wait')}</p>}
      <div className="button-row">
        <span className="soft">{t('power.suggest')}</span>
        {suggestions.map((percent) => (
          <Button key={percent} size="small" type={control === percent ? 'primary' : 'default'} onClick={() => change({ arms: withControlPercent(values.arms, percent) })}>
            {t('power.percent', { percent })}
          </Button>
        ))}
      </div>
    </section>
  )
}
