import { useTranslation } from 'react-i18next'
import type { Load } from '#ingest/contract'
import { StatusTag, type StatusTone } from '../../../ui/figures/StatusTag.js'

const tones: Readonly<Record<Load['status'], StatusTone>> = {
  running: 'active',
  loaded: 'done',
  unchanged: 'quiet',
  waiting: 'attention',
  failed: 'attention',
  cancelled: 'quiet',
}

export function LoadStatus({ status }: Pick<Load, 'status'>) {
  const { t } = useTranslation('ingest')
  return <StatusTag tone={tones[status]}>{t(`status.${status}`)}</StatusTag>
}
