import { Alert, Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { type DefinitionView, definitionAt, definitionsOf, publishDefinition } from '../../../api/definitions.js'
import { useRefresh } from '../../../api/query.js'
import { useAction } from '../../../api/query.js'
import { ErrorPanel } from '../../../ui/feedback/ErrorPanel.js'
import { useSay } from '../../../ui/language/use-say.js'
import { RulesForm } from '../form/RulesForm.js'
import { useSourceForm } from '../form/use-source-form.js'
import { SOURCES } from '../paths.js'

/** Whose it is, when to fetch, what happens when it changes; then it is published. */
export function RulesStep({ definition, onPublished }: { readonly definition: DefinitionView; readonly onPublished: () => void }) {
  const { t } = useTranslation('sources')
  const say = useSay()
  const refresh = useRefresh()
  const form = useSourceForm(definition)
  const publish = useAction(
    async () => {
      const saved = await form.save.mutateAsync(form.body)
      await publishDefinition('source', definition.key, saved.revision)
    },
    {
      onDone: () => {
        void refresh(definitionsOf('source'), definitionAt('source', definition.key), SOURCES)
        onPublished()
      },
    },
  )
  const wrong = form.mistakes.length
  return (
    <div className="source-stack">
      <RulesForm body={form.body} set={form.set} mistakes={form.mistakes} sourceKey={definition.key} />
      {wrong > 0 ? <Alert type="warning" showIcon title={t('connect.mistakes', { count: wrong })} description={<ul>{form.mistakes.map(({ path, code, message }) => <li key={`${path} ${code}`}><code>{path}</code> {say(message)}</li>)}</ul>} /> : <Alert type="info" showIcon title={t('connect.ready', { name: say(definition.name) })} description={t('connect.readyWhat')} />}
      {publish.error && <ErrorPanel error={publish.error} />}
      <footer className="connect-foot">
        <Button disabled={!form.isChanged} loading={form.save.isPending && !publish.isPending} onClick={() => form.save.mutate(form.body)}>
          {t('rules.save')}
        </Button>
        <Button type="primary" disabled={wrong > 0} loading={publish.isPending} onClick={() => publish.mutate(undefined)}>
          {t('rules.publish', { version: (definition.version ?? 0) + 1 })}
        </Button>
      </footer>
    </div>
  )
}
