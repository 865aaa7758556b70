import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { CompareNode, Operator } from '#kernel/rule'
import { operatorsFor, withOperator } from './operand.js'
import type { SpokenType } from './spoken.js'

interface Props {
  readonly node: CompareNode
  readonly type: SpokenType
  readonly onChange: (node: CompareNode) => void
}

/** How the left value is compared: the operators of its type. */
export function OperatorSelect({ node, type, onChange }: Props) {
  const { t } = useTranslation('rule-editor')
  return (
    <Select<Operator>
      aria-label={t('operand.operator')}
      className="operator"
      popupMatchSelectWidth={false}
      value={node.op}
      onChange={(op) => onChange(withOperator(node, op, type))}
      options={operatorsFor(type).map((op) => ({ value: op, label: t(`operator.${op}`) }))}
    />
  )
}
