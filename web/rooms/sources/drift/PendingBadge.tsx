import { formatNumber } from '../../../ui/format.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import { usePendingDrift } from './use-pending-drift.js'

/** The number of loads that wait, beside the menu's line. */
export function PendingBadge() {
  const pending = usePendingDrift()
  const locale = useFormatLocale()
  return pending === 0 ? null : <span className="nav-count figures">{formatNumber(pending, locale)}</span>
}
