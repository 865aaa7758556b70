import { useTranslation } from 'react-i18next'
import type { ResultStatus } from '#quality/contract'
import { StatusTag, type StatusTone } from '../../ui/figures/StatusTag.js'

const tones: Readonly<Record<ResultStatus, StatusTone>> = { pass: 'done', warn: 'attention', block: 'loss', error: 'attention', skipped: 'quiet' }

/** How a check ended. */
export function ResultTag({ status }: { readonly status: ResultStatus | null }) {
  const { t } = useTranslation('quality')
  return <StatusTag tone={status === null ? 'quiet' : tones[status]}>{status === null ? t('status.never') : t(`status.${status}`)}</StatusTag>
}
