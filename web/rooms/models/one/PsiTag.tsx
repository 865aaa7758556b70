import { useTranslation } from 'react-i18next'
import { StatusTag } from '../../../ui/figures/StatusTag.js'
import { readPsi } from './figures.js'

const tones = { stable: 'done', watch: 'active', moved: 'attention' } as const

/** How a population stability index is read, in a word and a mark. */
export function PsiTag({ psi }: { readonly psi: number }) {
  const { t } = useTranslation('models')
  const read = readPsi(psi)
  return <StatusTag tone={tones[read]}>{t(`features.${read}`)}</StatusTag>
}
