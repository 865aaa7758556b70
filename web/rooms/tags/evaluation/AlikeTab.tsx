import { useTranslation } from 'react-i18next'
import type { EvaluationOverview } from '#tags/contract'
import { HelpHint } from '../../../ui/figures/HelpHint.js'
import { TagLinks } from '../TagLinks.js'

/** Groups of tags that tell the same, and which of each to keep. */
export function AlikeTab({ overview }: { readonly overview: EvaluationOverview }) {
  const { t } = useTranslation('tags')
  if (overview.clusters.length === 0) return <p className="soft">{t('evaluation.alikeNone')}</p>
  return (
    <div className="tags-stack">
      <p className="soft">
        {t('evaluation.alikeWhat')} <HelpHint name={t('evaluation.alike')} formula={t('evaluation.help.redundancy')} source={t('evaluation.source')} />
      </p>
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{t('evaluation.keep')}</th>
            <th scope="col">{t('evaluation.others')}</th>
          </tr>
        </thead>
        <tbody>
          {overview.clusters.map(({ tags, keep }) => (
            <tr key={keep}>
              <td><strong><TagLinks keys={[keep]} /></strong></td>
              <td><TagLinks keys={tags.filter((tag) => tag !== keep)} /></td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
