import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { ValueNode } from '#kernel/rule'
import type { Vocabulary } from '#tags/contract'
import { type SpokenFact, typeOf } from './spoken.js'
import { dateTypes } from './value-form.js'
import { ValuePicker } from './ValuePicker.js'

export type MomentNode = Extract<ValueNode, { kind: 'age' | 'daysBetween' | 'datePart' }>

interface Props {
  readonly node: MomentNode
  readonly vocabulary: Vocabulary
  readonly fact?: SpokenFact | undefined
  /** Whether what stands before it says that it is an age. */
  readonly isNamed?: boolean | undefined
  readonly onChange: (node: ValueNode) => void
}

type Part = Extract<ValueNode, { kind: 'datePart' }>['part']

const parts = ['year', 'month', 'day', 'weekday', 'hour'] as const

/** A number told from dates: years of age, days between two, or a part of one. */
export function MomentControl({ node, vocabulary, fact, isNamed = false, onChange }: Props) {
  const { t } = useTranslation('rule-editor')
  const date = { vocabulary, fact, types: dateTypes }
  if (node.kind === 'daysBetween') {
    return (
      <span className="moment">
        {t('moment.from')}
        <ValuePicker {...date} label={t('moment.fromLabel')} value={node.from} onChange={(from) => onChange({ ...node, from })} />
        {t('moment.to')}
        <ValuePicker {...date} label={t('moment.toLabel')} value={node.to} onChange={(to) => onChange({ ...node, to })} />
        {t('moment.days')}
      </span>
    )
  }
  if (node.kind === 'age') {
    return (
      <span className="moment">
        {t(isNamed ? 'moment.by' : 'moment.ageBy')}
        <ValuePicker {...date} label={t('moment.birth')} value={node.of} onChange={(of) => onChange({ ...node, of })} />
      </span>
    )
  }
  // Only a moment has an hour.
  const offered = parts.filter((part) => part !== 'hour' || node.part === 'hour' || typeOf(node.of, vocabulary, fact)?.type === 'instant')
  return (
    <span className="moment">
      <ValuePicker {...date} label={t('moment.date')} value={node.of} onChange={(of) => onChange({ ...node, of })} />
      {t('moment.its')}
      <Select<Part> aria-label={t('value.datePart')} popupMatchSelectWidth={false} value={node.part} onChange={(part) => onChange({ ...node, part })} options={offered.map((value) => ({ value, label: t(`moment.parts.${value}`) }))} />
    </span>
  )
}
