import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useRouteError } from 'react-router'

const detailOf = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message}` : String(error)

/** Stands in for a page that failed: says so, keeps the navigation, offers a fresh start. */
export function CrashPage() {
  const { t } = useTranslation('ui')
  const error = useRouteError()
  return (
    <div className="whole-page" role="alert">
      <h1>{t('error.crashed')}</h1>
      <p>{t('error.crashedWhat')}</p>
      <pre>{detailOf(error)}</pre>
      <Button type="primary" onClick={() => location.reload()}>
        {t('action.reload')}
      </Button>
    </div>
  )
}
