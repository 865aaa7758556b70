import { Button, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RuleDocument } from '#kernel/rule'
import type { Vocabulary } from '#tags/contract'
import type { DefinitionMistake } from '../../../../api/definitions.js'
import { Num } from '../../../../ui/figures/Num.js'
import { Field } from '../../../../ui/form/Field.js'
import { useSay } from '../../../../ui/language/use-say.js'
import { RulePalette } from '../../../../ui/rule-editor/RulePalette.js'
import { RuleTree } from '../../../../ui/rule-editor/RuleTree.js'
import { useRuleEditor } from '../../../../ui/rule-editor/use-rule-editor.js'
import { usePreview } from '../../use-preview.js'

interface Props {
  readonly label: string
  readonly path: string
  readonly rule: RuleDocument
  readonly onChange: (rule: RuleDocument) => void
  readonly vocabulary: Vocabulary
  readonly mistakes: readonly DefinitionMistake[]
}

/** A rule in a window of its own: palette, tree, and how many customers it takes at once. */
function RuleWindow({ label, rule, onChange, vocabulary, onClose }: Omit<Props, 'path' | 'mistakes'> & { readonly onClose: () => void }) {
  const { t } = useTranslation('segments')
  const say = useSay()
  const editing = useRuleEditor(rule.rule)
  const preview = usePreview(editing.isWhole ? editing.document : null)
  const wrong = (preview.error?.mistakes ?? []).map(({ path, message }) => ({ path, text: say(message) }))
  const keep = () => {
    onChange(editing.document)
    onClose()
  }
  return (
    <Modal open title={label} width="72rem" onCancel={onClose} onOk={keep} okText={t('tiers.edit.useRule')} okButtonProps={{ disabled: !editing.isWhole || wrong.length > 0 }}>
      <div className="builder tier-rule">
        <RulePalette editing={editing} vocabulary={vocabulary} />
        <RuleTree editing={editing} vocabulary={vocabulary} mistakes={wrong} />
      </div>
      <p aria-live="polite">{preview.data && <>{say(preview.data.sentence)} <strong><Num value={preview.data.count} /></strong> {t('tiers.edit.meet')}</>}</p>
    </Modal>
  )
}

/** A rule said as a sentence with its count; opens to be changed. */
export function RuleField(props: Props) {
  const { label, path, rule, vocabulary, mistakes } = props
  const { t } = useTranslation('segments')
  const say = useSay()
  const [isOpen, setOpen] = useState(false)
  const preview = usePreview(rule)
  return (
    <Field label={label} path={path} mistakes={mistakes} wide>
      {(id) => (
        <div className="tier-rule-line">
          <span className="rule-sentence">{preview.data ? say(preview.data.sentence) : ''}</span>
          <span className="figures">{preview.data && <><Num value={preview.data.count} /> {t('tiers.edit.meet')}</>}</span>
          <Button id={id} size="small" aria-label={`${t('tiers.edit.changeRule')} · ${label}`} onClick={() => setOpen(true)}>{t('tiers.edit.changeRule')}</Button>
          {isOpen && <RuleWindow {...props} vocabulary={vocabulary} onClose={() => setOpen(false)} />}
        </div>
      )}
    </Field>
  )
}
