import { useTranslation } from 'react-i18next'
import { EmptyState } from '../../../ui/feedback/EmptyState.js'
import { DateText, Num } from '../../../ui/figures/Num.js'
import type { AnalysisView } from './analysis-view.js'

/** When it was worked out, by whom, as of which date. */
export function RunsTab({ analysis }: { readonly analysis: AnalysisView }) {
  const { t } = useTranslation('analyses')
  if (analysis.runs.length === 0) return <EmptyState title={t('runs.none')} why={t('run.noneWhy')} />
  return (
    <section className="panel model-scroll">
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{t('column.asOf')}</th>
            <th scope="col">{t('column.ranAt')}</th>
            <th scope="col">{t('column.by')}</th>
            <th scope="col">{t('column.version')}</th>
            <th scope="col" className="right">{t('column.customers')}</th>
          </tr>
        </thead>
        <tbody>
          {analysis.runs.map((run) => (
            <tr key={run.runId}>
              <td><DateText value={run.asOf} /></td>
              <td><DateText value={run.ranAt} /></td>
              <td>{run.by.name}</td>
              <td>{t('versionNumber', { number: run.version })}</td>
              <td className="right"><Num value={run.customers} /></td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
