import { useTranslation } from 'react-i18next'
import type { CustomerUses } from '#customers/contract'
import { StatusTag } from '../../../ui/figures/StatusTag.js'

/** Why a tag is told faintly: stale, of grade D, or a guess. Nothing where it is none. */
export function FaintMark({ tag: { stale, grade, unsure, asOf } }: { readonly tag: Pick<CustomerUses['tags'][number], 'stale' | 'grade' | 'unsure' | 'asOf'> }) {
  const { t } = useTranslation('customers')
  const why = [...(stale ? [`${t('panel.tags.stale')} ${asOf ?? ''}`.trim()] : []), ...(unsure ? [t('panel.tags.unsure')] : []), ...(grade === 'D' ? [`${t('panel.tags.grade')} D`] : [])]
  return why.length === 0 ? null : <StatusTag tone="quiet">{why.join(' · ')}</StatusTag>
}
