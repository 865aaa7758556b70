import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { type IntervalNode, intervalPicks, spanUnits } from '#kernel/rule'
import type { Vocabulary } from '#tags/contract'
import { HelpHint } from '../figures/HelpHint.js'
import { RowFilter } from './RowFilter.js'
import { filterOf } from './sequence-form.js'
import { factOf } from './spoken.js'
import { TableSelect } from './TableSelect.js'
import { WindowControl } from './WindowControl.js'

interface Props {
  readonly node: IntervalNode
  readonly vocabulary: Vocabulary
  readonly onChange: (node: IntervalNode) => void
}

const always = { kind: 'always' } as const

/** Of which pair the time is taken. */
export function PickSelect({ node, onChange }: Omit<Props, 'vocabulary'>) {
  const { t } = useTranslation('rule-editor')
  return <Select<IntervalNode['pick']> aria-label={t('interval.pick')} popupMatchSelectWidth={false} value={node.pick} onChange={(pick) => onChange({ ...node, pick })} options={intervalPicks.map((value) => ({ value, label: t(`interval.picks.${value}`) }))} />
}

/** What the time is counted in. */
export function UnitSelect({ node, onChange }: Omit<Props, 'vocabulary'>) {
  const { t } = useTranslation('rule-editor')
  return <Select<NonNullable<IntervalNode['unit']>> aria-label={t('interval.unit')} popupMatchSelectWidth={false} value={node.unit ?? 'd'} onChange={(unit) => onChange({ ...node, unit })} options={spanUnits.map((value) => ({ value, label: t(`interval.units.${value}`) }))} />
}

/** Which rows the time begins or ends with. */
export function EndFilter({ end, node, vocabulary, onChange }: Props & { readonly end: 'from' | 'to' }) {
  const { t } = useTranslation('rule-editor')
  const fact = factOf(vocabulary, node.table)
  return (
    <>
      {node[end].kind === 'always' && <span className="soft">{t('sequence.anyRow')}</span>}
      {fact !== undefined && <RowFilter filter={filterOf(node[end])} label={t('sequence.where')} fact={fact} vocabulary={vocabulary} onChange={(filter) => onChange({ ...node, [end]: filter ?? always })} />}
    </>
  )
}

/** The time from a row to the next row of another kind: the table and window, which pair, the unit, and both rows. */
export function IntervalControl({ node, vocabulary, onChange }: Props) {
  const { t } = useTranslation('rule-editor')
  return (
    <span className="aggregate-parts">
      <span className="aggregate">
        <TableSelect label={t('interval.table')} table={node.table} vocabulary={vocabulary} onChange={(table) => onChange({ ...node, table, from: always, to: always })} />
        <WindowControl window={node.window ?? { kind: 'all' }} vocabulary={vocabulary} onChange={(window) => onChange({ ...node, window })} />
        <PickSelect node={node} onChange={onChange} />
        <UnitSelect node={node} onChange={onChange} />
        <HelpHint name={t('palette.intervals')}>{t('interval.what')}</HelpHint>
      </span>
      {(['from', 'to'] as const).map((end) => (
        <span key={end} className="row-of-kind">
          <span className="soft">{t(`interval.${end}`)}</span>
          <EndFilter end={end} node={node} vocabulary={vocabulary} onChange={onChange} />
        </span>
      ))}
    </span>
  )
}
