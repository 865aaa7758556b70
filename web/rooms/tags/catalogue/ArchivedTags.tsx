import { useTranslation } from 'react-i18next'
import { ArchivedDefinitions } from '../../../ui/list/ArchivedDefinitions.js'

const REFRESHES = ['/api/v1/tags', '/api/v1/rule/vocabulary']

/** Tags out of use; each can be brought back. */
export function ArchivedTags() {
  const { t } = useTranslation('tags')
  const words = { open: t('archived.open'), title: t('archived.title'), none: t('archived.none'), what: t('archived.what'), whoMay: t('archived.whoMay'), restore: t('archived.restore') }
  return <ArchivedDefinitions kind="tag" refreshes={REFRESHES} words={words} />
}
