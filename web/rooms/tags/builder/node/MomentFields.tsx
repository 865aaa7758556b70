import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { ValueNode } from '#kernel/rule'
import { NestedNode } from './NestedNode.js'
import type { NodeProps } from './node-props.js'
import { dateKinds, dateTypes } from './node-form.js'

type Moment = Extract<ValueNode, { kind: 'age' | 'daysBetween' | 'datePart' }>

const PARTS = ['year', 'month', 'day', 'weekday', 'hour'] as const

/** Full years since a day, days between two, or a part of a date. */
export function MomentFields({ node, vocabulary, label, onChange }: Omit<NodeProps<Moment>, 'kinds' | 'types'>) {
  const { t } = useTranslation('tags')
  const date = (name: string, value: ValueNode, put: (next: ValueNode) => void) => (
    <div className="tags-node-part">
      <span className="soft">{name}</span>
      <NestedNode node={value} label={`${label} · ${name}`} vocabulary={vocabulary} kinds={dateKinds} types={dateTypes} onChange={put} />
    </div>
  )
  if (node.kind === 'age') return date(t('node.since'), node.of, (of) => onChange({ ...node, of }))
  if (node.kind === 'daysBetween') {
    return (
      <>
        {date(t('node.from'), node.from, (from) => onChange({ ...node, from }))}
        {date(t('node.to'), node.to, (to) => onChange({ ...node, to }))}
      </>
    )
  }
  return (
    <>
      {date(t('node.dateOf'), node.of, (of) => onChange({ ...node, of }))}
      <div className="tags-node-part">
        <span className="soft">{t('node.part')}</span>
        <Select<(typeof PARTS)[number]> aria-label={t('node.part')} className="tags-node-kind" value={node.part} onChange={(part) => onChange({ ...node, part })} options={PARTS.map((value) => ({ value, label: t(`node.parts.${value}`) }))} />
      </div>
    </>
  )
}
