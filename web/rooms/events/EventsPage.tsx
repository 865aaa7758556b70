import { useTranslation } from 'react-i18next'
import { useMay } from '../../api/session.js'
import { ObjectPage } from '../../ui/page/ObjectPage.js'
import { PageHeader } from '../../ui/page/PageHeader.js'
import { KeysTab } from './keys/KeysTab.js'
import { LiveTab } from './live/LiveTab.js'
import { OverviewTab } from './OverviewTab.js'
import { PlanTab } from './plan/PlanTab.js'
import { RejectsTab } from './RejectsTab.js'
import { ViolationsTab } from './ViolationsTab.js'
import './events.css'

/** Event intake: how it runs, what is allowed to send, what came, what was wrong with it. */
export function EventsPage() {
  const { t } = useTranslation('events')
  const mayManage = useMay('event.manage')
  return (
    <ObjectPage
      header={<PageHeader title={t('title')} purpose={t('purpose')} />}
      tabs={[
        { key: 'overview', label: t('tab.overview'), content: <OverviewTab /> },
        { key: 'plan', label: t('tab.plan'), content: <PlanTab /> },
        ...(mayManage ? [{ key: 'live', label: t('tab.live'), content: <LiveTab /> }] : []),
        { key: 'violations', label: t('tab.violations'), content: <ViolationsTab /> },
        { key: 'rejects', label: t('tab.rejects'), content: <RejectsTab /> },
        ...(mayManage ? [{ key: 'keys', label: t('tab.keys'), content: <KeysTab /> }] : []),
      ]}
    />
  )
}
