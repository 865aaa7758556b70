import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, InputNumber, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { type BoolNode, type SequenceNode, spanUnits } from '#kernel/rule'
import type { Vocabulary } from '#tags/contract'
import { HelpHint } from '../figures/HelpHint.js'
import { useSay } from '../language/use-say.js'
import { IconButton } from './IconButton.js'
import { RowFilter } from './RowFilter.js'
import { type Step, stepsShown, withSteps, withStrict } from './sequence-form.js'
import { factOf } from './spoken.js'
import { TableSelect } from './TableSelect.js'
import { WindowControl } from './WindowControl.js'

const LEAST = 2
const MOST = 10

interface Props {
  readonly node: SequenceNode
  readonly vocabulary: Vocabulary
  readonly onChange: (node: BoolNode) => void
}

/** The time from the first to the last, and whether other rows may lie between. */
function SpanParts({ node, onChange }: Omit<Props, 'vocabulary'>) {
  const { t } = useTranslation('rule-editor')
  const { within } = node
  return (
    <>
      <span>{t('sequence.within')}</span>
      <InputNumber<number> aria-label={t('sequence.span')} className="operand-small" min={1} precision={0} value={within.n} onChange={(n) => onChange({ ...node, within: { ...within, n: n ?? 1 } })} />
      <Select<SequenceNode['within']['unit']> aria-label={t('sequence.unit')} popupMatchSelectWidth={false} value={within.unit} onChange={(unit) => onChange({ ...node, within: { ...within, unit } })} options={spanUnits.map((value) => ({ value, label: t(`sequence.units.${value}`) }))} />
      <span>{t('sequence.inOrder')}</span>
      <Select<'loose' | 'strict'> aria-label={t('sequence.between')} popupMatchSelectWidth={false} value={node.strict === true ? 'strict' : 'loose'} onChange={(between) => onChange(withStrict(node, between === 'strict'))} options={(['loose', 'strict'] as const).map((value) => ({ value, label: t(`sequence.${value}`) }))} />
      <HelpHint name={t('palette.sequences')}>{t('sequence.what')}</HelpHint>
    </>
  )
}

interface StepProps {
  readonly at: number
  readonly step: Step
  readonly vocabulary: Vocabulary
  readonly onChange: (step: Step) => void
}

/** One step: of which table, and which of its rows. */
function StepParts({ at, step, vocabulary, onChange }: StepProps) {
  const { t } = useTranslation('rule-editor')
  const fact = factOf(vocabulary, step.table)
  return (
    <>
      <span className="soft">{t('sequence.step', { number: at + 1 })}</span>
      <span className="row-of-kind">
        <TableSelect label={t('sequence.table', { number: at + 1 })} table={step.table} vocabulary={vocabulary} onChange={(table) => onChange({ table, filter: undefined })} />
        {step.filter === undefined && <span className="soft">{t('sequence.anyRow')}</span>}
        {fact !== undefined && <RowFilter filter={step.filter} label={t('sequence.where')} fact={fact} vocabulary={vocabulary} onChange={(filter) => onChange({ ...step, filter })} />}
      </span>
    </>
  )
}

/** Rows that follow each other in order within a span: the table and window, the span, one condition a step. */
export function SequenceControl({ node, vocabulary, onChange }: Props) {
  const { t } = useTranslation('rule-editor')
  const say = useSay()
  const fact = factOf(vocabulary, node.table)
  const steps = stepsShown(node)
  const put = (next: readonly Step[]) => onChange(withSteps(node, next))
  return (
    <div className="sequence">
      <div className="condition-line">
        <strong>{fact ? say(fact.name) : node.table}</strong>
        <WindowControl window={node.window ?? { kind: 'all' }} vocabulary={vocabulary} onChange={(window) => onChange({ ...node, window })} />
        <SpanParts node={node} onChange={onChange} />
      </div>
      <ol className="sequence-steps">
        {steps.map((step, at) => (
          <li key={at}>
            <StepParts at={at} step={step} vocabulary={vocabulary} onChange={(next) => put(steps.with(at, next))} />
            {steps.length > LEAST && <IconButton label={t('sequence.removeStep', { number: at + 1 })} icon={<DeleteOutlined />} onClick={() => put(steps.toSpliced(at, 1))} />}
          </li>
        ))}
      </ol>
      {steps.length < MOST && (
        <Button type="link" size="small" icon={<PlusOutlined />} onClick={() => put([...steps, { table: node.table, filter: undefined }])}>
          {t('sequence.addStep')}
        </Button>
      )}
    </div>
  )
}
