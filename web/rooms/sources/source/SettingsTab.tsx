import { Alert, Button, Form } from 'antd'
import { useTranslation } from 'react-i18next'
import { type DefinitionView, definitionAt, definitionsOf, publishDefinition } from '../../../api/definitions.js'
import { useRefresh } from '../../../api/query.js'
import { useMay } from '../../../api/session.js'
import { ConfirmButton } from '../../../ui/action/ConfirmButton.js'
import { ErrorPanel } from '../../../ui/feedback/ErrorPanel.js'
import { useSay } from '../../../ui/language/use-say.js'
import { ConnectorFields } from '../form/ConnectorFields.js'
import { freshConnector } from '../form/source-draft.js'
import { RulesForm } from '../form/RulesForm.js'
import { useSourceForm } from '../form/use-source-form.js'
import { withPart } from '../form/source-draft.js'
import { SOURCES } from '../paths.js'

/** Connection, ownership, schedule and rules of a source; a change is a draft until it is published. */
export function SettingsTab({ definition }: { readonly definition: DefinitionView }) {
  const { t } = useTranslation('sources')
  const say = useSay()
  const refresh = useRefresh()
  const mayWrite = useMay('data.load')
  const form = useSourceForm(definition)
  const connector = form.body.connector ?? freshConnector('upload')
  const next = (definition.version ?? 0) + 1
  const publish = async () => {
    const { revision } = form.isChanged ? await form.save.mutateAsync(form.body) : definition
    await publishDefinition('source', definition.key, revision)
    await refresh(definitionsOf('source'), definitionAt('source', definition.key), SOURCES)
  }
  return (
    <div className="source-stack">
      {connector.kind !== 'upload' && (
        <section className="panel">
          <h2>
            {t('overview.connector')} <span className="soft">{t(`kind.${connector.kind}`)}</span>
          </h2>
          <Form layout="vertical" component="div" className="source-form">
            <ConnectorFields connector={connector} mistakes={form.mistakes} set={(part) => form.set({ connector: withPart(connector, part) })} />
          </Form>
        </section>
      )}
      <RulesForm body={form.body} set={form.set} mistakes={form.mistakes} sourceKey={definition.key} />
      {form.mistakes.length > 0 && <Alert type="warning" showIcon title={t('connect.mistakes', { count: form.mistakes.length })} description={<ul>{form.mistakes.map(({ path, code, message }) => <li key={`${path} ${code}`}><code>{path}</code> {say(message)}</li>)}</ul>} />}
      {form.save.error && <ErrorPanel error={form.save.error} />}
      {mayWrite && !definition.archived && (
        <footer className="connect-foot">
          <span className="soft">{form.isChanged ? t('rules.unsaved') : t('rules.saved')}</span>
          <Button disabled={!form.isChanged} loading={form.save.isPending} onClick={() => form.save.mutate(form.body)}>
            {t('rules.save')}
          </Button>
          <ConfirmButton type="primary" disabled={form.mistakes.length > 0 || (!form.isChanged && !definition.hasDraft)} label={t('rules.publish', { version: next })} title={t('rules.publishTitle', { name: say(definition.name), version: next })} onConfirm={publish}>
            {t('rules.publishWhat')}
          </ConfirmButton>
        </footer>
      )}
    </div>
  )
}
