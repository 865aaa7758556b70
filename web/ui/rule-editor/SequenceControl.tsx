import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, InputNumber, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { BoolNode, SequenceNode } from '#kernel/rule'
import type { Vocabulary } from '#tags/contract'
import { HelpHint } from '../figures/HelpHint.js'
import { useSay } from '../language/use-say.js'
import { IconButton } from './IconButton.js'
import { RowFilter } from './RowFilter.js'
import { factOf } from './spoken.js'
import { WindowControl } from './WindowControl.js'

const UNITS = ['d', 'h', 'min'] as const
const LEAST = 2
const MOST = 10

interface Props {
  readonly node: SequenceNode
  readonly vocabulary: Vocabulary
  readonly onChange: (node: BoolNode) => void
}

/** Rows of a fact that follow each other in order within a span: the table and window, the span, one condition a step. */
export function SequenceControl({ node, vocabulary, onChange }: Props) {
  const { t } = useTranslation('rule-editor')
  const say = useSay()
  const fact = factOf(vocabulary, node.table)
  const { steps, within } = node
  const put = (next: readonly BoolNode[]) => onChange({ ...node, steps: next })
  return (
    <div className="sequence">
      <div className="condition-line">
        <strong>{fact ? say(fact.name) : node.table}</strong>
        <WindowControl window={node.window ?? { kind: 'all' }} vocabulary={vocabulary} onChange={(window) => onChange({ ...node, window })} />
        <span>{t('sequence.within')}</span>
        <InputNumber<number> aria-label={t('sequence.span')} className="operand-small" min={1} precision={0} value={within.n} onChange={(n) => onChange({ ...node, within: { ...within, n: n ?? 1 } })} />
        <Select<SequenceNode['within']['unit']> aria-label={t('sequence.unit')} popupMatchSelectWidth={false} value={within.unit} onChange={(unit) => onChange({ ...node, within: { ...within, unit } })} options={UNITS.map((value) => ({ value, label: t(`sequence.units.${value}`) }))} />
        <span>{t('sequence.inOrder')}</span>
        <HelpHint name={t('palette.sequences')}>{t('sequence.what')}</HelpHint>
      </div>
      <ol className="sequence-steps">
        {steps.map((step, at) => (
          <li key={at}>
            <span className="soft">{t('sequence.step', { number: at + 1 })}{step.kind === 'always' ? ` ${t('sequence.anyRow')}` : ''}</span>
            {fact !== undefined && <RowFilter filter={step.kind === 'always' ? undefined : step} label={t('sequence.where')} fact={fact} vocabulary={vocabulary} onChange={(next) => put(steps.with(at, next ?? { kind: 'always' }))} />}
            {steps.length > LEAST && <IconButton label={t('sequence.removeStep', { number: at + 1 })} icon={<DeleteOutlined />} onClick={() => put(steps.toSpliced(at, 1))} />}
          </li>
        ))}
      </ol>
      {steps.length < MOST && (
        <Button type="link" size="small" icon={<PlusOutlined />} onClick={() => put([...steps, { kind: 'always' }])}>
          {t('sequence.addStep')}
        </Button>
      )}
    </div>
  )
}
