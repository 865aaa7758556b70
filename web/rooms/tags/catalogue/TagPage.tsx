import { Alert, Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useParams, useSearchParams } from 'react-router'
import type { z } from 'zod'
import { tagDetailSchema, tagSchema } from '#tags/contract'
import { archiveDefinition, definitionsOf, publishDefinition } from '../../../api/definitions.js'
import { useApi, useRefresh } from '../../../api/query.js'
import { useMay } from '../../../api/session.js'
import { ConfirmButton } from '../../../ui/action/ConfirmButton.js'
import { Loaded } from '../../../ui/feedback/Loaded.js'
import { StatusTag } from '../../../ui/figures/StatusTag.js'
import { useSay } from '../../../ui/language/use-say.js'
import { Lineage } from '../../../ui/page/Lineage.js'
import { ObjectHeader, ObjectPage } from '../../../ui/page/ObjectPage.js'
import { PlannedEvents } from '../../../ui/page/PlannedEvents.js'
import { useDefinitionLinks } from '../../../ui/page/use-definition-links.js'
import { keepScope, useScope } from '../../../ui/place/scope.js'
import { TagVersions } from '../life/TagVersions.js'
import { TagEvaluationTab } from '../evaluation/TagEvaluationTab.js'
import { DistributionChart } from './DistributionChart.js'
import { SharesChart } from './SharesChart.js'
import { MarksTab } from '../marks/MarksTab.js'
import { ScoreSource } from './ScoreSource.js'
import { ValueDrill } from './ValueDrill.js'
import { usePurposeName } from '../use-purpose-name.js'
import { useTagName } from '../use-tag-name.js'
import '../tags.css'

type TagDetail = z.infer<typeof tagDetailSchema>

function Actions({ tag }: { readonly tag: TagDetail }) {
  const { t } = useTranslation('tags')
  const say = useSay()
  const navigate = useNavigate()
  const [search] = useSearchParams()
  const refresh = useRefresh()
  if (!useMay('tag.write')) return null
  const { key, name, revision, hasDraft, version } = tag
  const next = (version ?? 0) + 1
  const again = () => refresh(definitionsOf('tag'), '/api/v1/tags')
  return (
    <>
      <ConfirmButton
        danger
        label={t('archive.label')}
        title={t('archive.title', { name: say(name) })}
        onConfirm={async () => {
          await archiveDefinition('tag', key)
          await again()
          void navigate(keepScope('/customers/tags', search))
        }}
      >
        {t('archive.what')}
      </ConfirmButton>
      <Button onClick={() => void navigate(keepScope(`/customers/tags/${encodeURIComponent(key)}/edit`, search))}>
        {t('edit')}
      </Button>
      {hasDraft && (
        <ConfirmButton
          type="primary"
          label={t('publish.label', { version: next })}
          title={t('publish.title', { name: say(name), version: next })}
          onConfirm={async () => {
            await publishDefinition('tag', key, revision)
            await again()
          }}
        >
          {t('publish.what')}
        </ConfirmButton>
      )}
    </>
  )
}

function Overview({ tag }: { readonly tag: TagDetail }) {
  const { t } = useTranslation('tags')
  const say = useSay()
  const purposeName = usePurposeName()
  const body = tagSchema.safeParse(tag.body)
  const description = body.success ? body.data.description : undefined
  return (
    <div className="tags-stack">
      <p className="tags-lead">{say(tag.sentence)}</p>
      {description && <p className="soft">{say(description)}</p>}
      {body.success && <PlannedEvents of={body.data.compute} />}
      {tag.score && <ScoreSource score={tag.score} />}
      {body.success && (
        <p className="soft">
          {t('about.line', {
            facet: `${t(`layer.${body.data.layer}`)} / ${t(`facet.${body.data.facet}`)} · ${t(`method.${tag.method}`)}`,
            purposes: (body.data.purposes ?? []).map(purposeName).join(' · ') || '–',
            refresh: t(`refresh.${body.data.refresh}`),
          })}
        </p>
      )}
      {tag.shares.some(({ mean }) => mean !== null) && <SharesChart shares={tag.shares} tagKey={tag.key} />}
      {tag.objections !== 0 && <p className="soft">{tag.objections === null ? t('objection.few') : t('objection.count', { count: tag.objections })}</p>}
      {tag.distribution === null ? (
        <Alert type="info" showIcon title={t('distribution.none')} />
      ) : (
        <Spread tag={tag} distribution={tag.distribution} />
      )}
    </div>
  )
}

/** How its values spread, and the way to the customers of each. */
function Spread({ tag, distribution }: { readonly tag: TagDetail; readonly distribution: NonNullable<TagDetail['distribution']> }) {
  const [chosen, setChosen] = useState<number | null>(null)
  return (
    <>
      <DistributionChart distribution={distribution} type={tag.type} onPick={setChosen} />
      {tag.version !== null && <ValueDrill tagKey={tag.key} distribution={distribution} type={tag.type} chosen={chosen} onChoose={setChosen} />}
    </>
  )
}

function Definition({ tag }: { readonly tag: TagDetail }) {
  const say = useSay()
  return (
    <div className="tags-stack">
      <p className="tags-lead">{say(tag.sentence)}</p>
      <pre className="detail-json tags-json">{JSON.stringify(tag.body, null, 2)}</pre>
    </div>
  )
}

/** One tag: what it says, how it spreads, what it is made of and who uses it. */
export function TagPage() {
  const { t } = useTranslation('tags')
  const say = useSay()
  const [links, tagName] = [useDefinitionLinks(), useTagName()]
  const named = (references: TagDetail['usedBy']) => links(references).map((item, at) => (references[at]?.kind === 'tag' ? { ...item, name: tagName(references[at].key) } : item))
  const { key = '' } = useParams()
  const query = useApi(`/api/v1/tags/${encodeURIComponent(key)}`, tagDetailSchema, { query: { ...useScope() } })
  return (
    <Loaded query={query}>
      {(tag) => (
        <ObjectPage
          header={
            <ObjectHeader
              name={say(tag.name)}
              parent={{ label: t('title'), to: '/customers/tags' }}
              status={<StatusTag tone="quiet">{tag.classification}</StatusTag>}
              version={tag.version}
              hasDraft={tag.hasDraft}
              {...(tag.owner === null ? {} : { owner: tag.owner })}
              {...(tag.asOf === null ? {} : { asOf: tag.stale ? `${tag.asOf}（${t('stale')}）` : tag.asOf })}
              actions={<Actions tag={tag} />}
            />
          }
          tabs={[
            { key: 'overview', label: t('tab.overview'), content: <Overview tag={tag} /> },
            { key: 'definition', label: t('tab.definition'), content: <Definition tag={tag} /> },
            ...(tag.method === 'manual' ? [{ key: 'marks', label: t('mark.title'), content: <MarksTab tagKey={key} /> }] : []),
            { key: 'versions', label: t('tab.versions'), content: <TagVersions key={`${tag.version ?? 0}${tag.hasDraft}`} tagKey={key} hasDraft={tag.hasDraft && tag.version !== null} /> },
            { key: 'evaluation', label: t('evaluation.tab.evaluation'), content: <TagEvaluationTab tagKey={key} type={tag.type} /> },
            {
              key: 'usage',
              label: t('tab.usage'),
              content: <Lineage from={named(tag.references)} usedBy={named(tag.usedBy)} />,
            },
          ]}
        />
      )}
    </Loaded>
  )
}
