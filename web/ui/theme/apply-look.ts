import type { Preferences } from '../preferences.js'
import { cssVariables, fontStack, textSizes } from './tokens.js'

/** Writes mode, text size and language onto the document, before and outside React. */
export function applyLook({ mode, textSize, language }: Preferences): void {
  const root = document.documentElement
  root.dataset['mode'] = mode
  root.dataset['text'] = textSize
  root.lang = language
  root.style.colorScheme = mode
  root.style.setProperty('--font', fontStack)
  root.style.setProperty('font-size', `${textSizes[textSize]}px`)
  for (const [name, value] of Object.entries(cssVariables(mode))) root.style.setProperty(name, value)
}
