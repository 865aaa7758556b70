import { useTranslation } from 'react-i18next'
import { HelpHint } from '../../ui/figures/HelpHint.js'
import type { words } from './words.zh.js'

export type FigureName = keyof (typeof words)['help']

/** What a figure means, its formula and where it comes from. */
export function FigureHelp({ figure }: { readonly figure: FigureName }) {
  const { t } = useTranslation('models')
  return (
    <HelpHint name={t(`figure.${figure}`)} formula={t(`help.${figure}.formula`)} source={t(`help.${figure}.source`)}>
      {t(`help.${figure}.what`)}
    </HelpHint>
  )
}
