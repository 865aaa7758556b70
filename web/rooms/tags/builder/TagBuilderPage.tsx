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
import { emptyAbout, readTag, toTagBody } from './tag-draft.js'
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

function useBuilder({ existing, vocabulary }: Props) {
  const read = existing === null ? null : readTag(existing)
  const [about, setAbout] = useState(read?.about ?? emptyAbout)
  const [form, setForm] = useState(() => (read === null ? emptyForm : toForm(read.body.compute, vocabulary)))
  const result = toCompute(form, vocabulary)
  const compute = result.state === 'ready' ? result.compute : null
  const body = toTagBody(about, compute, read?.body)
  const { mistakes, checked } = useChecked(compute, existing)
  const areSharesWhole = about.shares.every(isShareWhole)
  const isNamed = about.key.trim() !== '' && about.nameZh.trim() !== ''
  const isReady = compute !== null && mistakes.length === 0 && isNamed && areSharesWhole
  return { about, setAbout, form, setForm, body, mistakes, isReady, preview: checked }
}

function Builder(props: Props) {
  const { t } = useTranslation('tags')
  const say = useSay()
  const faultText = useFaultText()
  const { existing, vocabulary } = props
  const { about, setAbout, form, setForm, body, mistakes, isReady, preview } = useBuilder(props)
  const write = useTagWriting(existing)
  const next = (existing?.version ?? 0) + 1
  const keyFault = write.error?.path === 'key' ? faultText(write.error) : undefined
  return (
    <>
      <ObjectHeader
        name={existing === null ? t('builder.new') : t('builder.edit', { name: say(existing.name) })}
        parent={{ label: t('title'), to: '/customers/tags' }}
        version={existing?.version ?? null}
        hasDraft={existing?.hasDraft ?? false}
        actions={
          <>
            <Button
              disabled={!isReady}
              loading={write.isPending}
              onClick={() => write.mutate({ about, body, publish: false })}
            >
              {t('builder.save')}
            </Button>
            <ConfirmButton
              type="primary"
              disabled={!isReady}
              label={t('publish.label', { version: next })}
              title={t('publish.title', { name: about.nameZh, version: next })}
              onConfirm={() => write.mutateAsync({ about, body, publish: true })}
            >
              {t('publish.what')}
            </ConfirmButton>
          </>
        }
      />
      {write.error && keyFault === undefined && <WriteFault error={write.error} />}
      <div className="tags-builder">
        <div className="tags-stack">
          <ValueFields form={form} vocabulary={vocabulary} onChange={setForm} />
          <SharesFields shares={about.shares} vocabulary={vocabulary} onChange={(shares) => setAbout({ ...about, shares })} />
          <AboutFields about={about} exists={existing !== null} keyFault={keyFault} onChange={setAbout} />
        </div>
        <LivePreview compute={preview} mistakes={mistakes} />
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
