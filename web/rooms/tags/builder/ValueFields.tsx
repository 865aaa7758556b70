import { Input, Radio, Select, Skeleton } from 'antd'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { loadWords } from '../../../ui/language/language.js'
import { useSay } from '../../../ui/language/use-say.js'
import type { FieldsProps } from './fields-props.js'
import { ManualFields } from './ManualFields.js'
import { isNodeValueKind, startNodeValue } from './node-values.js'
import { isReadingKind } from './reading-form.js'
import { toCompute, type ValueForm, type ValueKind, valueKindGroups } from './value-form.js'

/** Measures are named by the words of analyses, which load with the fields. */
const ScoreFields = lazy(async () => {
  const [{ ScoreFields: fields }] = await Promise.all([import('./ScoreFields.js'), loadWords('analyses')])
  return { default: fields }
})

function AttributeFields({ form, vocabulary, onChange }: FieldsProps) {
  const { t } = useTranslation('tags')
  const say = useSay()
  return (
    <div className="tags-fields">
      <label>
        <span>{t('builder.attribute')}</span>
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          placeholder={t('builder.choose')}
          value={form.attribute === '' ? null : form.attribute}
          onChange={(attribute: string) => onChange({ ...form, attribute })}
          options={vocabulary.attributes.map(({ key, name, type }) => ({
            value: key,
            label: `${say(name)} ${key} · ${t(`type.${type as 'enum'}`, { defaultValue: type })}`,
          }))}
        />
      </label>
    </div>
  )
}

function ExpressionFields({ form, onChange }: Pick<FieldsProps, 'form' | 'onChange'>) {
  const { t } = useTranslation('tags')
  const read = toCompute(form)
  return (
    <div className="tags-fields">
      <label>
        <span>{t('builder.expression')}</span>
        <Input.TextArea
          className="tags-code"
          spellCheck={false}
          autoSize={{ minRows: 10, maxRows: 26 }}
          value={form.text}
          onChange={(event) => onChange({ ...form, text: event.target.value })}
        />
      </label>
      <p className="soft">{t('builder.expressionHint')}</p>
      {read.state === 'unreadable' && (
        <p className="tone-warm" role="alert">
          ▲ {t('builder.unreadable', { why: read.why })}
        </p>
      )}
    </div>
  )
}

/** The controls of the rule editor load with the fields that use them, and their words. */
const ReadingFields = lazy(async () => {
  const [{ ReadingFields: fields }] = await Promise.all([import('./ReadingFields.js'), loadWords('rule-editor')])
  return { default: fields }
})

const NodeValueFields = lazy(async () => {
  const [{ NodeValueFields: fields }] = await Promise.all([import('./NodeValueFields.js'), loadWords('rule-editor')])
  return { default: fields }
})

function KindFields(props: FieldsProps) {
  const { form, vocabulary, onChange } = props
  const { kind } = form
  if (isNodeValueKind(kind)) return <NodeValueFields key={kind} kind={kind} node={form.nodes[kind]} vocabulary={vocabulary} onChange={(node) => onChange({ ...form, nodes: { ...form.nodes, [kind]: node } })} />
  if (isReadingKind(kind)) return <ReadingFields kind={kind} form={form.reading} vocabulary={vocabulary} onChange={(part) => onChange({ ...form, reading: { ...form.reading, ...part } })} />
  if (kind === 'attribute') return <AttributeFields {...props} />
  if (kind === 'manual') return <ManualFields manual={form.manual} onChange={(manual) => onChange({ ...form, manual })} />
  if (kind === 'expression') return <ExpressionFields {...props} />
  return <ScoreFields score={form.score} onChange={(score) => onChange({ ...form, score })} />
}

/** The kind asked for, with what it begins with; the text of an expression begins with what the fields said. */
function withKind(form: ValueForm, kind: ValueKind, vocabulary: FieldsProps['vocabulary']): ValueForm {
  if (isNodeValueKind(kind)) return { ...form, kind, nodes: { ...form.nodes, [kind]: form.nodes[kind] ?? startNodeValue(kind, vocabulary) } }
  if (kind !== 'expression' || form.text !== '') return { ...form, kind }
  const read = toCompute(form)
  return { ...form, kind, text: read.state === 'ready' ? JSON.stringify(read.compute, null, 2) : '' }
}

const groups = ['data', 'made', 'told'] as const

/** How the tag's value is computed. */
export function ValueFields(props: FieldsProps) {
  const { t } = useTranslation('tags')
  const { form, vocabulary, onChange } = props
  return (
    <section className="panel">
      <h2>{t('builder.how')}</h2>
      <div className="tags-kinds">
        {groups.map((group) => (
          <div key={group} className="tags-kind-group">
            <span className="soft">{t(`kindGroup.${group}`)}</span>
            <Radio.Group
              optionType="button"
              aria-label={t(`kindGroup.${group}`)}
              value={form.kind}
              onChange={(event) => onChange(withKind(form, event.target.value as ValueKind, vocabulary))}
              options={valueKindGroups[group].map((kind) => ({ value: kind, label: t(`kind.${kind}`) }))}
            />
          </div>
        ))}
      </div>
      <p className="soft">{t(`kindHint.${form.kind}`)}</p>
      <Suspense fallback={<Skeleton active title={false} />}>
        <KindFields {...props} />
      </Suspense>
    </section>
  )
}
