import { Skeleton } from 'antd'
import { useTranslation } from 'react-i18next'
import { tagPreviewSchema } from '#tags/contract'
import type { DefinitionMistake } from '../../../api/definitions.js'
import { usePosted } from '../../../api/posted.js'
import { ErrorPanel } from '../../../ui/feedback/ErrorPanel.js'
import { useSay } from '../../../ui/language/use-say.js'
import { useScope } from '../../../ui/place/scope.js'
import { DistributionChart } from '../catalogue/DistributionChart.js'

function MistakeList({ mistakes }: { readonly mistakes: readonly DefinitionMistake[] }) {
  const say = useSay()
  return (
    <ol className="mistakes tone-warm" role="alert">
      {mistakes.map(({ code, path, message }) => (
        <li key={`${path} ${code}`}>
          {path !== '' && <code>{path}</code>} {say(message)}
        </li>
      ))}
    </ol>
  )
}

interface Props {
  /** `null` until enough is filled in. */
  readonly compute: unknown
  readonly mistakes: readonly DefinitionMistake[]
}

/** What the tag says and how it spreads, computed while it is written. */
export function LivePreview({ compute, mistakes }: Props) {
  const { t } = useTranslation('tags')
  const say = useSay()
  const { org, asOf } = useScope()
  const isSound = compute !== null && mistakes.length === 0
  const body = isSound ? { compute, ...(asOf === undefined ? {} : { asOf }) } : null
  const query = usePosted('/api/v1/tags/preview', body, tagPreviewSchema, { query: { org } })
  const shown = isSound ? query.data : undefined
  return (
    <aside className="tags-preview" aria-live="polite" aria-busy={query.isFetching}>
      <h2>{t('preview.title')}</h2>
      {compute === null && <p className="soft">{t('preview.unfinished')}</p>}
      {mistakes.length > 0 && <MistakeList mistakes={mistakes} />}
      {isSound && query.error && <ErrorPanel error={query.error} />}
      {isSound && query.isPending && <Skeleton active title={false} paragraph={{ rows: 6 }} />}
      {shown && (
        <div className={query.isPlaceholderData ? 'tags-stack stale' : 'tags-stack'}>
          <p className="tags-lead">{say(shown.sentence)}</p>
          <DistributionChart distribution={shown.distribution} type={shown.type} />
        </div>
      )}
    </aside>
  )
}
