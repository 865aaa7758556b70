import { Form, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useNavigate, useParams, useSearchParams } from 'react-router'
import type { CheckKind } from '#quality/contract'
import { type DefinitionView, useDefinition } from '../../../../api/definitions.js'
import { Loaded } from '../../../../ui/feedback/Loaded.js'
import { DefinitionHeader } from '../../../../ui/form/DefinitionHeader.js'
import { Field } from '../../../../ui/form/Field.js'
import { NameFields } from '../../../../ui/form/NameFields.js'
import { useDefinitionForm } from '../../../../ui/form/use-definition-form.js'
import { useSay } from '../../../../ui/language/use-say.js'
import { keepScope } from '../../../../ui/place/scope.js'
import { QUALITY, ruleEditPath, rulePath } from '../../quality-paths.js'
import { CheckFields } from './CheckFields.js'
import { JudgeFields } from './JudgeFields.js'
import { checkKinds, draftOf, freshRule, withKind } from './rule-draft.js'
import { RulePreview } from './RulePreview.js'
import { SubjectFields } from './SubjectFields.js'
import '../../quality.css'

/** Writes a quality rule of the bank's own: a new one, or the draft of one that exists. */
export function RuleEditPage() {
  const { key } = useParams()
  const opened = useDefinition('quality-rule', key ?? null)
  if (key === undefined) return <RuleForm opened={null} />
  return <Loaded query={opened}>{(definition) => <RuleForm key={definition.key} opened={definition} />}</Loaded>
}

function RuleForm({ opened }: { readonly opened: DefinitionView | null }) {
  const { t } = useTranslation('quality')
  const say = useSay()
  const navigate = useNavigate()
  const [search] = useSearchParams()
  const start =
    opened === null
      ? { names: { zh: '', en: '', key: '' }, body: freshRule() }
      : { names: { zh: opened.name.zh, en: opened.name.en ?? '', key: opened.key }, body: draftOf(opened.body) }
  const form = useDefinitionForm({ kind: 'quality-rule', opened, start, refreshes: [QUALITY], onCreated: (key) => void navigate(keepScope(ruleEditPath(key), search), { replace: true }) })
  const { body, set, mistakes, names } = form
  const changeKind = (kind: CheckKind) => set({ table: undefined, columns: undefined, ...withKind(body, kind) })
  return (
    <>
      <DefinitionHeader
        form={form}
        title={opened === null ? t('edit.new') : say({ zh: names.zh, en: names.en === '' ? undefined : names.en })}
        parent={{ label: t('rule.parent'), to: '/data/quality?tab=rules' }}
        note={opened === null ? t('edit.newNote') : undefined}
        effect={<p>{t(body.severity === 'block' ? 'edit.effectBlock' : 'edit.effectWarn')}</p>}
        onPublished={(key) => void navigate(keepScope(rulePath(key), search))}
      />
      <Form layout="vertical" component="div" className="form-beside">
        <div className="form-stack">
          <section className="panel">
            <h2>{t('edit.names')}</h2>
            <NameFields form={form} />
          </section>
          <section className="panel">
            <h2>{t('edit.what')}</h2>
            <Field label={t('rule.kind')} hint={t(`edit.kindHint.${body.check.kind}`)} path="check.kind" mistakes={mistakes}>
              {(id) => <Select id={id} value={body.check.kind} options={checkKinds.map((value) => ({ value, label: t(`kind.${value}`) }))} onChange={changeKind} />}
            </Field>
            <SubjectFields body={body} set={set} mistakes={mistakes} />
            <CheckFields body={body} set={set} mistakes={mistakes} />
          </section>
          <section className="panel">
            <h2>{t('edit.follows')}</h2>
            <JudgeFields body={body} set={set} mistakes={mistakes} />
          </section>
        </div>
        <aside>
          <RulePreview body={form.checked} mistakes={mistakes.length} />
        </aside>
      </Form>
    </>
  )
}
