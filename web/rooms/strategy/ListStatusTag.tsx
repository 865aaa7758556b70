import { useTranslation } from 'react-i18next'
import type { ListStatus } from '#strategy/contract'
import { StatusTag, type StatusTone } from '../../ui/figures/StatusTag.js'

type Status = ListStatus | 'DRAFT' | 'PUBLISHED'

const tones: Readonly<Record<Status, StatusTone>> = {
  DRAFT: 'quiet',
  PUBLISHED: 'done',
  FROZEN: 'attention',
  RELEASED: 'active',
  CANCELLED: 'quiet',
}

/** Where a strategy or list stands. */
export function ListStatusTag({ status }: { readonly status: Status }) {
  const { t } = useTranslation('strategy')
  return <StatusTag tone={tones[status]}>{t(`status.${status}`)}</StatusTag>
}
