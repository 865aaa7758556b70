import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { onSignedOut } from '../api/client.js'
import { type SignedIn, signInPath } from '../api/session.js'
import { startLanguage } from '../ui/language/language.js'
import type { Preferences } from '../ui/preferences.js'
import { Console } from './Console.js'

/** Starts the console for somebody who is signed in. An expired session leads to the sign-in page and back. */
export async function startConsole(
  root: HTMLElement,
  preferences: Preferences,
  session: SignedIn,
): Promise<void> {
  onSignedOut(() => location.assign(signInPath(location.pathname + location.search + location.hash)))
  await startLanguage(preferences.language, ['ui', 'shell'])
  createRoot(root).render(
    <StrictMode>
      <Console session={session} />
    </StrictMode>,
  )
}
