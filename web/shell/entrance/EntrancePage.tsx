import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { SessionView } from '#platform/access/contract'
import { useLanguage } from '../../ui/language/use-say.js'
import { useLook } from '../../ui/theme/Look.js'
import { Mark } from '../Mark.js'
import { DemoAccounts } from './DemoAccounts.js'
import './entrance.css'
import { SetupForm } from './SetupForm.js'
import { SignInForm } from './SignInForm.js'

const isSetup = () => location.pathname.startsWith('/setup')

function Door({ session }: { readonly session: SessionView | null }) {
  const { t } = useTranslation('entrance')
  if (session === null) return <p role="alert">{t('signIn.unreachable')}</p>
  if (isSetup()) return <SetupForm />
  if (session.demo) return <DemoAccounts />
  return (
    <>
      {session.setupNeeded && <p className="entrance-note">{t('signIn.setupNeeded')}</p>}
      <SignInForm />
    </>
  )
}

/** The page before the console: sign in, choose a demo person, or set up the first administrator. */
export function EntrancePage({ session }: { readonly session: SessionView | null }) {
  const { t } = useTranslation('entrance')
  const { change } = useLook()
  const language = useLanguage()
  const other = language === 'en' ? 'zh-CN' : 'en'
  const title = isSetup() ? t('setup.title') : t('signIn.title')
  useEffect(() => {
    document.title = `${title} · Qunce`
  }, [title])
  return (
    <div className="entrance">
      <header>
        <span className="entrance-brand">
          <Mark /> {t('product')}
        </span>
        <button type="button" className="plain" lang={other} onClick={() => change({ language: other })}>
          {t('language')}
        </button>
      </header>
      <main>
        <p className="entrance-line">{t('line')}</p>
        <Door session={session} />
      </main>
    </div>
  )
}
