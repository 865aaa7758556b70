import { useTranslation } from 'react-i18next'
import { HelpHint } from '../../ui/figures/HelpHint.js'
import type { words } from './words.zh.js'

export type AnalysisFigure = keyof (typeof words)['help']

/** What a figure of an analysis means, its formula and where it comes from. */
export function AnalysisHelp({ figure }: { readonly figure: AnalysisFigure }) {
  const { t } = useTranslation('analyses')
  return (
    <HelpHint name={t(`figure.${figure}`)} formula={t(`help.${figure}.formula`)} source={t(`help.${figure}.source`)}>
      {t(`help.${figure}.what`)}
    </HelpHint>
  )
}
