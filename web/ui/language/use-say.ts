import { useTranslation } from 'react-i18next'
import type { Language } from '../preferences.js'
import { asLanguage, say } from './language.js'
import type { TwoLanguages } from './translated.js'

export function useLanguage(): Language {
  return asLanguage(useTranslation('ui').i18n.language)
}

/** Says a two-language text in the reader's language. */
export function useSay(): (text: TwoLanguages) => string {
  const language = useLanguage()
  return (text) => say(text, language)
}
