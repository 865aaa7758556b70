import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { groupListSchema } from '#models/contract'
import { type Vocabulary, vocabularySchema } from '#tags/contract'
import { useApi } from '../../../api/query.js'
import { useMay } from '../../../api/session.js'
import { EmptyState } from '../../../ui/feedback/EmptyState.js'
import { Loaded } from '../../../ui/feedback/Loaded.js'
import { useScope } from '../../../ui/place/scope.js'
import { modelUrl } from '../models-paths.js'
import type { ModelDetail } from '../one/use-picked-version.js'
import { GroupDesign } from './GroupDesign.js'
import { GroupRunPanel } from './GroupRunPanel.js'

interface ListProps {
  readonly model: ModelDetail
  readonly vocabulary: Vocabulary
}

function Groups({ model, vocabulary }: ListProps) {
  const { t } = useTranslation('models')
  const mayManage = useMay('model.manage')
  const [isDesigning, design] = useState(false)
  const url = `${modelUrl(model.key)}/groups`
  const runs = useApi(url, groupListSchema)
  const start = mayManage ? <Button type="primary" disabled={model.scored === null} title={model.scored === null ? t('group.scoreFirst') : undefined} onClick={() => design(true)}>{t('group.new')}</Button> : undefined
  return (
    <div className="model-stack">
      <p className="soft">{t('group.what')}</p>
      {isDesigning && <GroupDesign model={model} vocabulary={vocabulary} onDone={() => design(false)} />}
      <Loaded query={runs}>
        {({ items }) =>
          items.length === 0 ? (
            !isDesigning && <EmptyState title={t('group.none')} why={t('group.noneWhy')} {...(start === undefined ? {} : { action: start })} />
          ) : (
            <>
              {!isDesigning && <div>{start}</div>}
              {items.map((run) => <GroupRunPanel key={run.runId} run={run} vocabulary={vocabulary} />)}
            </>
          )
        }
      </Loaded>
    </div>
  )
}

/** The model against people's own rule: groups dealt by chance, lists of one size, and what each brought. */
export function GroupsTab({ model }: { readonly model: ModelDetail }) {
  const { asOf } = useScope()
  const vocabulary = useApi('/api/v1/rule/vocabulary', vocabularySchema, { query: { asOf }, staleTime: 300_000 })
  return <Loaded query={vocabulary}>{(data) => <Groups model={model} vocabulary={data} />}</Loaded>
}
