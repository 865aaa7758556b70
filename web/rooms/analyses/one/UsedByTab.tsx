import { useTranslation } from 'react-i18next'
import { useMay } from '../../../api/session.js'
import { UsedByTable } from '../../../shell/UsedByTable.js'
import { EmptyState } from '../../../ui/feedback/EmptyState.js'
import { AppLink } from '../../../ui/place/AppLink.js'
import type { AnalysisView } from './analysis-view.js'

/** What reads the figures of each customer: tags, and what is made of them. */
export function UsedByTab({ analysis }: { readonly analysis: AnalysisView }) {
  const { t } = useTranslation('analyses')
  const may = useMay('tag.write')
  if (analysis.usedBy.length === 0) return <EmptyState title={t('usedBy.none')} why={t('usedBy.noneWhy')} action={may ? <AppLink to="/customers/tags/new">{t('usedBy.makeTag')}</AppLink> : undefined} />
  return (
    <section className="panel">
      <UsedByTable usedBy={analysis.usedBy} titles={{ kind: t('usedBy.kind'), name: t('usedBy.name') }} kindName={(kind) => t(`usedBy.kinds.${kind as 'tag'}`, { defaultValue: kind })} />
    </section>
  )
}
