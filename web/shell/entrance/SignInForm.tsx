import { type SyntheticEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { post } from '../../api/client.js'
import { lightSession } from '../../api/light-schemas.js'
import { SESSION } from '../../api/session.js'
import { useFaultText } from '../../ui/feedback/use-fault-text.js'
import { enter } from './enter.js'
import { Field } from './Field.js'
import { useAttempt } from './use-attempt.js'

/** Login and password. Says how long to wait after too many failures. */
export function SignInForm() {
  const { t } = useTranslation('entrance')
  const faultText = useFaultText()
  const [login, setLogin] = useState('')
  const [password, setPassword] = useState('')
  const [isShown, setShown] = useState(false)
  const { busy, error, wait, run } = useAttempt()
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    void run(async () => {
      await post(SESSION, { login: login.trim(), password }, lightSession)
      enter()
    })
  }
  return (
    <form onSubmit={submit}>
      <h1>{t('signIn.title')}</h1>
      <Field
        label={t('signIn.login')}
        value={login}
        onValue={setLogin}
        autoFocus
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
      />
      <Field
        label={t('signIn.password')}
        value={password}
        onValue={setPassword}
        type={isShown ? 'text' : 'password'}
        autoComplete="current-password"
      />
      <button type="button" className="plain" aria-pressed={isShown} onClick={() => setShown(!isShown)}>
        {isShown ? t('signIn.hide') : t('signIn.show')}
      </button>
      {error && (
        <p role="alert" className="field-mistake">
          {faultText(error)}
        </p>
      )}
      <button type="submit" className="primary" disabled={busy || wait > 0}>
        {wait > 0 ? t('signIn.wait', { count: wait }) : busy ? t('signIn.busy') : t('signIn.submit')}
      </button>
    </form>
  )
}
