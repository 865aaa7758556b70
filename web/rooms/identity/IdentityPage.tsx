import { useTranslation } from 'react-i18next'
import { useMay } from '../../api/session.js'
import { ObjectPage } from '../../ui/page/ObjectPage.js'
import { PageHeader } from '../../ui/page/PageHeader.js'
import { useUrlState } from '../../ui/place/scope.js'
import { ChangesTab } from './changes/ChangesTab.js'
import { OverviewTab } from './overview/OverviewTab.js'
import { RunButton } from './overview/RunButton.js'
import { OwnersTab } from './owners/OwnersTab.js'
import { QueueTab } from './queue/QueueTab.js'
import { RulesTab } from './rules/RulesTab.js'
import './identity.css'

const TABS = [
  { key: 'overview', Content: OverviewTab, needs: 'data.read' },
  { key: 'queue', Content: QueueTab, needs: 'identity.manage' },
  { key: 'changes', Content: ChangesTab, needs: 'identity.manage' },
  { key: 'rules', Content: RulesTab, needs: 'identity.manage' },
  { key: 'owners', Content: OwnersTab, needs: 'customer.read' },
] as const

/** Who is one person: figures, review, changes, rules and owners. Only the open tab reads the URL's filters and page. */
export function IdentityPage() {
  const { t } = useTranslation('identity')
  const may = { 'data.read': useMay('data.read'), 'identity.manage': useMay('identity.manage'), 'customer.read': useMay('customer.read') }
  const [search] = useUrlState()
  const shown = TABS.filter(({ needs }) => may[needs])
  const open = shown.find(({ key }) => key === search.get('tab'))?.key ?? shown[0]?.key
  return (
    <ObjectPage
      header={<PageHeader title={t('title')} purpose={t('purpose')} actions={may['identity.manage'] && <RunButton />} />}
      tabs={shown.map(({ key, Content }) => ({ key, label: t(`tab.${key}`), content: key === open ? <Content /> : null }))}
    />
  )
}
