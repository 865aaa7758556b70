import { useTranslation } from 'react-i18next'
import type { BoolNode, RuleDocument } from '#kernel/rule'
import { segmentPreviewSchema } from '#segments/contract'
import type { Vocabulary } from '#tags/contract'
import type { DefinitionMistake } from '../../../api/definitions.js'
import { usePosted } from '../../../api/posted.js'
import { useSettled } from '../../../ui/feedback/use-settled.js'
import { Num } from '../../../ui/figures/Num.js'
import { Field } from '../../../ui/form/Field.js'
import { isWhole } from '../../../ui/rule-editor/operand.js'
import { ConditionLine } from '../builder/node/ConditionLine.js'

interface Props {
  readonly label: string
  readonly hint: string
  readonly path: string
  readonly mistakes: readonly DefinitionMistake[]
  readonly vocabulary: Vocabulary
  readonly rule: RuleDocument
  readonly onChange: (rule: RuleDocument) => void
}

/** How many customers meet it now. */
function Counted({ rule }: { readonly rule: BoolNode }) {
  const { t } = useTranslation('tags')
  const settled = useSettled(rule)
  const isReady = settled.kind !== 'always' && isWhole(settled)
  const { data, isPlaceholderData } = usePosted('/api/v1/segments/preview', isReady ? { rule: { v: 1, kind: 'rule', rule: settled } } : null, segmentPreviewSchema)
  if (!isReady || data === undefined) return null
  return (
    <p className={isPlaceholderData ? 'soft' : ''} aria-live="polite">
      {data.count === null ? t('define.few') : <Num value={data.count} />} <span className="soft">{t('define.meet', { asOf: data.asOf })}</span>
    </p>
  )
}

/** A rule of a definition: in words with its count, opened to be changed, and what is wrong with it. */
export function RulePart({ label, hint, path, mistakes, vocabulary, rule, onChange }: Props) {
  return (
    <Field label={label} hint={hint} path={path} mistakes={rule.rule.kind === 'always' ? [] : mistakes} required>
      {() => (
        <>
          <ConditionLine condition={rule.rule} vocabulary={vocabulary} label={label} opens={false} onChange={(next) => onChange({ ...rule, rule: next })} />
          <Counted rule={rule.rule} />
        </>
      )}
    </Field>
  )
}
