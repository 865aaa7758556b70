import { useTranslation } from 'react-i18next'
import { startedSchema } from '#platform/http/contract'
import { post } from '../../../api/client.js'
import { useMay } from '../../../api/session.js'
import { JobButton } from '../../../ui/action/JobButton.js'
import { DISCOVERIES, discoveryUrl } from './discovery-paths.js'

interface Props {
  readonly discovery: string
  readonly isPublished: boolean
  readonly size?: 'small'
}

/** Finds the subgroups of the newest published definition. */
export function RunDiscovery({ discovery, isPublished, size }: Props) {
  const { t } = useTranslation('segments')
  if (!useMay('segment.write')) return null
  return (
    <JobButton
      label={t('subgroups.run')}
      disabled={!isPublished}
      {...(isPublished ? {} : { hint: t('tiers.publishFirst') })}
      {...(size === undefined ? {} : { size })}
      refreshes={[DISCOVERIES]}
      start={() => post(`${discoveryUrl(discovery)}/run`, {}, startedSchema)}
    />
  )
}
