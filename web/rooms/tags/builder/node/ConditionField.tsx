import { useEffect, useRef } from 'react'
import type { BoolNode } from '#kernel/rule'
import type { Vocabulary } from '#tags/contract'
import { RulePalette } from '../../../../ui/rule-editor/RulePalette.js'
import { RuleTree } from '../../../../ui/rule-editor/RuleTree.js'
import { useRuleEditor } from '../../../../ui/rule-editor/use-rule-editor.js'

interface Props {
  /** `always`: nothing said yet. */
  readonly condition: BoolNode
  readonly vocabulary: Vocabulary
  /** Also told of a condition that is not whole yet. */
  readonly onChange: (condition: BoolNode, isWhole: boolean) => void
}

/** A condition written with the palette and the tree; nothing is told until something is changed. */
export function ConditionField({ condition, vocabulary, onChange }: Props) {
  const editing = useRuleEditor(condition)
  const { document, isWhole } = editing
  const told = useRef(JSON.stringify(document.rule))
  useEffect(() => {
    const text = JSON.stringify(document.rule)
    if (text === told.current) return
    told.current = text
    onChange(document.rule, isWhole)
    // The document alone decides: the form's setter is new with every render.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [document, isWhole])
  return (
    <div className="tags-rule">
      <RulePalette editing={editing} vocabulary={vocabulary} />
      <RuleTree editing={editing} vocabulary={vocabulary} />
    </div>
  )
}
