import { useTranslation } from 'react-i18next'
import type { disclosureOf } from '#privacy/contract'
import { StatusTag, type StatusTone } from '../../../ui/figures/StatusTag.js'

const tones: Readonly<Record<ReturnType<typeof disclosureOf>, StatusTone>> = { clear: 'quiet', masked: 'active', banded: 'active', hidden: 'attention' }

/** What somebody is shown of a column. */
export function DisclosureTag({ shown }: { readonly shown: ReturnType<typeof disclosureOf> }) {
  const { t } = useTranslation('privacy')
  return <StatusTag tone={tones[shown]}>{t(`class.disclosure.${shown}`)}</StatusTag>
}
