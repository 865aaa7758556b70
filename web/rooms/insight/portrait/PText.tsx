import { useTranslation } from 'react-i18next'
import { formatNumber } from '../../../ui/format.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'

const LEAST = 0.001

/** An adjusted p; below 0.001 only that it is. */
export function PText({ p }: { readonly p: number | null }) {
  const { t } = useTranslation('insight')
  const locale = useFormatLocale()
  if (p === null) return <span className="no-value" title={t('portrait.noTest')}>–</span>
  return <span className={`figures ${p < 0.05 ? '' : 'soft'}`}>{p < LEAST ? `< ${formatNumber(LEAST, locale, 3)}` : formatNumber(p, locale, 3)}</span>
}
