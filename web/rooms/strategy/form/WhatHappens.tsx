import { useTranslation } from 'react-i18next'
import { formatNumber } from '../../../ui/format.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import { useSay } from '../../../ui/language/use-say.js'
import { designedSplit } from '../arms.js'
import { useSegments } from './GoalPart.js'
import type { StrategyValues } from './strategy-values.js'

/** Sentences that say what this strategy will do, with its numbers. */
export function WhatHappens({ values }: { readonly values: StrategyValues }) {
  const { t } = useTranslation('strategy')
  const locale = useFormatLocale()
  const say = useSay()
  const segment = useSegments().data?.items.find(({ key }) => key === values.segment)
  const size = segment?.latest?.size
  const write = (value: number) => formatNumber(value, locale)
  const split = designedSplit(size ?? 0, values.arms.map((arm) => ({ ...arm, share: arm.percent / 100 })))
  const name = segment === undefined ? '' : say(segment.name)
  return (
    <section className="panel">
      <h2>{t('will.title')}</h2>
      <ul className="sentence-list">
        <li>{segment === undefined ? t('will.noSegment') : size === undefined ? t('will.who', { name }) : t('will.whoSized', { name, size: write(size) })}</li>
        <li>{t(`will.${values.purpose}`)}</li>
        {size !== undefined && <li>{t('will.split', { treated: write(split.treated), control: write(split.control) })}</li>}
        <li>{t(`will.${values.channel}`)}</li>
        <li>{t('will.second')}</li>
        {values.windowDays !== null && <li>{t('will.window', { days: write(values.windowDays) })}</li>}
      </ul>
    </section>
  )
}
