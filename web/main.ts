import './ui/base.css'
import { isSignedIn, loadSession, signInPath } from './api/session.js'
import { loadPreferences } from './ui/preferences.js'
import { applyLook } from './ui/theme/apply-look.js'

const here = () => location.pathname + location.search + location.hash
const isEntrance = () => /^\/(sign-in|setup)\/?$/.test(location.pathname)

async function start(): Promise<void> {
  const root = document.getElementById('root')
  if (root === null) return
  const preferences = loadPreferences()
  applyLook(preferences)
  const session = await loadSession().catch(() => null)
  if (isEntrance() || session === null) {
    const { startEntrance } = await import('./shell/entrance/start-entrance.js')
    await startEntrance(root, preferences, session)
    return
  }
  if (!isSignedIn(session)) {
    location.replace(signInPath(here()))
    return
  }
  const { startConsole } = await import('./shell/start-console.js')
  await startConsole(root, preferences, session)
}

void start()
