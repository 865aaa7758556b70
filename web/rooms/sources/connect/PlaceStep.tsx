import { Button, Checkbox, Form, Input, Skeleton } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type DefinitionView, definitionsOf, saveDefinition, useDefinitionCheck } from '../../../api/definitions.js'
import { useToday } from '../../../api/installation.js'
import type { PostAnswer } from '../../../api/posted.js'
import { useAction } from '../../../api/query.js'
import type { SourceTest } from '#ingest/contract'
import { ErrorPanel } from '../../../ui/feedback/ErrorPanel.js'
import { useFaultText } from '../../../ui/feedback/use-fault-text.js'
import { useSettled } from '../../../ui/feedback/use-settled.js'
import { useUrlState } from '../../../ui/place/scope.js'
import { ConnectorFields } from '../form/ConnectorFields.js'
import { type ConnectorKind, formatFor, freshConnector, readDraft, type SourceDraft, unmapped, withPart } from '../form/source-draft.js'
import { SOURCES } from '../paths.js'
import { SecretsDrawer } from '../secrets/SecretsDrawer.js'
import { TestResultView } from '../source/TestResultView.js'

interface Props {
  readonly kind: ConnectorKind
  /** The draft, once it was kept. */
  readonly definition: DefinitionView | undefined
  readonly test: PostAnswer<SourceTest> | null
  readonly onSaved: (saved: DefinitionView) => void
  readonly onNext: () => void
}

function startOf(kind: ConnectorKind, definition: DefinitionView | undefined): { name: { zh: string; en?: string | undefined }; key: string; body: SourceDraft } {
  if (definition !== undefined) return { name: definition.name, key: definition.key, body: readDraft(definition.body) }
  return { name: { zh: '' }, key: '', body: { connector: freshConnector(kind), format: formatFor(kind), businessDate: null, targets: [unmapped], purposes: ['MARKETING'], classification: 'C2' } }
}

/** What the connection gave, or why it did not work. */
function TestPart({ test }: { readonly test: PostAnswer<SourceTest> }) {
  if (test.isFetching) return <Skeleton active title={false} />
  if (test.error) return <ErrorPanel error={test.error} />
  return test.data === undefined ? null : <TestResultView found={test.data} />
}

interface FootProps extends Pick<Props, 'test' | 'onNext'> {
  readonly isReady: boolean
  readonly isSaving: boolean
}

function Foot({ test, isReady, isSaving, onNext }: FootProps) {
  const { t } = useTranslation('sources')
  const isBusy = isSaving || test?.isFetching === true
  const isTested = test?.data?.proposal !== undefined && !isBusy
  return (
    <footer className="connect-foot">
      {!isTested && <span className="soft">{t('connect.testFirst')}</span>}
      <Button htmlType="submit" loading={isBusy} disabled={!isReady} type={isTested ? 'default' : 'primary'}>
        {t('connect.saveTest')}
      </Button>
      <Button type={isTested ? 'primary' : 'default'} disabled={!isTested} onClick={onNext}>
        {t('connect.next')}
      </Button>
    </footer>
  )
}

/** Name of a definition with its blanks taken away. */
function nameOf({ zh, en = '' }: { readonly zh: string; readonly en?: string | undefined }) {
  return { zh: zh.trim(), ...(en.trim() === '' ? {} : { en: en.trim() }) }
}

const withDemo = (body: SourceDraft, isDemo: boolean): SourceDraft => withPart(body, { demo: isDemo ? true : undefined })

type Start = ReturnType<typeof startOf>

interface NamingProps {
  readonly now: Start
  readonly set: (change: (now: Start) => Start) => void
  readonly isNew: boolean
  readonly keyMistake: string | undefined
}

/** What the source is called; its key is fixed once it is kept. */
function Naming({ now: { name, key, body }, set, isNew, keyMistake }: NamingProps) {
  const { t } = useTranslation('sources')
  const isDemo = useToday().data?.demo === true
  return (
    <section className="panel source-form">
      <Form.Item label={t('field.nameZh')} required htmlFor="connect-name">
        <Input id="connect-name" autoFocus value={name.zh} onChange={(event) => set((now) => ({ ...now, name: { ...now.name, zh: event.target.value } }))} />
      </Form.Item>
      <Form.Item label={t('field.nameEn')} htmlFor="connect-name-en">
        <Input id="connect-name-en" value={name.en ?? ''} onChange={(event) => set((now) => ({ ...now, name: { ...now.name, en: event.target.value } }))} />
      </Form.Item>
      <Form.Item label={t('field.key')} required htmlFor="connect-key" extra={t('connect.keyHint')} help={keyMistake} validateStatus={keyMistake === undefined ? '' : 'error'}>
        <Input id="connect-key" disabled={!isNew} value={key} onChange={(event) => set((now) => ({ ...now, key: event.target.value }))} />
      </Form.Item>
      {isDemo && (
        <Form.Item label={t('field.demo')} htmlFor="connect-demo">
          <Checkbox id="connect-demo" checked={body.demo === true} onChange={(event) => set((now) => ({ ...now, body: withDemo(now.body, event.target.checked) }))} />
        </Form.Item>
      )}
    </section>
  )
}

/** Name and connection of the source; keeping the draft tries the connection. */
export function PlaceStep({ kind, definition, test, onSaved, onNext }: Props) {
  const { t } = useTranslation('sources')
  const faultText = useFaultText()
  const [search, change] = useUrlState()
  const [{ name, key, body }, set] = useState(() => startOf(kind, definition))
  const [isTried, setTried] = useState(definition !== undefined)
  const settled = useSettled(body)
  const all = useDefinitionCheck('source', { body: settled }).data?.mistakes ?? []
  const mistakes = isTried ? all.filter(({ path }) => path.startsWith('connector')) : []
  const connector = body.connector ?? freshConnector(kind)
  const save = useAction(() => saveDefinition('source', { key: key.trim(), name: nameOf(name), body }, definition?.revision ?? null), { refreshes: [definitionsOf('source'), SOURCES], onDone: onSaved })
  const ofKey = save.error?.path === 'key' ? faultText(save.error) : undefined
  return (
    <>
    <SecretsDrawer open={search.get('secrets') === '1'} onClose={() => change({ secrets: null })} />
    <Form
      layout="vertical"
      className="source-stack"
      onFinish={() => {
        setTried(true)
        save.mutate(undefined)
      }}
    >
      <Naming now={{ name, key, body }} set={set} isNew={definition === undefined} keyMistake={ofKey} />
      <section className="panel">
        <h2>
          {t('overview.connector')} <span className="soft">{t(`kind.${connector.kind}`)}</span>
        </h2>
        <div className="source-form">
          <ConnectorFields connector={connector} mistakes={mistakes} set={(part) => set((now) => ({ ...now, body: withPart(now.body, { connector: withPart(connector, part) }) }))} />
        </div>
        <Button onClick={() => change({ secrets: '1' })}>{t('list.secrets')}</Button>
      </section>
      {save.error && ofKey === undefined && <ErrorPanel error={save.error} />}
      {test !== null && <TestPart test={test} />}
      <Foot test={test} isReady={key.trim() !== '' && name.zh.trim() !== ''} isSaving={save.isPending} onNext={onNext} />
    </Form>
    </>
  )
}
