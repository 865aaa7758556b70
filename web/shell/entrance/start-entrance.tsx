import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import type { SessionView } from '#platform/access/contract'
import { startLanguage } from '../../ui/language/language.js'
import type { Preferences } from '../../ui/preferences.js'
import { LookProvider } from '../../ui/theme/Look.js'
import { EntrancePage } from './EntrancePage.js'

/** Starts the sign-in or set-up page. It stays light: no Ant Design, no router. */
export async function startEntrance(
  root: HTMLElement,
  preferences: Preferences,
  session: SessionView | null,
): Promise<void> {
  await startLanguage(preferences.language, ['ui', 'entrance'])
  createRoot(root).render(
    <StrictMode>
      <LookProvider>
        <EntrancePage session={session} />
      </LookProvider>
    </StrictMode>,
  )
}
