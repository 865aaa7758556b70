import { InputNumber } from 'antd'
import { useTranslation } from 'react-i18next'
import type { ValueNode } from '#kernel/rule'
import type { Vocabulary } from '#tags/contract'
import { HelpHint } from '../figures/HelpHint.js'
import { OneField } from './OneField.js'
import type { SpokenFact, SpokenType } from './spoken.js'
import { comparableWith, factorOf, fromRelative, numberTypes, percentOf, type Relative, toRelative } from './value-form.js'
import { ValuePicker } from './ValuePicker.js'

interface Props {
  readonly value: ValueNode
  /** Of the left side: the other value must be comparable with it. */
  readonly type: SpokenType
  readonly vocabulary: Vocabulary
  readonly fact?: SpokenFact | undefined
  readonly onChange: (value: ValueNode) => void
}

/** Another value on the right of a comparison; of a number, a percentage of it and something added. */
export function RelativeOperand({ value, type, vocabulary, fact, onChange }: Props) {
  const { t } = useTranslation('rule-editor')
  const isNumber = numberTypes.includes(type.type)
  const read: Relative = isNumber ? toRelative(value) : { of: value, factor: 1, plus: 0, isAmount: false }
  const put = (part: Partial<Relative>) => onChange(fromRelative({ ...read, ...part }))
  const isAmount = type.type === 'money'
  return (
    <span className="relative-operand">
      <ValuePicker label={t('relative.value')} value={read.of} vocabulary={vocabulary} fact={fact} types={comparableWith(type.type)} onChange={(of) => put({ of })} />
      {isNumber && (
        <span className="operand-range">
          <span className="soft">{t('relative.times')}</span>
          <InputNumber<number> aria-label={t('relative.percent')} className="operand-percent" suffix="%" value={percentOf(read.factor)} onChange={(percent) => percent !== null && put({ factor: factorOf(percent) })} />
          <span className="soft">{t('relative.plus')}</span>
          <OneField key={String(isAmount)} type={{ type: isAmount ? 'money' : 'decimal', ccy: type.ccy }} label={t('relative.added')} value={read.plus} onChange={(plus) => put({ plus: typeof plus === 'number' ? plus : 0, isAmount })} />
          <HelpHint name={t('relative.value')}>{t('relative.what')}</HelpHint>
        </span>
      )}
    </span>
  )
}
