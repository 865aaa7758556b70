import { createContext, type ReactNode, use, useCallback, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { defaultZone, type FormatLocale } from '../format.js'
import { useLanguage } from '../language/use-say.js'
import { keepPreferences, loadPreferences, type Preferences } from '../preferences.js'
import { applyLook } from './apply-look.js'

export interface Look {
  readonly preferences: Preferences
  readonly change: (part: Partial<Preferences>) => void
  /** The zone the bank works in; instants are shown in it. */
  readonly zone: string
}

const LookContext = createContext<Look | null>(null)

interface Props {
  readonly zone?: string | undefined
  readonly children: ReactNode
}

/** Holds what a person chose on this device and applies it to the document. */
export function LookProvider({ zone = defaultZone, children }: Props) {
  const [preferences, setPreferences] = useState(loadPreferences)
  const { i18n } = useTranslation('ui')
  const change = useCallback(
    (part: Partial<Preferences>) => {
      const next = { ...preferences, ...part }
      keepPreferences(next)
      setPreferences(next)
      applyLook(next)
      if (part.language !== undefined) void i18n.changeLanguage(part.language)
    },
    [i18n, preferences],
  )
  const look = useMemo(() => ({ preferences, change, zone }), [preferences, change, zone])
  return <LookContext value={look}>{children}</LookContext>
}

export function useLook(): Look {
  const look = use(LookContext)
  if (look === null) throw new Error('useLook outside LookProvider')
  return look
}

/** Language and zone for the functions of format.ts. */
export function useFormatLocale(): FormatLocale {
  const language = useLanguage()
  const { zone } = useLook()
  return useMemo(() => ({ language, zone }), [language, zone])
}
