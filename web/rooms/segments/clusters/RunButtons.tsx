import { useTranslation } from 'react-i18next'
import { startedSchema } from '#platform/http/contract'
import { post } from '../../../api/client.js'
import { useMay } from '../../../api/session.js'
import { JobButton } from '../../../ui/action/JobButton.js'
import { CLUSTERINGS, clusteringUrl } from './cluster-paths.js'

interface Props {
  readonly clustering: string
  readonly isPublished: boolean
  readonly hasRun: boolean
  readonly size?: 'small'
}

/** Finds the clusters anew, or assigns everybody to those found last. */
export function RunButtons({ clustering, isPublished, hasRun, size }: Props) {
  const { t } = useTranslation('segments')
  if (!useMay('segment.write')) return null
  const look = size === undefined ? {} : { size }
  return (
    <>
      <JobButton
        label={t(hasRun ? 'clusters.runAgain' : 'clusters.run')}
        type={hasRun ? 'default' : 'primary'}
        disabled={!isPublished}
        {...(isPublished ? {} : { hint: t('clusters.publishFirst') })}
        {...look}
        refreshes={[CLUSTERINGS]}
        start={() => post(`${clusteringUrl(clustering)}/run`, {}, startedSchema)}
      />
      {hasRun && <JobButton label={t('clusters.assign')} {...look} refreshes={[CLUSTERINGS]} start={() => post(`${clusteringUrl(clustering)}/assign`, {}, startedSchema)} />}
    </>
  )
}
