import type { Mode, TextSize } from './theme/tokens.js'

export const languages = ['zh-CN', 'en'] as const
export type Language = (typeof languages)[number]

/** What a person chose on this device; kept in local storage, never on the server. */
export interface Preferences {
  readonly language: Language
  readonly mode: Mode
  readonly textSize: TextSize
  readonly navigation: 'wide' | 'narrow'
}

const KEY = 'qunce.preferences'

function systemLanguage(): Language {
  return navigator.language.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en'
}

function systemMode(): Mode {
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'
}

function oneOf<T extends string>(value: unknown, allowed: readonly T[], otherwise: T): T {
  return allowed.find((item) => item === value) ?? otherwise
}

/** Reads the device's choices; anything missing or broken falls back to the system's own setting. */
export function loadPreferences(): Preferences {
  let stored: Partial<Record<keyof Preferences, unknown>> = {}
  try {
    stored = JSON.parse(localStorage.getItem(KEY) ?? '{}') as typeof stored
  } catch {
    stored = {}
  }
  return {
    language: oneOf(stored.language, languages, systemLanguage()),
    mode: oneOf(stored.mode, ['light', 'dark'], systemMode()),
    textSize: oneOf(stored.textSize, ['normal', 'large'], 'normal'),
    navigation: oneOf(stored.navigation, ['wide', 'narrow'], 'wide'),
  }
}

/** Keeps the choices; a browser that refuses storage simply forgets them. */
export function keepPreferences(preferences: Preferences): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(preferences))
  } catch {
    // Private windows may refuse storage.
  }
}
