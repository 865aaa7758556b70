import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { get, post } from '../../api/client.js'
import { lightRestarting, lightSession } from '../../api/light-schemas.js'
import { useFaultText } from '../../ui/feedback/use-fault-text.js'
import { useAttempt } from './use-attempt.js'

const SIZES = [5000, 20_000, 50_000] as const
const ASK_MS = 1000

/** Until the server is back as a demo with its accounts, then to them. */
function Waiting() {
  const { t } = useTranslation('entrance')
  useEffect(() => {
    const timer = setInterval(() => {
      get('/api/v1/session', lightSession).then(
        ({ demo }) => {
          if (demo) location.assign('/sign-in')
        },
        () => undefined,
      )
    }, ASK_MS)
    return () => clearInterval(timer)
  }, [])
  return (
    <p role="status" aria-busy="true">
      {t('setup.demoStarting')}
    </p>
  )
}

/** The other way in on an empty installation: a made-up bank instead of one's own. */
export function DemoInstead({ token }: { readonly token: string }) {
  const { t, i18n } = useTranslation('entrance')
  const faultText = useFaultText()
  const [customers, setCustomers] = useState<number>(SIZES[1])
  const [asked, setAsked] = useState(false)
  const { busy, error, run } = useAttempt()
  if (asked) return <Waiting />
  const start = () =>
    void run(async () => {
      await post('/api/v1/setup/demo', { token, customers }, lightRestarting)
      setAsked(true)
    })
  return (
    <section className="demo-instead" aria-labelledby="demo-instead">
      <h2 id="demo-instead">{t('setup.demo')}</h2>
      <p>{t('setup.demoWhat')}</p>
      <div className="demo-instead-row">
        <select aria-label={t('setup.demoSize')} value={customers} onChange={({ target }) => setCustomers(Number(target.value))}>
          {SIZES.map((size) => (
            <option key={size} value={size}>
              {t('setup.demoCustomers', { shown: size.toLocaleString(i18n.language) })}
            </option>
          ))}
        </select>
        <button type="button" className="secondary" disabled={busy} onClick={start}>
          {t('setup.demoStart')}
        </button>
      </div>
      {error && (
        <p role="alert" className="field-mistake">
          {faultText(error)}
        </p>
      )}
    </section>
  )
}
