import { useTranslation } from 'react-i18next'
import type { TagLabel } from '#tags/contract'
import { HelpHint } from '../../../ui/figures/HelpHint.js'
import { Field, NumberField } from '../../../ui/form/Field.js'
import { NodeEditor } from '../builder/node/NodeEditor.js'
import { TagField } from '../builder/TagField.js'
import { EVALUATION_PATH, tagLabelKind } from './evaluation-kinds.js'
import { EvaluationEditor, type PartProps } from './EvaluationEditor.js'

const NUMBERS: readonly string[] = ['int', 'decimal', 'money']

function LabelParts({ form: { body, set, mistakes }, vocabulary }: PartProps<TagLabel>) {
  const { t } = useTranslation('tags')
  const type = vocabulary.tags.find(({ key }) => key === body.tag)?.type
  const isNumber = type !== undefined && NUMBERS.includes(type)
  return (
    <section className="panel">
      <h2>
        {t('define.tag-label.title')} <HelpHint name={t('evaluation.measures.accuracy')} formula={t('define.tag-label.formula')} source={t('evaluation.source')} />
      </h2>
      <Field label={t('define.tag-label.tag')} path="tag" mistakes={body.tag === '' ? [] : mistakes} required>
        {() => <TagField tag={body.tag} vocabulary={vocabulary} onChange={(tag) => set({ tag })} />}
      </Field>
      <Field label={t('define.tag-label.label')} hint={t('define.tag-label.labelHint')} path="label" mistakes={mistakes} required>
        {() => <NodeEditor node={body.label.value} label={t('define.tag-label.label')} vocabulary={vocabulary} onChange={(value) => set({ label: { v: 1, kind: 'value', value } })} />}
      </Field>
      {isNumber && <NumberField label={t('define.tag-label.within')} hint={t('define.tag-label.withinHint')} path="within" mistakes={mistakes} value={body.within} min={0} max={1} step={0.05} percent onChange={(within) => set({ within: within ?? 0.1 })} />}
    </section>
  )
}

/** Makes or changes what a tag should say of those who told. */
export function TagLabelEditPage() {
  const { t } = useTranslation('tags')
  return <EvaluationEditor of={tagLabelKind} parent={{ label: t('evaluation.title'), to: `${EVALUATION_PATH}?tab=definitions` }} parts={(props) => <LabelParts {...props} />} />
}
