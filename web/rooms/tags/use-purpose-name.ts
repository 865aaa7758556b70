import { useTranslation } from 'react-i18next'

/** Purposes with words of their own; a bank may name others. */
export const purposeCodes = ['MARKETING', 'SERVICE', 'RISK', 'PROFILING', 'RESEARCH'] as const

/** What a purpose is called; one of the bank's own is its code. */
export function usePurposeName(): (code: string) => string {
  const { t } = useTranslation('tags')
  return (code) => {
    const known = purposeCodes.find((one) => one === code)
    return known === undefined ? code : t(`purposes.${known}`)
  }
}
