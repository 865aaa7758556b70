import { useTranslation } from 'react-i18next'
import { startedSchema } from '#platform/http/contract'
import { post } from '../../../api/client.js'
import { useMay } from '../../../api/session.js'
import { JobButton } from '../../../ui/action/JobButton.js'
import { QUALITY } from '../quality-paths.js'

/** Checks everything as of the business date. */
export function CheckButton({ primary = false }: { readonly primary?: boolean }) {
  const { t } = useTranslation('quality')
  const mayRun = useMay('data.load')
  if (!mayRun) return null
  return <JobButton label={t('run')} hint={t('runHint')} type={primary ? 'primary' : 'default'} start={() => post(`${QUALITY}/checks`, {}, startedSchema)} refreshes={[QUALITY, '/api/v1/data']} />
}
