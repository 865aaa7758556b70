import { Input, InputNumber, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { BoolNode } from '#kernel/rule'
import type { Vocabulary } from '#tags/contract'
import { HelpHint } from '../figures/HelpHint.js'
import { useSay } from '../language/use-say.js'
import { type InSegmentNode, withDaysAgo, withSegment } from './membership-form.js'
import { factorOf, percentOf } from './value-form.js'

type SampleNode = Extract<BoolNode, { kind: 'sample' }>

/** Whether customers are in a segment, as it is now or as one version of it says. */
export function InSegment({ node, vocabulary, onChange }: { readonly node: InSegmentNode; readonly vocabulary: Vocabulary; readonly onChange: (node: BoolNode) => void }) {
  const { t } = useTranslation('rule-editor')
  const say = useSay()
  const named = vocabulary.segments.find(({ key }) => key === node.segment)
  const isList = named?.list === true
  const gone = { value: node.segment, label: t('node.unknownName', { name: node.segment }) }
  const newest = Math.max(named?.version ?? 0, node.version === 'latest' ? 0 : node.version)
  const versions = Array.from({ length: newest }, (_, at) => newest - at)
  return (
    <div className="condition-line">
      <span>{t(isList ? 'node.onList' : 'node.inSegment')}</span>
      <Select
        aria-label={t(isList ? 'node.onList' : 'node.inSegment')}
        className="operand-list"
        showSearch={{ optionFilterProp: 'label' }}
        value={node.segment}
        onChange={(segment: string) => onChange(withSegment(node, segment, vocabulary))}
        options={[...vocabulary.segments.filter(({ list }) => (list === true) === isList).map(({ key, name }) => ({ value: key, label: say(name) })), ...(named ? [] : [gone])]}
      />
      <Select<number | 'latest'>
        aria-label={t('node.version')}
        variant="borderless"
        size="small"
        popupMatchSelectWidth={false}
        value={node.version}
        onChange={(version) => onChange({ ...node, version })}
        options={[{ value: 'latest', label: t('node.latest') }, ...versions.map((value) => ({ value, label: t('node.pinned', { version: value }) }))]}
      />
      <HelpHint name={t('node.version')}>{t('node.versionWhat')}</HelpHint>
      <InputNumber<number> aria-label={t('node.daysAgo')} className="operand-days" min={1} max={36600} precision={0} placeholder={t('node.now')} suffix={node.daysAgo === undefined ? undefined : t('window.daysAgo')} value={node.daysAgo ?? null} onChange={(daysAgo) => onChange(withDaysAgo(node, daysAgo))} />
      <HelpHint name={t('node.daysAgo')}>{t('node.daysAgoWhat')}</HelpHint>
    </div>
  )
}

/** A random part of the customers that stays the same for one name. */
export function SampleControl({ node, onChange }: { readonly node: SampleNode; readonly onChange: (node: BoolNode) => void }) {
  const { t } = useTranslation('rule-editor')
  return (
    <div className="condition-line">
      <span>{t('node.sample')}</span>
      <InputNumber<number> aria-label={t('sample.share')} className="operand-percent" min={0} max={100} suffix="%" value={percentOf(node.share)} onChange={(percent) => percent !== null && onChange({ ...node, share: factorOf(percent) })} />
      <span>{t('sample.named')}</span>
      <Input aria-label={t('sample.salt')} className="operand-text" maxLength={200} status={node.salt === '' ? 'error' : ''} value={node.salt} onChange={({ target }) => onChange({ ...node, salt: target.value })} />
      <HelpHint name={t('sample.salt')}>{t('sample.what')}</HelpHint>
    </div>
  )
}
