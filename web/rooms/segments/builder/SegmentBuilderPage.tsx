import { type ReactNode, useMemo, useState } from 'react'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useLocation, useNavigate, useParams, useSearchParams } from 'react-router'
import { ruleLimits } from '#kernel/rule'
import { definitionSchema } from '#platform/definition/contract'
import { type Vocabulary, vocabularySchema } from '#tags/contract'
import { post } from '../../../api/client.js'
import { useAction, useApi } from '../../../api/query.js'
import { ErrorPanel } from '../../../ui/feedback/ErrorPanel.js'
import { Loaded } from '../../../ui/feedback/Loaded.js'
import { useSay } from '../../../ui/language/use-say.js'
import { PageHeader } from '../../../ui/page/PageHeader.js'
import { keepScope, useScope } from '../../../ui/place/scope.js'
import { RulePalette } from '../../../ui/rule-editor/RulePalette.js'
import { RuleTree } from '../../../ui/rule-editor/RuleTree.js'
import { type RuleEditing, useRuleEditor } from '../../../ui/rule-editor/use-rule-editor.js'
import { isKey } from '../../../ui/form/key-of.js'
import type { ApiError } from '../../../api/problem.js'
import { definitionUrl, DEFINITIONS, editPath, SEGMENTS } from '../segment-paths.js'
import { usePreview } from '../use-preview.js'
import { DraftHeader } from './DraftHeader.js'
import { LiveResult } from './LiveResult.js'
import { NameFields } from './NameFields.js'
import { FixedParts } from './FixedParts.js'
import { RuleOverlap } from './RuleOverlap.js'
import { SegmentAbout } from './SegmentAbout.js'
import { SampleCustomers } from './SampleCustomers.js'
import { asBody, partsOf, ruleOf, startRule, type SegmentBody, type SegmentNames, type SegmentParts, toSave } from './segment-draft.js'
import { type DefinitionView, useDraft } from './use-draft.js'
import '../segments.css'

interface BuilderProps {
  readonly vocabulary: Vocabulary
  readonly editing: RuleEditing
  readonly errors: readonly (ApiError | null)[]
  readonly without?: string
  readonly preview: ReturnType<typeof usePreview>
  readonly parts: SegmentParts
}

const NO_PARTS: SegmentParts = {}

/** Palette, tree and live result side by side. */
function Builder({ vocabulary, editing, errors, without, preview, parts }: BuilderProps) {
  const { t } = useTranslation('segments')
  const say = useSay()
  const { data } = preview
  const counts = useMemo(() => {
    const steps = data?.steps ?? []
    return new Map(steps.map(({ path, alone, left }) => [path, { alone, left }]))
  }, [data])
  const mistakes = [preview.error, ...errors].flatMap((error) =>
    (error?.mistakes ?? []).map(({ path, message }) => ({ path, text: say(message) })),
  )
  const shown = mistakes.filter((one, at) => mistakes.findIndex(({ text }) => text === one.text) === at)
  return (
    <>
      <div className="builder">
        <RulePalette editing={editing} vocabulary={vocabulary} {...(without === undefined ? {} : { without })} />
        <RuleTree
          editing={editing}
          vocabulary={vocabulary}
          mistakes={shown}
          {...(editing.isWhole && !preview.isPlaceholderData ? { counts } : {})}
        />
        <LiveResult query={preview} isWhole={editing.isWhole} rule={editing.document} />
      </div>
      <p className="soft">{t('builder.limits', { nodes: ruleLimits.nodes, depth: ruleLimits.depth, items: ruleLimits.listItems })}</p>
      <SampleCustomers rule={editing.isWhole ? editing.document : null} parts={parts} />
      <RuleOverlap rule={editing.isWhole ? editing.document : null} {...(without === undefined ? {} : { without })} />
    </>
  )
}

function NewSegment({ vocabulary }: { readonly vocabulary: Vocabulary }) {
  const { t } = useTranslation('segments')
  const [search] = useSearchParams()
  const navigate = useNavigate()
  const [names, setNames] = useState<SegmentNames>({ zh: '', en: '', key: '' })
  const [body, setBody] = useState<SegmentBody>({})
  const { state } = useLocation() as { state: unknown }
  const editing = useRuleEditor(startRule(state))
  const preview = usePreview(editing.isWhole ? editing.document : null)
  const create = useAction(
    () => post(DEFINITIONS, { key: names.key, ...toSave(names, body, editing.document) }, definitionSchema),
    { refreshes: [SEGMENTS, DEFINITIONS], onDone: ({ key }) => void navigate(keepScope(editPath(key), search), { replace: true }) },
  )
  const isReady = names.zh.trim() !== '' && isKey(names.key) && editing.isWhole
  return (
    <>
      <PageHeader
        title={t('builder.newTitle')}
        purpose={t('purpose')}
        actions={
          <Button type="primary" disabled={!isReady} loading={create.isPending} onClick={() => create.mutate(undefined)}>
            {t('builder.create')}
          </Button>
        }
      />
      <NameFields names={names} onChange={setNames} isNew />
      <SegmentAbout body={body} onChange={setBody} error={create.error} />
      {create.error && <ErrorPanel error={create.error} />}
      <Builder vocabulary={vocabulary} editing={editing} errors={[create.error]} preview={preview} parts={NO_PARTS} />
    </>
  )
}

function OpenSegment({ vocabulary, opened }: { readonly vocabulary: Vocabulary; readonly opened: DefinitionView }) {
  const [names, setNames] = useState<SegmentNames>({ zh: opened.name.zh, en: opened.name.en ?? '', key: opened.key })
  const editing = useRuleEditor(ruleOf(opened.body))
  const parts = useMemo(() => partsOf(opened.body), [opened.body])
  const preview = usePreview(editing.isWhole ? editing.document : null, parts)
  const [body, setBody] = useState(() => asBody(opened.body))
  const isReady = editing.isWhole && names.zh.trim() !== ''
  const draft = useDraft(opened, isReady ? toSave(names, body, editing.document) : null)
  return (
    <>
      <DraftHeader names={names} draft={draft} preview={preview.isPlaceholderData ? undefined : preview.data} />
      <NameFields names={names} onChange={setNames} isNew={false} />
      <SegmentAbout body={body} onChange={setBody} error={draft.error} />
      <FixedParts parts={parts} segmentKey={opened.key} />
      <Builder vocabulary={vocabulary} editing={editing} errors={[draft.error]} without={opened.key} preview={preview} parts={parts} />
    </>
  )
}

function WithVocabulary({ children }: { readonly children: (vocabulary: Vocabulary) => ReactNode }) {
  const { asOf } = useScope()
  const vocabulary = useApi('/api/v1/rule/vocabulary', vocabularySchema, { query: { asOf }, staleTime: 300_000 })
  return <Loaded query={vocabulary}>{children}</Loaded>
}

/** Builds a segment: a new one, or the draft of one that exists. */
export function SegmentBuilderPage() {
  const { key } = useParams()
  const opened = useApi(key === undefined ? null : definitionUrl(key), definitionSchema, { staleTime: Infinity })
  return (
    <WithVocabulary>
      {(vocabulary) =>
        key === undefined ? (
          <NewSegment vocabulary={vocabulary} />
        ) : (
          <Loaded query={opened}>{(definition) => <OpenSegment key={definition.key} vocabulary={vocabulary} opened={definition} />}</Loaded>
        )
      }
    </WithVocabulary>
  )
}
