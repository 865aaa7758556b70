import { useTranslation } from 'react-i18next'
import { useMay } from '../../api/session.js'
import { ObjectPage } from '../../ui/page/ObjectPage.js'
import { PageHeader } from '../../ui/page/PageHeader.js'
import { AppLink } from '../../ui/place/AppLink.js'
import { useUrlState } from '../../ui/place/scope.js'
import { ClassesTab } from './classes/ClassesTab.js'
import { ConsentsTab } from './consents/ConsentsTab.js'
import { KeysTab } from './keys/KeysTab.js'
import { PolicyTab } from './keys/PolicyTab.js'
import { PurposesTab } from './purposes/PurposesTab.js'
import { ObjectionsTab } from './objections/ObjectionsTab.js'
import { RequestsTab } from './requests/RequestsTab.js'
import { UnmaskTab } from './unmask/UnmaskTab.js'
import './privacy.css'

const TABS = { purposes: PurposesTab, consents: ConsentsTab, classes: ClassesTab, unmask: UnmaskTab, requests: RequestsTab, objections: ObjectionsTab, keys: KeysTab, policy: PolicyTab } as const

/** Purposes, consents, classes, clear values, requests and keys. Only the open tab reads the URL's filters and page. */
export function PrivacyPage() {
  const { t } = useTranslation('privacy')
  const mayAudit = useMay('audit.read')
  const [search] = useUrlState()
  const keys = Object.keys(TABS) as (keyof typeof TABS)[]
  const open = keys.find((key) => key === search.get('tab')) ?? 'purposes'
  const Open = TABS[open]
  return (
    <ObjectPage
      header={<PageHeader title={t('title')} purpose={t('purpose')} actions={mayAudit && <AppLink to="/settings/audit">{t('audit')}</AppLink>} />}
      tabs={keys.map((key) => ({ key, label: t(`tab.${key}`), content: key === open ? <Open /> : null }))}
    />
  )
}
