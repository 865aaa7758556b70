import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useNavigate, useSearchParams } from 'react-router'
import { useMay } from '../../../api/session.js'
import { keepScope } from '../../../ui/place/scope.js'
import { NEW_CLUSTERING } from './cluster-paths.js'

/** Opens the wizard, of a segment where one is named. */
export function NewClustering({ segment, size }: { readonly segment?: string; readonly size?: 'small' }) {
  const { t } = useTranslation('segments')
  const [search] = useSearchParams()
  const navigate = useNavigate()
  if (!useMay('segment.write')) return null
  const to = segment === undefined ? NEW_CLUSTERING : `${NEW_CLUSTERING}?segment=${encodeURIComponent(segment)}`
  return (
    <Button type={size === undefined ? 'primary' : 'default'} {...(size === undefined ? {} : { size })} onClick={() => void navigate(keepScope(to, search))}>
      {t('clusters.add')}
    </Button>
  )
}
