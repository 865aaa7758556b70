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

/** The time from a row to the next row of another kind: the table and window, which pair, the unit, and both rows. */
export function IntervalControl({ node, vocabulary, onChange }: Props) {
  const { t } = useTranslation('rule-editor')
  const fact = factOf(vocabulary, node.table)
  const always = { kind: 'always' } as const
  return (
    <span className="aggregate-parts">
      <span className="aggregate">
        <TableSelect label={t('interval.table')} table={node.table} vocabulary={vocabulary} onChange={(table) => onChange({ ...node, table, from: always, to: always })} />
        <WindowControl window={node.window ?? { kind: 'all' }} vocabulary={vocabulary} onChange={(window) => onChange({ ...node, window })} />
        <Select<IntervalNode['pick']> aria-label={t('interval.pick')} popupMatchSelectWidth={false} value={node.pick} onChange={(pick) => onChange({ ...node, pick })} options={intervalPicks.map((value) => ({ value, label: t(`interval.picks.${value}`) }))} />
        <Select<NonNullable<IntervalNode['unit']>> aria-label={t('interval.unit')} popupMatchSelectWidth={false} value={node.unit ?? 'd'} onChange={(unit) => onChange({ ...node, unit })} options={spanUnits.map((value) => ({ value, label: t(`interval.units.${value}`) }))} />
        <HelpHint name={t('palette.intervals')}>{t('interval.what')}</HelpHint>
      </span>
      {(['from', 'to'] as const).map((end) => (
        <span key={end} className="row-of-kind">
          <span className="soft">{t(`interval.${end}`)}{node[end].kind === 'always' ? ` ${t('sequence.anyRow')}` : ''}</span>
          {fact !== undefined && <RowFilter filter={filterOf(node[end])} label={t('sequence.where')} fact={fact} vocabulary={vocabulary} onChange={(filter) => onChange({ ...node, [end]: filter ?? always })} />}
        </span>
      ))}
    </span>
  )
}
