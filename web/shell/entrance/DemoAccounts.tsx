import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { lightDemoAccounts, lightSession } from '../../api/light-schemas.js'
import { get, post } from '../../api/client.js'
import { type ApiError, asApiError } from '../../api/problem.js'
import { useFaultText } from '../../ui/feedback/use-fault-text.js'
import { useSay } from '../../ui/language/use-say.js'
import { enter } from './enter.js'
import { SignInForm } from './SignInForm.js'
import { useAttempt } from './use-attempt.js'

type Account = ReturnType<typeof lightDemoAccounts.parse>['items'][number]

function AccountCard({ account, onEnter, busy }: { account: Account; onEnter: () => void; busy: boolean }) {
  const { t } = useTranslation('entrance')
  const say = useSay()
  const { displayName, roles, orgNameZh, orgNameEn } = account
  const org = orgNameZh === null ? '' : say({ zh: orgNameZh, en: orgNameEn ?? undefined })
  return (
    <li>
      <button
        type="button"
        className="account"
        disabled={busy}
        aria-label={t('demo.enter', { name: displayName })}
        onClick={onEnter}
      >
        <strong>{displayName}</strong>
        <span className="account-role">
          {roles.map((role) => t(`role.${role}`)).join(' · ')} {org}
        </span>
        {roles[0] && <span className="soft">{t(`work.${roles[0]}`)}</span>}
      </button>
    </li>
  )
}

/** The demo bank's people, one card each, and a sentence that says it is a demo. */
export function DemoAccounts() {
  const { t } = useTranslation('entrance')
  const faultText = useFaultText()
  const [accounts, setAccounts] = useState<readonly Account[]>([])
  const [failure, setFailure] = useState<ApiError>()
  const { busy, error, run } = useAttempt()
  useEffect(() => {
    get('/api/v1/demo/accounts', lightDemoAccounts).then(
      ({ items }) => setAccounts(items),
      (reason: unknown) => setFailure(asApiError(reason)),
    )
  }, [])
  const fault = error ?? failure
  const open = (login: string) =>
    run(async () => {
      await post('/api/v1/demo/session', { login }, lightSession)
      enter()
    })
  return (
    <>
      <h1>{t('demo.title')}</h1>
      <p className="entrance-note">{t('demo.what')}</p>
      {fault && (
        <p role="alert" className="field-mistake">
          {faultText(fault)}
        </p>
      )}
      <ul className="accounts">
        {accounts.map((account) => (
          <AccountCard
            key={account.login}
            account={account}
            busy={busy}
            onEnter={() => void open(account.login)}
          />
        ))}
      </ul>
      <details>
        <summary>{t('demo.orLogin')}</summary>
        <SignInForm />
      </details>
    </>
  )
}
