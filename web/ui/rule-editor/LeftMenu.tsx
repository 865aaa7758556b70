import { FunctionOutlined } from '@ant-design/icons'
import { Button, Dropdown } from 'antd'
import { useTranslation } from 'react-i18next'
import type { ValueNode } from '#kernel/rule'
import type { Vocabulary } from '#tags/contract'
import { turned, turns, turnsOf } from './left-form.js'

interface Props {
  readonly value: ValueNode
  readonly vocabulary: Vocabulary
  readonly onChange: (value: ValueNode) => void
}

/** Turns the value of a condition into what is computed of it: an age, a ratio, a rank. */
export function LeftMenu({ value, vocabulary, onChange }: Props) {
  const { t } = useTranslation('rule-editor')
  const offered = turnsOf(value, vocabulary)
  if (offered.length === 0) return null
  const choose = (key: string) => {
    const turn = turns.find((each) => each === key)
    if (turn !== undefined) onChange(turned(value, turn))
  }
  return (
    <Dropdown trigger={['click']} menu={{ items: offered.map((turn) => ({ key: turn, label: t(`turn.${turn}`) })), onClick: ({ key }) => choose(key) }}>
      <Button type="text" size="small" className="left-menu" icon={<FunctionOutlined />} title={t('turn.label')} aria-label={t('turn.label')} />
    </Dropdown>
  )
}
