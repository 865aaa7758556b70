import { Form, Input, Select, Skeleton } from 'antd'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { type Face, faces } from '#customers/contract'
import { facets, type Tag, type Vocabulary } from '#tags/contract'
import { loadWords } from '../../../ui/language/language.js'
import { purposeCodes, usePurposeName } from '../use-purpose-name.js'
import { CodeTable } from './CodeTable.js'
import type { AboutForm } from './tag-draft.js'

interface Props {
  readonly about: AboutForm
  readonly vocabulary: Vocabulary
  /** Its key is fixed once it exists. */
  readonly exists: boolean
  /** What the server says of the key. */
  readonly keyFault: string | undefined
  readonly onChange: (about: AboutForm) => void
}

/** After how many days a new value counts, and which count at once. */
function HoldFields({ about, onChange }: Pick<Props, 'about' | 'onChange'>) {
  const { t } = useTranslation('tags')
  return (
    <>
      <Form.Item label={t('hold.title')} htmlFor="tag-hold" extra={t('hold.what')}>
        <Input id="tag-hold" type="number" min={1} max={90} value={about.holdDays} onChange={(event) => onChange({ ...about, holdDays: event.target.value })} />
      </Form.Item>
      {about.holdDays !== '' && (
        <Form.Item label={t('hold.atOnce')} htmlFor="tag-hold-at-once">
          <Select<string[]> id="tag-hold-at-once" mode="tags" value={[...about.holdAtOnce]} onChange={(holdAtOnce) => onChange({ ...about, holdAtOnce })} />
        </Form.Item>
      )}
    </>
  )
}

/** The rule editor loads with the page that uses it, and its words. */
const ConditionLine = lazy(async () => {
  const [{ ConditionLine: line }] = await Promise.all([import('./node/ConditionLine.js'), loadWords('rule-editor')])
  return { default: line }
})

/** Whom it is about: its coverage and grade are of them alone. */
function PeopleField({ about, vocabulary, onChange }: Pick<Props, 'about' | 'vocabulary' | 'onChange'>) {
  const { t } = useTranslation('tags')
  const { population } = about
  const choose = (whom: 'all' | 'some') => onChange({ ...about, population: whom === 'all' ? null : (population ?? { kind: 'always' }) })
  return (
    <Form.Item label={t('about.population')} htmlFor="tag-population" extra={t('about.populationHint')} className="tags-wide">
      <Select<'all' | 'some'> id="tag-population" className="tags-node-name" value={population === null ? 'all' : 'some'} onChange={choose} options={(['all', 'some'] as const).map((value) => ({ value, label: t(`about.people.${value}`) }))} />
      {population !== null && (
        <Suspense fallback={<Skeleton active title={false} />}>
          <ConditionLine condition={population} vocabulary={vocabulary} label={t('about.population')} onChange={(next) => onChange({ ...about, population: next })} />
        </Suspense>
      )}
    </Form.Item>
  )
}

/** Name, what it is, key, facet, class and purposes of a tag, and whom it is about. */
export function AboutFields({ about, vocabulary, exists, keyFault, onChange }: Props) {
  const { t } = useTranslation('tags')
  const purposeName = usePurposeName()
  const set = (part: Partial<AboutForm>) => onChange({ ...about, ...part })
  const text = (name: 'nameZh' | 'nameEn') => (
    <Form.Item label={t(`about.${name}`)} required={name === 'nameZh'} htmlFor={`tag-${name}`}>
      <Input id={`tag-${name}`} value={about[name]} onChange={(event) => set({ [name]: event.target.value })} />
    </Form.Item>
  )
  return (
    <section className="panel">
      <h2>{t('about.title')}</h2>
      <Form layout="vertical" component="div" className="tags-about">
        {text('nameZh')}
        {text('nameEn')}
        {(['descriptionZh', 'descriptionEn'] as const).map((name) => (
          <Form.Item key={name} label={t(`about.${name}`)} htmlFor={`tag-${name}`}>
            <Input.TextArea id={`tag-${name}`} autoSize={{ minRows: 1, maxRows: 4 }} maxLength={1000} value={about[name]} onChange={({ target }) => set({ [name]: target.value })} />
          </Form.Item>
        ))}
        <Form.Item
          label={t('tag.key')}
          required
          htmlFor="tag-key"
          extra={t('about.keyHint')}
          help={keyFault}
          validateStatus={keyFault === undefined ? '' : 'error'}
        >
          <Input id="tag-key" disabled={exists} value={about.key} onChange={(event) => set({ key: event.target.value })} />
        </Form.Item>
        <Form.Item label={t('tag.facet')} htmlFor="tag-facet">
          <Select<Tag['facet']>
            id="tag-facet"
            value={about.facet}
            onChange={(facet) => set({ facet })}
            options={facets.map((facet) => ({ value: facet, label: t(`facet.${facet}`) }))}
          />
        </Form.Item>
        <Form.Item label={t('layer.title')} htmlFor="tag-layer">
          <Select<Tag['layer']>
            id="tag-layer"
            value={about.layer}
            onChange={(layer) => set({ layer })}
            options={(['basic', 'interest', 'intent'] as const).map((layer) => ({ value: layer, label: t(`layer.${layer}`) }))}
          />
        </Form.Item>
        <Form.Item label={t('face.title')} htmlFor="tag-face" extra={t('face.hint')}>
          <Select<Face | ''>
            id="tag-face"
            value={about.face}
            onChange={(face) => set({ face })}
            options={(['', ...faces] as const).map((face) => ({ value: face, label: t(`face.${face === '' ? 'byFacet' : face}`) }))}
          />
        </Form.Item>
        <Form.Item label={t('refreshTitle')} htmlFor="tag-refresh">
          <Select<Tag['refresh']>
            id="tag-refresh"
            value={about.refresh}
            onChange={(refresh) => set({ refresh })}
            options={(['stream', 'daily', 'weekly', 'monthly'] as const).map((refresh) => ({ value: refresh, label: t(`refresh.${refresh}`) }))}
          />
        </Form.Item>
        <Form.Item label={t('tag.owner')} htmlFor="tag-owner" extra={t('about.ownerHint')}>
          <Input id="tag-owner" value={about.owner} onChange={(event) => set({ owner: event.target.value })} />
        </Form.Item>
        <Form.Item className="tags-wide" label={t('about.labels')} extra={t('about.labelsHint')}>
          <CodeTable rows={about.labels} least={0} add={t('about.labelAdd')} onChange={(labels) => set({ labels })} />
        </Form.Item>
        <HoldFields about={about} onChange={onChange} />
        <Form.Item label={t('tag.class')} htmlFor="tag-class" extra={t('about.classHint')}>
          <Select<Tag['classification']>
            id="tag-class"
            value={about.classification}
            onChange={(classification) => set({ classification })}
            options={(['C1', 'C2'] as const).map((one) => ({ value: one, label: t(`class.${one}`) }))}
          />
        </Form.Item>
        <Form.Item label={t('about.purposes')} htmlFor="tag-purposes" extra={t('about.purposesHint')}>
          <Select<string[]>
            id="tag-purposes"
            mode="tags"
            value={[...about.purposes]}
            onChange={(purposes) => set({ purposes })}
            options={purposeCodes.map((one) => ({ value: one, label: purposeName(one) }))}
          />
        </Form.Item>
        <PeopleField about={about} vocabulary={vocabulary} onChange={onChange} />
      </Form>
    </section>
  )
}
