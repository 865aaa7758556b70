import { Skeleton } from 'antd'
import { useTranslation } from 'react-i18next'
import { type Distribution, tagPreviewSchema } from '#tags/contract'
import type { DefinitionMistake } from '../../../api/definitions.js'
import { usePosted } from '../../../api/posted.js'
import { ErrorPanel } from '../../../ui/feedback/ErrorPanel.js'
import { useSay } from '../../../ui/language/use-say.js'
import { PlannedEvents } from '../../../ui/page/PlannedEvents.js'
import { useScope } from '../../../ui/place/scope.js'
import type { CodeForm } from './CodeTable.js'
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

/** The preview knows no names of codes: they are not part of the computation. */
function named(distribution: Distribution, labels: readonly CodeForm[]): Distribution {
  const byCode = new Map(labels.filter(({ zh }) => zh.trim() !== '').map(({ code, zh, en }) => [code, { zh, en: en.trim() === '' ? zh : en }]))
  return { ...distribution, categories: distribution.categories.map((each) => ({ ...each, label: byCode.get(each.code) ?? each.label })) }
}

/** The preview of a sound computation. */
function Result({ compute, labels }: { readonly compute: unknown; readonly labels: readonly CodeForm[] }) {
  const say = useSay()
  const { org, asOf } = useScope()
  const body = { compute, ...(asOf === undefined ? {} : { asOf }) }
  const query = usePosted('/api/v1/tags/preview', body, tagPreviewSchema, { query: { org } })
  if (query.error) return <ErrorPanel error={query.error} />
  if (query.data === undefined) return <Skeleton active title={false} paragraph={{ rows: 6 }} />
  const { sentence, distribution, type } = query.data
  return (
    <div className={query.isPlaceholderData ? 'tags-stack stale' : 'tags-stack'} aria-busy={query.isFetching}>
      <p className="tags-lead">{say(sentence)}</p>
      <PlannedEvents of={compute} isAside />
      <DistributionChart distribution={named(distribution, labels)} type={type} />
    </div>
  )
}

interface Props {
  /** `null` until enough is filled in. */
  readonly compute: unknown
  readonly mistakes: readonly DefinitionMistake[]
  /** Names of codes as they stand in the form. */
  readonly labels: readonly CodeForm[]
}

/** What the tag says and how it spreads, computed while it is written. */
export function LivePreview({ compute, mistakes, labels }: Props) {
  const { t } = useTranslation('tags')
  return (
    <aside className="tags-preview" aria-live="polite">
      <h2>{t('preview.title')}</h2>
      {compute === null && <p className="soft">{t('preview.unfinished')}</p>}
      {mistakes.length > 0 && <MistakeList mistakes={mistakes} />}
      {compute !== null && mistakes.length === 0 && <Result compute={compute} labels={labels} />}
    </aside>
  )
}
