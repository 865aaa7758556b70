import { useTranslation } from 'react-i18next'
import type { Difference } from '#ingest/contract'
import { formatNumber, formatPercent } from '../../../ui/format.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'

const MOST_VALUES = 8

/** A difference as a sentence. */
export function useDifferenceWords(): (difference: Difference) => string {
  const { t } = useTranslation('sources')
  const locale = useFormatLocale()
  return (difference) => {
    switch (difference.kind) {
      case 'new-column':
        return difference.mapped ? t('drift.backColumn', difference) : t('drift.newColumn', { column: difference.column, type: t(`shapeType.${difference.type}`) })
      case 'vanished':
        return `${t('drift.vanished', difference)}${difference.required ? ` · ${t('drift.required')}` : ''}`
      case 'type': {
        const { column, before, after, misfits, values } = difference
        return t('drift.type', { column, before: t(`shapeType.${before}`), after: t(`shapeType.${after}`), misfits: formatNumber(misfits, locale), values: formatNumber(values, locale) })
      }
      case 'new-values': {
        const { column, added, share } = difference
        const shown = added.slice(0, MOST_VALUES).join(' / ') + (added.length > MOST_VALUES ? ' …' : '')
        return t('drift.newValues', { column, values: shown, share: formatPercent(share, locale) })
      }
      case 'late':
        return t('drift.late', difference)
    }
  }
}
