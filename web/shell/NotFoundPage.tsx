import { useTranslation } from 'react-i18next'
import { AppLink } from '../ui/place/AppLink.js'

/** An address that leads nowhere, or to something the person may not see. */
export function NotFoundPage() {
  const { t } = useTranslation('shell')
  return (
    <div className="whole-page">
      <h1>{t('notFound.title')}</h1>
      <p>{t('notFound.why')}</p>
      <AppLink to="/">{t('notFound.home')}</AppLink>
    </div>
  )
}
