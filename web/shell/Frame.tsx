import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Outlet, useLocation, useNavigation } from 'react-router'
import { useLook } from '../ui/theme/Look.js'
import { ConnectionBanner } from './ConnectionBanner.js'
import { Navigation } from './Navigation.js'
import { TopBar } from './TopBar.js'

/** Navigation, top bar and the page between them. */
export function Frame() {
  const { t } = useTranslation('shell')
  const { preferences } = useLook()
  const { pathname } = useLocation()
  const { state } = useNavigation()
  const main = useRef<HTMLElement>(null)
  const last = useRef(pathname)
  useEffect(() => {
    if (last.current === pathname) return
    last.current = pathname
    // A new page is read from its top, also by a screen reader.
    main.current?.focus({ preventScroll: true })
    main.current?.scrollTo(0, 0)
  }, [pathname])
  return (
    <div className="frame" data-navigation={preferences.navigation}>
      <a className="skip-link" href="#main">
        {t('frame.skip')}
      </a>
      <Navigation />
      <TopBar />
      <main ref={main} id="main" tabIndex={-1} aria-busy={state === 'loading'}>
        {state === 'loading' && (
          <div className="page-loading" role="progressbar" aria-label={t('frame.loading')} />
        )}
        <ConnectionBanner />
        <Outlet />
      </main>
    </div>
  )
}
