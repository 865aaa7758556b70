import { Button, Modal, Skeleton } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { dueSchema, type RegistryDetail, sourceTestSchema } from '#ingest/contract'
import { archiveDefinition, type DefinitionView, definitionsOf, publishDefinition } from '../../../api/definitions.js'
import { nothing, post } from '../../../api/client.js'
import { useAction, useRefresh } from '../../../api/query.js'
import { useMay } from '../../../api/session.js'
import { ConfirmButton } from '../../../ui/action/ConfirmButton.js'
import { ErrorPanel } from '../../../ui/feedback/ErrorPanel.js'
import { useFaultText } from '../../../ui/feedback/use-fault-text.js'
import { useSay } from '../../../ui/language/use-say.js'
import { useNotice } from '../../../ui/theme/AntdLook.js'
import { ImportLink } from '../../ingest/ImportLink.js'
import { sourceApi, SOURCES } from '../paths.js'
import { TestResultView } from './TestResultView.js'

interface Props {
  readonly definition: DefinitionView
  readonly detail: RegistryDetail
}

/** Tries the connection and shows what is there. */
function TestButton({ detail }: Pick<Props, 'detail'>) {
  const { t } = useTranslation('sources')
  const say = useSay()
  const [open, setOpen] = useState(false)
  const test = useAction(() => post(sourceApi(detail.key, 'test'), {}, sourceTestSchema))
  return (
    <>
      <Button
        title={t('act.testHint')}
        onClick={() => {
          setOpen(true)
          test.mutate(undefined)
        }}
      >
        {t('act.test')}
      </Button>
      <Modal open={open} width={900} footer={null} title={t('test.title', { name: say(detail.name) })} onCancel={() => setOpen(false)}>
        {test.isPending && <Skeleton active />}
        {test.error && <ErrorPanel error={test.error} onRetry={() => test.mutate(undefined)} />}
        {test.isSuccess && <TestResultView found={test.data} />}
      </Modal>
    </>
  )
}

function RunButtons({ detail }: Pick<Props, 'detail'>) {
  const { t } = useTranslation('sources')
  const say = useSay()
  const notice = useNotice()
  const faultText = useFaultText()
  const refresh = useRefresh()
  const run = useAction(() => post(sourceApi(detail.key, 'run'), {}, dueSchema), { refreshes: ['/api/v1/data', '/api/v1/jobs'], onDone: ({ businessDate }) => notice.done(t('act.runDone', { date: businessDate })) })
  const resume = useAction(() => post(sourceApi(detail.key, 'resume'), {}, nothing), { refreshes: [SOURCES] })
  return (
    <>
      {detail.paused === null ? (
        detail.nextDue !== null && (
          <ConfirmButton
            label={t('act.pause')}
            title={t('act.pauseTitle', { name: say(detail.name) })}
            onConfirm={async () => {
              await post(sourceApi(detail.key, 'pause'), {}, nothing)
              await refresh(SOURCES)
            }}
          >
            {t('act.pauseWhat')}
          </ConfirmButton>
        )
      ) : (
        <Button loading={resume.isPending} onClick={() => resume.mutate(undefined, { onError: (error) => notice.warn(faultText(error)) })}>
          {t('act.resume')}
        </Button>
      )}
      <Button type="primary" title={t('act.runHint')} loading={run.isPending} onClick={() => run.mutate(undefined, { onError: (error) => notice.warn(faultText(error)) })}>
        {t('act.run')}
      </Button>
    </>
  )
}

/** What can be done to a source, the most usual last. */
export function SourceActions({ definition, detail }: Props) {
  const { t } = useTranslation('sources')
  const { t: ingest } = useTranslation('ingest')
  const say = useSay()
  const navigate = useNavigate()
  const refresh = useRefresh()
  const mayWrite = useMay('data.load')
  const { key, name, revision, hasDraft, version, archived } = definition
  if (!mayWrite || archived) return null
  const isFetched = detail.connector !== 'upload'
  const next = (version ?? 0) + 1
  return (
    <>
      <ConfirmButton
        label={ingest('source.archive')}
        title={ingest('source.archiveTitle', { name: say(name) })}
        danger
        onConfirm={async () => {
          await archiveDefinition('source', key)
          await refresh(definitionsOf('source'), SOURCES)
          void navigate('/data/sources')
        }}
      >
        {ingest('source.archiveWhat')}
      </ConfirmButton>
      {isFetched && <TestButton detail={detail} />}
      {hasDraft && (
        <ConfirmButton
          label={t('rules.publish', { version: next })}
          title={t('rules.publishTitle', { name: say(name), version: next })}
          onConfirm={async () => {
            await publishDefinition('source', key, revision)
            await refresh(definitionsOf('source'), SOURCES)
          }}
        >
          {t('rules.publishWhat')}
        </ConfirmButton>
      )}
      {isFetched && version !== null && <RunButtons detail={detail} />}
      {!isFetched && <ImportLink source={key} />}
    </>
  )
}
