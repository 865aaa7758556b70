import { useEffect } from 'react'
import type { BoolNode, RuleDocument } from '#kernel/rule'
import type { Vocabulary } from '#tags/contract'
import type { DefinitionMistake } from '../../../api/definitions.js'
import { useSay } from '../../../ui/language/use-say.js'
import { RulePalette } from '../../../ui/rule-editor/RulePalette.js'
import { RuleTree } from '../../../ui/rule-editor/RuleTree.js'
import { useRuleEditor } from '../../../ui/rule-editor/use-rule-editor.js'

interface Props {
  readonly rule: BoolNode
  readonly onChange: (rule: RuleDocument) => void
  readonly vocabulary: Vocabulary
  readonly mistakes: readonly DefinitionMistake[]
  /** Path of the document in the body. */
  readonly path: string
}

/** A rule written with the editor; the body takes it whenever nothing is left to fill in. */
export function RuleField({ rule, onChange, vocabulary, mistakes, path }: Props) {
  const say = useSay()
  const editing = useRuleEditor(rule)
  const { document, isWhole } = editing
  useEffect(() => {
    if (isWhole) onChange(document)
    // The document alone decides: the body's setter is new with every render.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [document, isWhole])
  const own = mistakes.filter((mistake) => mistake.path.startsWith(path)).map((mistake) => ({ path: mistake.path.slice(path.length + 1), text: say(mistake.message) }))
  return (
    <div className="model-rule">
      <RulePalette editing={editing} vocabulary={vocabulary} />
      <RuleTree editing={editing} vocabulary={vocabulary} mistakes={own} />
    </div>
  )
}
