import { Modal } from 'antd'
import { useTranslation } from 'react-i18next'
import type { BoolNode } from '#kernel/rule'
import type { Vocabulary } from '#tags/contract'
import { RulePalette } from './RulePalette.js'
import { RuleTree } from './RuleTree.js'
import { useRuleEditor } from './use-rule-editor.js'

interface Props {
  readonly title: string
  readonly rule: BoolNode | undefined
  readonly vocabulary: Vocabulary
  readonly onKeep: (rule: BoolNode | undefined) => void
  readonly onClose: () => void
}

const everybody: BoolNode = { kind: 'always' }

/** A condition on customers in a window of its own: palette and tree. Without conditions nothing is kept. */
export function RuleWindow({ title, rule, vocabulary, onKeep, onClose }: Props) {
  const { t } = useTranslation('rule-editor')
  const editing = useRuleEditor(rule ?? everybody)
  const keep = () => {
    onKeep(editing.document.rule.kind === 'always' ? undefined : editing.document.rule)
    onClose()
  }
  return (
    <Modal open destroyOnHidden title={title} width="72rem" onCancel={onClose} onOk={keep} okText={t('window.keep')} cancelText={t('window.cancel')} okButtonProps={{ disabled: !editing.isWhole }}>
      <div className="rule-window">
        <RulePalette editing={editing} vocabulary={vocabulary} />
        <RuleTree editing={editing} vocabulary={vocabulary} />
      </div>
    </Modal>
  )
}
