import { useTranslation } from 'react-i18next'
import { ObjectPage } from '../../../ui/page/ObjectPage.js'
import { PageHeader } from '../../../ui/page/PageHeader.js'
import { RulesTab } from '../rules/RulesTab.js'
import { AlertsTab } from './AlertsTab.js'
import { BoardTab } from './BoardTab.js'
import { CheckButton } from './CheckButton.js'
import { ResultsTab } from './ResultsTab.js'
import '../quality.css'

/** Scores, rules, results and alerts of data quality. */
export function QualityPage() {
  const { t } = useTranslation('quality')
  return (
    <ObjectPage
      header={<PageHeader title={t('title')} purpose={t('purpose')} actions={<CheckButton primary />} />}
      tabs={[
        { key: 'board', label: t('tab.board'), content: <BoardTab /> },
        { key: 'rules', label: t('tab.rules'), content: <RulesTab /> },
        { key: 'results', label: t('tab.results'), content: <ResultsTab /> },
        { key: 'alerts', label: t('tab.alerts'), content: <AlertsTab /> },
      ]}
    />
  )
}
