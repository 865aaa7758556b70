import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { MisTag, Vocabulary } from '#tags/contract'
import { HelpHint } from '../../../ui/figures/HelpHint.js'
import { Field, NumberField, TextField } from '../../../ui/form/Field.js'
import { useSay } from '../../../ui/language/use-say.js'
import { TagField } from '../builder/TagField.js'
import { misTagKind } from './evaluation-kinds.js'
import { EvaluationEditor, type PartProps } from './EvaluationEditor.js'
import { EvidenceFields } from './EvidenceFields.js'
import { RulePart } from './RulePart.js'

const codesOf = ({ tags }: Vocabulary, tag: string) => tags.find(({ key }) => key === tag)?.values ?? []

function DoubtFields({ form: { body, set, mistakes }, vocabulary }: PartProps<MisTag>) {
  const { t } = useTranslation('tags')
  const say = useSay()
  const values = codesOf(vocabulary, body.tag).map((each) => ({ value: each.code, label: `${say(each)} ${each.code}` }))
  return (
    <div className="form-grid">
      <Field label={t('mistag.tag')} path="tag" mistakes={body.tag === '' ? [] : mistakes} required>
        {() => <TagField tag={body.tag} types={['enum', 'string']} vocabulary={vocabulary} onChange={(tag) => set({ tag, doubted: [] })} />}
      </Field>
      <Field label={t('define.mis-tag.doubted')} hint={t('define.mis-tag.doubtedHint')} path="doubted" mistakes={body.tag === '' ? [] : mistakes} required>
        {(id) => <Select<string[]> id={id} mode={values.length > 0 ? 'multiple' : 'tags'} value={[...body.doubted]} onChange={(doubted) => set({ doubted })} options={values} />}
      </Field>
    </div>
  )
}

function CorrectedFields({ form: { body, set, mistakes }, vocabulary }: PartProps<MisTag>) {
  const { t } = useTranslation('tags')
  const say = useSay()
  const { corrected } = body
  const values = codesOf(vocabulary, body.tag).filter(({ code }) => !body.doubted.includes(code))
  const choose = (code: string) => {
    const known = values.find((each) => each.code === code)
    set({ corrected: { code, name: known === undefined ? corrected.name : { zh: known.zh, en: known.en } } })
  }
  return (
    <div className="form-grid">
      <Field label={t('define.mis-tag.code')} path="corrected.code" mistakes={corrected.code === '' ? [] : mistakes} required>
        {(id) => <Select<string[]> id={id} mode="tags" maxCount={1} value={corrected.code === '' ? [] : [corrected.code]} onChange={(codes) => choose(codes.at(-1) ?? '')} options={values.map((each) => ({ value: each.code, label: `${say(each)} ${each.code}` }))} />}
      </Field>
      <TextField label={t('about.nameZh')} path="corrected.name.zh" mistakes={corrected.name.zh === '' ? [] : mistakes} required value={corrected.name.zh} onChange={(zh) => set({ corrected: { ...corrected, name: { ...corrected.name, zh: zh ?? '' } } })} />
      <TextField label={t('about.nameEn')} path="corrected.name.en" mistakes={mistakes} value={corrected.name.en} onChange={(en) => set({ corrected: { ...corrected, name: { zh: corrected.name.zh, ...(en === undefined ? {} : { en }) } } })} />
      <NumberField label={t('define.mis-tag.threshold')} hint={t('define.mis-tag.thresholdHint')} path="threshold" mistakes={mistakes} value={body.threshold} min={0.01} max={0.99} step={0.05} percent onChange={(threshold) => set({ threshold: threshold ?? 0.5 })} />
    </div>
  )
}

function MisTagParts(props: PartProps<MisTag>) {
  const { t } = useTranslation('tags')
  const { form, vocabulary } = props
  const { body, set, mistakes } = form
  const rule = (part: 'population' | 'believed' | 'shows') => <RulePart label={t(`define.mis-tag.${part}`)} hint={t(`define.mis-tag.${part}Hint`)} path={part} mistakes={mistakes} vocabulary={vocabulary} rule={body[part]} onChange={(next) => set({ [part]: next })} />
  return (
    <>
      <section className="panel">
        <h2>{t('define.mis-tag.doubt')}</h2>
        <DoubtFields {...props} />
        {rule('population')}
      </section>
      <section className="panel">
        <h2>
          {t('define.mis-tag.learned')} <HelpHint name={t('mistag.evidence')} formula={t('mistag.help')} source={t('mistag.source')} />
        </h2>
        {rule('believed')}
        {rule('shows')}
        <EvidenceFields evidence={body.evidence} vocabulary={vocabulary} mistakes={mistakes} onChange={(evidence) => set({ evidence: [...evidence] })} />
      </section>
      <section className="panel">
        <h2>{t('define.mis-tag.correctedTitle')}</h2>
        <CorrectedFields {...props} />
      </section>
    </>
  )
}

/** Makes or changes a check for mis-tags. */
export function MisTagEditPage() {
  const { t } = useTranslation('tags')
  return <EvaluationEditor of={misTagKind} parent={{ label: t('mistag.title'), to: '/customers/mis-tags' }} parts={(props) => <MisTagParts {...props} />} />
}
