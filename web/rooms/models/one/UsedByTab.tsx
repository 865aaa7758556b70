import { useTranslation } from 'react-i18next'
import { definitionPath } from '../../../shell/navigation.js'
import { EmptyState } from '../../../ui/feedback/EmptyState.js'
import { AppLink } from '../../../ui/place/AppLink.js'
import type { ModelDetail } from './use-picked-version.js'

/** What reads the model's scores: segments, tags, strategies. */
export function UsedByTab({ model }: { readonly model: ModelDetail }) {
  const { t } = useTranslation('models')
  if (model.usedBy.length === 0) return <EmptyState title={t('usedBy.none')} why={t('usedBy.noneWhy')} />
  return (
    <section className="panel">
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{t('usedBy.kind')}</th>
            <th scope="col">{t('usedBy.name')}</th>
          </tr>
        </thead>
        <tbody>
          {model.usedBy.map(({ kind, key }) => {
            const to = definitionPath(kind, key)
            return (
              <tr key={`${kind} ${key}`}>
                <td>{t(`usedBy.kinds.${kind as 'segment'}`, { defaultValue: kind })}</td>
                <td>{to === undefined ? key : <AppLink to={to}>{key}</AppLink>}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </section>
  )
}
