import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useNavigate, useSearchParams } from 'react-router'
import { useMay } from '../../api/session.js'
import { keepScope } from '../../ui/place/scope.js'

/** Opens the import wizard, with a source already chosen when one is named. */
export function ImportLink({ source }: { readonly source?: string }) {
  const { t } = useTranslation('ingest')
  const navigate = useNavigate()
  const [search] = useSearchParams()
  const mayLoad = useMay('data.load')
  if (!mayLoad) return null
  const to = source === undefined ? '/data/import' : `/data/import?source=${encodeURIComponent(source)}`
  return (
    <Button type="primary" onClick={() => void navigate(keepScope(to, search))}>
      {t('loadFile')}
    </Button>
  )
}
