import { Button, Modal, Steps } from 'antd'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useBlocker } from 'react-router'
import { type Preview, previewSchema } from '#ingest/contract'
import { type DefinitionView, definitionsOf, useDefinition, useDefinitionCheck } from '../../../api/definitions.js'
import { usePosted } from '../../../api/posted.js'
import { useAction } from '../../../api/query.js'
import { Loaded } from '../../../ui/feedback/Loaded.js'
import { useSettled } from '../../../ui/feedback/use-settled.js'
import { PageHeader } from '../../../ui/page/PageHeader.js'
import { useUrlState } from '../../../ui/place/scope.js'
import { AboutStep } from './AboutStep.js'
import { FileStep } from './FileStep.js'
import {
  freshDraft,
  type ImportDraft,
  type ImportStep,
  importSteps,
  isDirty,
  stepAfter,
  stepBefore,
  withFile,
  withSource,
  withSuggestion,
} from './import-draft.js'
import { MappingStep } from './MappingStep.js'
import { PreviewStep } from './PreviewStep.js'
import { ProgressStep } from './ProgressStep.js'
import { bodyOf, needsVersion, startLoad } from './start-load.js'
import { useImportDraft } from './use-import-draft.js'
import '../ingest.css'

/** Asks before the page is left with a load half made. */
function LeaveGuard({ draft }: { readonly draft: ImportDraft }) {
  const { t } = useTranslation('ingest')
  const dirty = isDirty(draft)
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) => dirty && currentLocation.pathname !== nextLocation.pathname,
  )
  useEffect(() => {
    if (!dirty) return
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [dirty])
  return (
    <Modal
      open={blocker.state === 'blocked'}
      title={t('leave.title')}
      okText={t('leave.leave')}
      cancelText={t('leave.stay')}
      onOk={() => blocker.proceed?.()}
      onCancel={() => blocker.reset?.()}
    >
      {t('leave.what')}
    </Modal>
  )
}

/** What the wizard asks the server as the draft changes: the preview and the mapping's mistakes. */
function useServer(draft: ImportDraft) {
  const ask = draft.file === null || draft.step === 'progress' ? null : { file: draft.file.ref, format: draft.format }
  const preview = usePosted('/api/v1/data/preview', ask, previewSchema)
  const body = preview.data && draft.targets ? bodyOf(draft, preview.data.format) : null
  const settled = useSettled(body)
  const check = useDefinitionCheck('source', settled === null ? null : { body: settled })
  const mistakes = body === null ? [] : (check.data?.mistakes ?? [])
  return { preview, mistakes }
}

interface FootProps {
  readonly step: ImportStep
  readonly mistakes: number
  readonly isReady: boolean
  readonly isBusy: boolean
  readonly onBack: (step: ImportStep) => void
  readonly onNext: () => void
}

/** Back and next, with what stands in the way. */
function Foot({ step, mistakes, isReady, isBusy, onBack, onNext }: FootProps) {
  const { t } = useTranslation('ingest')
  const { t: ui } = useTranslation('ui')
  const before = stepBefore(step)
  if (step === 'progress') return null
  return (
    <footer className="ingest-foot">
      {step === 'mapping' && mistakes > 0 && (
        <span className="tone-warm">{ui('error.mistakes', { count: mistakes })}</span>
      )}
      {before && <Button onClick={() => onBack(before)}>{ui('action.back')}</Button>}
      <Button type="primary" disabled={!isReady} loading={isBusy} onClick={onNext}>
        {step === 'about' ? t('import.start') : t('import.next')}
      </Button>
    </footer>
  )
}

const isAboutDone = ({ about }: ImportDraft): boolean => about.key.trim() !== '' && about.nameZh.trim() !== ''

/** The next step; the source the address names, or the server's suggestion, is taken over on the way. */
function stepForward(
  now: ImportDraft,
  wanted: DefinitionView | undefined,
  preview: Preview | undefined,
): ImportDraft {
  const step = stepAfter(now.step) ?? now.step
  if (step === 'preview' && wanted && now.source === null) {
    const chosen = withSource(now, wanted)
    return chosen === null ? { ...now, step } : { ...chosen, format: chosen.source?.body.format ?? {}, step }
  }
  if (step !== 'mapping' || now.targets !== null || !preview) return { ...now, step }
  return { ...withSuggestion(now, preview), step }
}

/** Loads a file: choose it, look at it, say what its columns mean, name the source, follow the load. */
export function ImportPage() {
  const { t } = useTranslation('ingest')
  const [search] = useUrlState()
  const [draft, change] = useImportDraft()
  const wanted = useDefinition('source', search.get('source'))
  const { preview, mistakes } = useServer(draft)
  const format = preview.data?.format
  const start = useAction(async () => (format === undefined ? '' : startLoad(draft, format)), {
    refreshes: [definitionsOf('source'), '/api/v1/data/loads', '/api/v1/jobs'],
    onDone: (jobId) => change((now) => ({ ...now, step: 'progress', jobId })),
  })
  const next = () =>
    draft.step === 'about'
      ? start.mutate(undefined)
      : change((now) => stepForward(now, wanted.data, preview.data))
  const isReady = {
    file: draft.file !== null,
    preview: preview.isSuccess && !preview.isPlaceholderData,
    mapping: mistakes.length === 0,
    about: isAboutDone(draft),
    progress: false,
  }[draft.step]
  return (
    <>
      <LeaveGuard draft={draft} />
      <PageHeader title={t('import.title')} purpose={t('import.purpose')} />
      <Steps
        size="small"
        className="ingest-steps"
        current={importSteps.indexOf(draft.step)}
        items={importSteps.map((step) => ({ title: t(`step.${step}`) }))}
      />
      {draft.step === 'file' && (
        <FileStep file={draft.file} onChoose={(file) => change((now) => withFile(now, file))} />
      )}
      {draft.step !== 'file' && draft.step !== 'progress' && (
        <Loaded query={preview}>
          {(found) => (
            <>
              {draft.step === 'preview' && (
                <PreviewStep
                  preview={found}
                  onFormat={(part) =>
                    change((now) => ({
                      ...now,
                      targets: now.source === null ? null : now.targets,
                      format: { ...now.format, ...part },
                    }))
                  }
                />
              )}
              {draft.step === 'mapping' && (
                <MappingStep draft={draft} change={change} preview={found} mistakes={mistakes} />
              )}
              {draft.step === 'about' && (
                <AboutStep
                  draft={draft}
                  change={change}
                  isChanged={needsVersion(draft, found.format)}
                  error={start.error}
                />
              )}
            </>
          )}
        </Loaded>
      )}
      {draft.step === 'progress' && draft.jobId !== null && (
        <ProgressStep jobId={draft.jobId} onAgain={() => change(() => freshDraft)} />
      )}
      <Foot
        step={draft.step}
        mistakes={mistakes.length}
        isReady={isReady}
        isBusy={start.isPending}
        onBack={(step) => change((now) => ({ ...now, step }))}
        onNext={next}
      />
    </>
  )
}
