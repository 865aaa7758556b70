import { ApartmentOutlined } from '@ant-design/icons'
import { Button, Popover, Skeleton } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useOrgs } from '../api/orgs.js'
import { useSay } from '../ui/language/use-say.js'
import { useUrlState } from '../ui/place/scope.js'

const OrgTree = lazy(async () => ({ default: (await import('./OrgTree.js')).OrgTree }))

/** Chooses the organisation the whole page is about; the URL keeps it as `org`. */
export function OrgPicker() {
  const { t } = useTranslation('shell')
  const say = useSay()
  const [search, change] = useUrlState()
  const [isOpen, setOpen] = useState(false)
  const orgs = useOrgs()
  const chosen = search.get('org')
  const org = orgs.data?.items.find(({ orgId }) => orgId === chosen)
  const name = org ? say({ zh: org.nameZh, en: org.nameEn ?? undefined }) : (chosen ?? t('org.all'))
  const choose = (orgId: string | null) => {
    change({ org: orgId, cursor: null })
    setOpen(false)
  }
  if (orgs.data?.items.length === 0 && chosen === null) return null
  const tree = (
    <Suspense fallback={<Skeleton active className="picker-outline" />}>
      <OrgTree orgs={orgs.data?.items ?? []} chosen={chosen} onChoose={choose} />
    </Suspense>
  )
  return (
    <Popover
      open={isOpen}
      onOpenChange={setOpen}
      trigger="click"
      placement="bottomLeft"
      content={tree}
      destroyOnHidden
    >
      <Button
        type="text"
        icon={<ApartmentOutlined />}
        aria-label={t('org.label', { name })}
        aria-haspopup="dialog"
      >
        {name}
      </Button>
    </Popover>
  )
}
