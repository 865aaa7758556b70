import { useTranslation } from 'react-i18next'
import { UsedByTable } from '../../../shell/UsedByTable.js'
import { EmptyState } from '../../../ui/feedback/EmptyState.js'
import type { ModelDetail } from './use-picked-version.js'

/** What reads the model's scores: segments, tags, strategies. */
export function UsedByTab({ model }: { readonly model: ModelDetail }) {
  const { t } = useTranslation('models')
  if (model.usedBy.length === 0) return <EmptyState title={t('usedBy.none')} why={t('usedBy.noneWhy')} />
  return (
    <section className="panel">
      <UsedByTable usedBy={model.usedBy} titles={{ kind: t('usedBy.kind'), name: t('usedBy.name') }} kindName={(kind) => t(`usedBy.kinds.${kind as 'segment'}`, { defaultValue: kind })} />
    </section>
  )
}
