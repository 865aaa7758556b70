import { Alert, Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import { type Vocabulary, vocabularySchema } from '#tags/contract'
import { type DefinitionView, useDefinition, useDefinitionCheck } from '../../../api/definitions.js'
import type { ApiError } from '../../../api/problem.js'
import { useApi, useRefresh } from '../../../api/query.js'
import { ConfirmButton } from '../../../ui/action/ConfirmButton.js'
import { ErrorPanel } from '../../../ui/feedback/ErrorPanel.js'
import { Loaded } from '../../../ui/feedback/Loaded.js'
import { useFaultText } from '../../../ui/feedback/use-fault-text.js'
import { useSettled } from '../../../ui/feedback/use-settled.js'
import { useSay } from '../../../ui/language/use-say.js'
import { ObjectHeader } from '../../../ui/page/ObjectPage.js'
import { useScope } from '../../../ui/place/scope.js'
import { AboutFields } from './AboutFields.js'
import { LivePreview } from './LivePreview.js'
import { SharesFields } from './SharesFields.js'
import { NameCodes } from './NameCodes.js'
import { type AboutForm, emptyAbout, isPopulationWhole, readTag, toTagBody } from './tag-draft.js'
import { keepTag, keptTag, type TagDraft } from './tag-keeping.js'
import { useTagWriting } from './use-tag-writing.js'
import { isShareWhole } from './figure-form.js'
import { emptyForm, toCompute, toForm } from './value-form.js'
import { ValueFields } from './ValueFields.js'
import '../tags.css'

interface Props {
  readonly existing: DefinitionView | null
  readonly vocabulary: Vocabulary
}

/** Somebody else saved since this page was opened. */
function isStale(error: ApiError | null): boolean {
  return error?.status === 409 && error.path !== 'key'
}

function WriteFault({ error }: { readonly error: ApiError }) {
  const { t } = useTranslation('tags')
  const refresh = useRefresh()
  if (!isStale(error)) return <ErrorPanel error={error} />
  return (
    <Alert
      type="warning"
      showIcon
      role="alert"
      title={t('conflict.title')}
      description={t('conflict.what')}
      action={
        <Button onClick={() => void refresh('/api/v1/definitions/tag').then(() => location.reload())}>
          {t('conflict.reload')}
        </Button>
      }
    />
  )
}

/** Mistakes of the computation once typing pauses; `checked` is what they are of. */
function useChecked(compute: unknown, existing: DefinitionView | null) {
  const settled = useSettled(compute)
  const draft = { body: toTagBody(emptyAbout, settled), ...(existing && { key: existing.key }) }
  const check = useDefinitionCheck('tag', settled === null ? null : draft)
  const isAnswered = check.isSuccess && !check.isPlaceholderData
  return {
    mistakes: settled === null ? [] : (check.data?.mistakes ?? []),
    checked: isAnswered ? settled : null,
  }
}

/** What is saved, as the form has it; a new one is empty. */
function savedDraft({ existing }: Pick<Props, 'existing'>): TagDraft {
  const read = existing === null ? null : readTag(existing)
  return { about: read?.about ?? emptyAbout, form: read === null ? emptyForm : toForm(read.body.compute) }
}

/** The form, kept in this tab while it is not saved. */
function useDraft(props: Pick<Props, 'existing'>) {
  const [key, revision] = [props.existing?.key ?? null, props.existing?.revision ?? 0]
  const [saved] = useState(() => savedDraft(props))
  const [kept] = useState(() => keptTag(key, revision))
  const [draft, setDraft] = useState(kept ?? saved)
  const [isRestored, setRestored] = useState(kept !== null)
  const change = (part: Partial<TagDraft>) => {
    const next = { ...draft, ...part }
    setDraft(next)
    keepTag(key, revision, next)
  }
  const forget = () => keepTag(key, revision, null)
  const drop = () => {
    forget()
    setDraft(saved)
    setRestored(false)
  }
  return { draft, change, forget, drop, isRestored, isChanged: draft !== saved }
}

function useBuilder(props: Pick<Props, 'existing'>) {
  const { existing } = props
  const kept = useDraft(props)
  const { about, form } = kept.draft
  const before = existing === null ? undefined : readTag(existing)?.body
  const result = toCompute(form)
  const compute = result.state === 'ready' ? result.compute : null
  const body = toTagBody(about, compute, before)
  const { mistakes, checked } = useChecked(compute, existing)
  const isNamed = about.key.trim() !== '' && about.nameZh.trim() !== ''
  const isReady = compute !== null && mistakes.length === 0 && isNamed && about.shares.every(isShareWhole) && isPopulationWhole(about)
  return { ...kept, about, form, body, mistakes, isReady, preview: checked, compute }
}

interface HeadProps {
  readonly existing: DefinitionView | null
  readonly about: AboutForm
  readonly body: unknown
  readonly isReady: boolean
  readonly isChanged: boolean
  readonly write: ReturnType<typeof useTagWriting>
}

/** What is written, whether it is saved, and saving or publishing it. */
function Head({ existing, about, body, isReady, isChanged, write }: HeadProps) {
  const { t } = useTranslation('tags')
  const { t: ui } = useTranslation('ui')
  const say = useSay()
  const version = existing?.version ?? null
  const next = (version ?? 0) + 1
  return (
    <ObjectHeader
      name={existing === null ? t('builder.new') : t('builder.edit', { name: say(existing.name) })}
      parent={{ label: t('title'), to: '/customers/tags' }}
      version={version}
      hasDraft={existing?.hasDraft ?? false}
      note={isChanged ? ui('form.unsaved') : undefined}
      actions={
        <>
          <Button disabled={!isReady} loading={write.isPending} onClick={() => write.mutate({ about, body, publish: false })}>
            {t('builder.save')}
          </Button>
          <ConfirmButton type="primary" disabled={!isReady} label={t('publish.label', { version: next })} title={t('publish.title', { name: about.nameZh, version: next })} onConfirm={() => write.mutateAsync({ about, body, publish: true })}>
            {t('publish.what')}
          </ConfirmButton>
        </>
      }
    />
  )
}

function Builder(props: Props) {
  const { t } = useTranslation('tags')
  const faultText = useFaultText()
  const { existing, vocabulary } = props
  const { about, form, change, forget, drop, isRestored, isChanged, body, mistakes, isReady, preview, compute } = useBuilder(props)
  const setAbout = (next: AboutForm) => change({ about: next })
  const write = useTagWriting(existing, forget)
  const keyFault = write.error?.path === 'key' ? faultText(write.error) : undefined
  return (
    <>
      <Head existing={existing} about={about} body={body} isReady={isReady} isChanged={isChanged} write={write} />
      {isRestored && <Alert className="tags-restored" type="info" showIcon title={t('kept.restored')} action={<Button size="small" onClick={drop}>{t(existing === null ? 'kept.drop' : 'kept.dropChanges')}</Button>} />}
      {write.error && keyFault === undefined && <WriteFault error={write.error} />}
      <div className="tags-builder">
        <div className="tags-stack">
          <ValueFields key={String(isRestored)} form={form} vocabulary={vocabulary} onChange={(next) => change({ form: next })} />
          <NameCodes about={about} compute={compute} onChange={setAbout} />
          <SharesFields shares={about.shares} vocabulary={vocabulary} onChange={(shares) => setAbout({ ...about, shares })} />
          <AboutFields about={about} vocabulary={vocabulary} exists={existing !== null} keyFault={keyFault} onChange={setAbout} />
        </div>
        <LivePreview compute={preview} mistakes={mistakes} labels={about.labels} />
      </div>
    </>
  )
}

/** Makes a tag or changes one, with what it says and how it spreads beside the form. */
export function TagBuilderPage() {
  const { key } = useParams()
  const { asOf } = useScope()
  const vocabulary = useApi('/api/v1/rule/vocabulary', vocabularySchema, { query: { asOf } })
  const existing = useDefinition('tag', key ?? null)
  return (
    <Loaded query={vocabulary}>
      {(words) =>
        key === undefined ? (
          <Builder key="new" existing={null} vocabulary={words} />
        ) : (
          <Loaded query={existing}>
            {(definition) => <Builder key={key} existing={definition} vocabulary={words} />}
          </Loaded>
        )
      }
    </Loaded>
  )
}
