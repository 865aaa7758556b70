import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { ownerPreviewSchema } from '#identity/contract'
import { startedSchema } from '#platform/http/contract'
import { post } from '../../../api/client.js'
import { JobButton } from '../../../ui/action/JobButton.js'
import { formatNumber } from '../../../ui/format.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import { IDENTITY } from '../identity-paths.js'

const PREVIEW = `${IDENTITY}/owners/preview`

/** Puts the published preferences in force for every person, after saying for how many that changes something. */
export function ApplyOwners() {
  const { t } = useTranslation('identity')
  const locale = useFormatLocale()
  const { data } = useQuery({ queryKey: [PREVIEW], queryFn: () => post(PREVIEW, {}, ownerPreviewSchema) })
  const text = data === undefined ? t('owner.applyLoading') : t('owner.applyWhat', { persons: formatNumber(data.persons, locale), changed: formatNumber(data.changed, locale) })
  return <JobButton label={t('owner.apply')} start={() => post(`${IDENTITY}/owners/apply`, {}, startedSchema)} refreshes={[IDENTITY, PREVIEW]} confirm={{ title: t('owner.applyTitle'), text: <p>{text}</p> }} />
}
