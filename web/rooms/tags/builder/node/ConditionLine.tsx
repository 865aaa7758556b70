import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BoolNode } from '#kernel/rule'
import type { Vocabulary } from '#tags/contract'
import { useLanguage } from '../../../../ui/language/use-say.js'
import { ConditionField } from './ConditionField.js'
import { sayCondition } from './speak.js'

interface Props {
  readonly condition: BoolNode
  readonly vocabulary: Vocabulary
  /** What it is, for those who hear the page. */
  readonly label: string
  /** It begins open where nothing is said yet. */
  readonly opens?: boolean
  readonly onChange: (condition: BoolNode) => void
}

/** The editor begins anew when the condition is changed by anything but itself, such as branches that change places. */
function useGeneration(condition: BoolNode) {
  const text = JSON.stringify(condition)
  const [seen, setSeen] = useState({ text, generation: 0 })
  if (seen.text !== text) setSeen({ text, generation: seen.generation + 1 })
  return { generation: seen.generation, tell: (own: BoolNode) => setSeen({ ...seen, text: JSON.stringify(own) }) }
}

/** A condition in words on one line; opens to be changed in its place. */
export function ConditionLine({ condition, vocabulary, label, opens = true, onChange }: Props) {
  const { t } = useTranslation('tags')
  const language = useLanguage()
  const [isOpen, setOpen] = useState(opens && condition.kind === 'always')
  const { generation, tell } = useGeneration(condition)
  const words = sayCondition(condition, vocabulary, language)
  const action = t(isOpen ? 'builder.closeCondition' : 'builder.openCondition')
  return (
    <div className="tags-condition">
      <div className="tags-condition-line">
        <span className={words === null ? 'soft' : ''}>{words ?? t(condition.kind === 'always' ? 'node.noCondition' : 'node.unfinished')}</span>
        <Button size="small" aria-expanded={isOpen} aria-label={`${action} · ${label}`} onClick={() => setOpen(!isOpen)}>
          {action}
        </Button>
      </div>
      {isOpen && (
        <ConditionField
          key={generation}
          condition={condition}
          vocabulary={vocabulary}
          onChange={(next) => {
            tell(next)
            onChange(next)
          }}
        />
      )}
    </div>
  )
}
