import { useTranslation } from 'react-i18next'
import type { EvaluationResult } from '#review/contract'
import { HelpHint } from '../../ui/figures/HelpHint.js'
import { StatusTag } from '../../ui/figures/StatusTag.js'
import { useFormatLocale } from '../../ui/theme/Look.js'
import { writeP } from './figures.js'

/** Whether the arms have their designed sizes. */
export function SampleRatio({ check }: { readonly check: EvaluationResult['sampleRatio'] }) {
  const { t } = useTranslation('review')
  const locale = useFormatLocale()
  return (
    <span className="sample-ratio">
      <StatusTag tone={check.flagged ? 'attention' : 'done'}>
        {check.flagged ? t('srm.flagged') : t('srm.passed')}
      </StatusTag>{' '}
      <span className="soft figures">{t('srm.p', { p: writeP(check.p_value, locale) ?? t('metric.tiny') })}</span>
      <HelpHint name={t('srm.name')} formula={t('srm.formula')} source={t('srm.source')}>
        {t('srm.what')}
      </HelpHint>
    </span>
  )
}
