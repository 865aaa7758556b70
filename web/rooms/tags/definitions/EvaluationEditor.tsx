import { Form } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import { type Vocabulary, vocabularySchema } from '#tags/contract'
import { type DefinitionView, useDefinition } from '../../../api/definitions.js'
import { useApi } from '../../../api/query.js'
import { EmptyState } from '../../../ui/feedback/EmptyState.js'
import { Loaded } from '../../../ui/feedback/Loaded.js'
import { DefinitionHeader } from '../../../ui/form/DefinitionHeader.js'
import { TextField } from '../../../ui/form/Field.js'
import { NameFields } from '../../../ui/form/NameFields.js'
import type { DefinitionForm } from '../../../ui/form/use-definition-form.js'
import { useSay } from '../../../ui/language/use-say.js'
import { type EvaluationKind, useEvaluationForm } from './use-evaluation-form.js'
import '../tags.css'

export interface PartProps<Body extends object> {
  readonly form: DefinitionForm<Body>
  readonly vocabulary: Vocabulary
}

interface Described {
  readonly description?: { readonly zh: string; readonly en?: string | undefined } | undefined
}

interface Props<Body extends Described> {
  readonly of: EvaluationKind<Body>
  readonly parent: { readonly label: string; readonly to: string }
  readonly parts: (props: PartProps<Body>) => ReactNode
}

interface EditorProps<Body extends Described> extends Props<Body> {
  readonly opened: DefinitionView | null
  readonly body: Body
  readonly vocabulary: Vocabulary
}

/** Texts of what it is; the Chinese one is needed for the other. */
function DescriptionFields<Body extends Described>({ form }: Pick<PartProps<Body>, 'form'>) {
  const { t } = useTranslation('tags')
  const { description } = form.body
  const put = (next: Described['description']) => form.set({ description: next } as Parameters<typeof form.set>[0])
  const place = { path: 'description', mistakes: [], lines: 2, most: 1000 }
  return (
    <div className="form-grid">
      <TextField {...place} label={t('about.descriptionZh')} value={description?.zh} onChange={(zh) => put(zh === undefined ? undefined : { ...description, zh })} />
      <TextField {...place} label={t('about.descriptionEn')} value={description?.en} onChange={(en) => description !== undefined && put(en === undefined ? { zh: description.zh } : { ...description, en })} />
    </div>
  )
}

function Editor<Body extends Described>({ of, parent, parts, opened, body, vocabulary }: EditorProps<Body>) {
  const { t } = useTranslation('tags')
  const say = useSay()
  const { form, open } = useEvaluationForm(of, opened, body)
  const { names, mistakes } = form
  const general = mistakes.filter(({ path }) => path === '')
  const name = say({ zh: names.zh, en: names.en === '' ? undefined : names.en })
  return (
    <>
      <DefinitionHeader form={form} parent={parent} title={opened === null ? t(`define.${of.kind}.new`) : t('define.edit', { name })} {...(opened === null ? { note: t(`define.${of.kind}.what`) } : {})} effect={<p>{t(`define.${of.kind}.effect`)}</p>} onPublished={open} />
      {general.length > 0 && <p className="tone-warm">{general.map(({ message }) => say(message)).join(' ')}</p>}
      <Form component="div" layout="vertical" className="tags-stack">
        <section className="panel">
          <h2>{t('define.named')}</h2>
          <NameFields form={form} />
          <DescriptionFields form={form} />
        </section>
        {parts({ form, vocabulary })}
      </Form>
    </>
  )
}

/** Makes or changes a definition of the evaluation of tags, checked while it is written. */
export function EvaluationEditor<Body extends Described>(props: Props<Body>) {
  const { of } = props
  const { key } = useParams()
  const { t } = useTranslation('tags')
  const vocabulary = useApi('/api/v1/rule/vocabulary', vocabularySchema, { staleTime: 300_000 })
  const definition = useDefinition(of.kind, key ?? null)
  return (
    <Loaded query={vocabulary}>
      {(known) => {
        if (key === undefined) return <Editor {...props} vocabulary={known} opened={null} body={of.start} />
        return (
          <Loaded query={definition}>
            {(found) => {
              const body = of.read(found.body)
              return body === null ? <EmptyState title={t('define.unreadable')} why={t('define.unreadableWhy')} /> : <Editor key={found.key} {...props} vocabulary={known} opened={found} body={body} />
            }}
          </Loaded>
        )
      }}
    </Loaded>
  )
}
