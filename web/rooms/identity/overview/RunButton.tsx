import { useTranslation } from 'react-i18next'
import { startedSchema } from '#platform/http/contract'
import { qualitySchema } from '#identity/contract'
import { post } from '../../../api/client.js'
import { useApi } from '../../../api/query.js'
import { JobButton } from '../../../ui/action/JobButton.js'
import { formatNumber } from '../../../ui/format.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import { IDENTITY } from '../identity-paths.js'

/** Links the whole base with the published rules, after saying how many customer numbers that is. */
export function RunButton() {
  const { t } = useTranslation('identity')
  const locale = useFormatLocale()
  const customers = useApi(`${IDENTITY}/quality`, qualitySchema).data?.customers
  return (
    <JobButton
      label={t('run')}
      type="primary"
      start={() => post(`${IDENTITY}/link`, {}, startedSchema)}
      refreshes={[IDENTITY, '/api/v1/customers']}
      confirm={{ title: t('runTitle'), text: <p>{t('runWhat', { customers: customers === undefined ? '' : formatNumber(customers, locale) })}</p> }}
    />
  )
}
