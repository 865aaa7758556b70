import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useNavigate, useParams, useSearchParams } from 'react-router'
import type { Strategy } from '#strategy/contract'
import { type DefinitionView, useDefinition } from '../../../api/definitions.js'
import { useMay } from '../../../api/session.js'
import { Loaded } from '../../../ui/feedback/Loaded.js'
import { StatusTag } from '../../../ui/figures/StatusTag.js'
import { useSay } from '../../../ui/language/use-say.js'
import { ObjectHeader, ObjectPage } from '../../../ui/page/ObjectPage.js'
import { VersionTable } from '../../../ui/page/VersionTable.js'
import { keepScope } from '../../../ui/place/scope.js'
import { ListsTable } from '../list/ListsTable.js'
import { FreezePanel } from './FreezePanel.js'
import { Overview } from './Overview.js'
import { UsedBy } from './UsedBy.js'
import '../strategy.css'

function StrategyView({ saved }: { readonly saved: DefinitionView }) {
  const { t } = useTranslation('strategy')
  const say = useSay()
  const mayWrite = useMay('strategy.write')
  const navigate = useNavigate()
  const [scope] = useSearchParams()
  const body = saved.body as Strategy
  const { key, version, hasDraft } = saved
  return (
    <ObjectPage
      header={
        <>
          <ObjectHeader
            name={say(saved.name)}
            parent={{ label: t('title'), to: '/strategy/strategies' }}
            status={<StatusTag tone={version === null ? 'quiet' : 'done'}>{t(version === null ? 'status.DRAFT' : 'status.PUBLISHED')}</StatusTag>}
            owner={saved.updatedBy}
            version={version}
            hasDraft={hasDraft}
            note={t('one.note', { goal: t(`goal.${body.goal.kind}`), channel: t(`channel.${body.channel}.name`), key })}
            actions={mayWrite && <Button onClick={() => void navigate(keepScope(`/strategy/strategies/${encodeURIComponent(key)}/edit`, scope))}>{t('one.edit')}</Button>}
          />
          <FreezePanel strategyKey={key} body={body} version={version} hasDraft={hasDraft} />
        </>
      }
      tabs={[
        { key: 'overview', label: t('one.overview'), content: <Overview body={body} /> },
        { key: 'lists', label: t('one.lists'), content: <ListsTable strategy={key} /> },
        { key: 'versions', label: t('one.versions'), content: <VersionTable kind="strategy" objectKey={key} /> },
        { key: 'used', label: t('one.usedBy'), content: <UsedBy strategyKey={key} body={body} /> },
      ]}
    />
  )
}

/** One strategy: what it does, its lists, versions and users. */
export function StrategyPage() {
  const { key = '' } = useParams()
  const saved = useDefinition('strategy', key)
  return <Loaded query={saved}>{(definition) => <StrategyView saved={definition} />}</Loaded>
}
