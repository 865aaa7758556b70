import { Alert } from 'antd'
import { useTranslation } from 'react-i18next'
import type { StageBoard, TieringRun } from '#segments/contract'
import { formatNumber, formatPercent } from '../../../ui/format.js'
import { useSay } from '../../../ui/language/use-say.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'

type Advice = NonNullable<StageBoard['advice']>
const TYPES = { hold: 'warning', go: 'success' } as const

function useFigures(advice: Advice, run: TieringRun) {
  const say = useSay()
  const locale = useFormatLocale()
  const percent = (value: number | null) => formatPercent(value ?? 0, locale, 1)
  const count = (value: number | null) => formatNumber(value ?? 0, locale)
  const stage = say(run.cells.find(({ code }) => code === advice.stage)?.name ?? { zh: advice.stage })
  return { share: percent(advice.share), least: percent(advice.least), age: advice.age, low: percent(advice.low), high: percent(advice.high), cohorts: advice.cohorts.toReversed().join(', '), shown: count(advice.customers), met: count(advice.met), stage }
}

const isUnsure = ({ low, high, least }: Advice): boolean => low !== null && high !== null && low < least && high >= least

/** Whether the retention of the newest cohorts allows spending on new customers, with the figures and the bound. */
export function StageAdvice({ advice, run }: { readonly advice: Advice; readonly run: TieringRun }) {
  const { t } = useTranslation('segments')
  const values = useFigures(advice, run)
  const { says, share } = advice
  const bound = <small className="soft">{t('stages.bound', values)}</small>
  if (says === 'few') return <Alert showIcon type="info" title={t('stages.few')} description={<>{t('stages.fewWhy', values)}<br />{bound}</>} />
  return (
    <Alert
      showIcon
      type={TYPES[says]}
      title={t(share === null ? `stages.${says}Hidden` : `stages.${says}`, values)}
      description={<>{t(share === null ? 'stages.basisHidden' : 'stages.basis', values)} {isUnsure(advice) && t('stages.unsure')} {says === 'hold' && t('stages.reason')}<br />{bound}</>}
    />
  )
}
