import { type SyntheticEvent, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { post } from '../../api/client.js'
import { lightSession, lightSetupValid } from '../../api/light-schemas.js'
import { useFaultText } from '../../ui/feedback/use-fault-text.js'
import { useSay } from '../../ui/language/use-say.js'
import { DemoInstead } from './DemoInstead.js'
import { Field } from './Field.js'
import { useAttempt } from './use-attempt.js'

const fields = ['displayName', 'login', 'password', 'again'] as const
type FieldName = (typeof fields)[number]

/** The token is in the fragment, so that it reaches no server log; it is taken out of the address at once. */
function takeToken(): string {
  const token = decodeURIComponent(location.hash.slice(1))
  if (token !== '') history.replaceState(null, '', location.pathname)
  return token
}

type Link = 'checking' | 'valid' | 'invalid'

function useLinkCheck(token: string): Link {
  const [link, setLink] = useState<Link>(token === '' ? 'invalid' : 'checking')
  useEffect(() => {
    if (token === '') return
    post('/api/v1/setup/check', { token }, lightSetupValid).then(
      ({ valid }) => setLink(valid ? 'valid' : 'invalid'),
      () => setLink('invalid'),
    )
  }, [token])
  return link
}

function NoLink({ link }: { readonly link: Link }) {
  const { t } = useTranslation('entrance')
  if (link === 'checking') return <p aria-busy="true">{t('setup.checking')}</p>
  return (
    <>
      <p role="alert">{t('setup.invalid')}</p>
      <a href="/sign-in">{t('setup.toSignIn')}</a>
    </>
  )
}

/** Makes the first administrator with the one-time link of the terminal. */
export function SetupForm() {
  const { t } = useTranslation('entrance')
  const say = useSay()
  const faultText = useFaultText()
  const [token] = useState(takeToken)
  const [form, setForm] = useState<Readonly<Record<FieldName, string>>>({
    displayName: '',
    login: '',
    password: '',
    again: '',
  })
  const link = useLinkCheck(token)
  const { busy, error, run } = useAttempt()
  if (link !== 'valid') return <NoLink link={link} />
  const differs = form.again !== '' && form.again !== form.password
  const mistakeOf = (name: FieldName) => {
    const found = error?.mistakes.find(({ path }) => path === name)
    if (found) return say(found.message)
    return error?.path === name && error.mistakes.length === 0 ? faultText(error) : undefined
  }
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    if (form.again !== form.password) return
    const { displayName, login, password } = form
    void run(async () => {
      await post('/api/v1/setup', { token, displayName, login: login.trim(), password }, lightSession)
      location.assign('/')
    })
  }
  const bind = (name: FieldName) => ({
    value: form[name],
    onValue: (value: string) => setForm({ ...form, [name]: value }),
  })
  const isPlaced = fields.some((name) => mistakeOf(name) !== undefined)
  return (
    <>
      <form onSubmit={submit}>
        <h1>{t('setup.title')}</h1>
        <p className="entrance-note">{t('setup.what')}</p>
        <Field
          label={t('setup.displayName')}
          mistake={mistakeOf('displayName')}
          autoFocus
          autoComplete="name"
          {...bind('displayName')}
        />
        <Field
          label={t('setup.login')}
          hint={t('setup.loginHint')}
          mistake={mistakeOf('login')}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          {...bind('login')}
        />
        <Field
          label={t('setup.password')}
          hint={t('setup.passwordHint')}
          mistake={mistakeOf('password')}
          type="password"
          autoComplete="new-password"
          {...bind('password')}
        />
        <Field
          label={t('setup.again')}
          mistake={differs ? t('setup.differs') : undefined}
          type="password"
          autoComplete="new-password"
          {...bind('again')}
        />
        {error && !isPlaced && (
          <p role="alert" className="field-mistake">
            {faultText(error)}
          </p>
        )}
        <button type="submit" className="primary" disabled={busy}>
          {busy ? t('setup.busy') : t('setup.submit')}
        </button>
      </form>
      <DemoInstead token={token} />
    </>
  )
}
