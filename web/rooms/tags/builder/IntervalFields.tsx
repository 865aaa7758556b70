import { useTranslation } from 'react-i18next'
import type { IntervalNode } from '#kernel/rule'
import type { Vocabulary } from '#tags/contract'
import { HelpHint } from '../../../ui/figures/HelpHint.js'
import { EndFilter, PickSelect, UnitSelect } from '../../../ui/rule-editor/IntervalControl.js'
import { startInterval } from '../../../ui/rule-editor/sequence-form.js'
import { TableSelect } from '../../../ui/rule-editor/TableSelect.js'
import { WindowControl } from '../../../ui/rule-editor/WindowControl.js'

interface Props {
  readonly node: IntervalNode
  readonly vocabulary: Vocabulary
  readonly onChange: (node: IntervalNode) => void
}

/** How long it takes from one happening to another: of which rows, from which, to which next one, of which pair, in which unit. */
export function IntervalFields({ node, vocabulary, onChange }: Props) {
  const { t } = useTranslation('tags')
  return (
    <div className="tags-fields">
      <div className="tags-node-part">
        <span>
          {t('builder.table')} <HelpHint name={t('kind.interval')} formula={t('interval.formula')} source={t('interval.source')}>{t('interval.what')}</HelpHint>
        </span>
        <TableSelect label={t('builder.table')} table={node.table} vocabulary={vocabulary} onChange={(table) => onChange({ ...startInterval(table), pick: node.pick })} />
      </div>
      {(['from', 'to'] as const).map((end) => (
        <div key={end} className="tags-node-part">
          <span>{t(`interval.${end}`)}</span>
          <span className="row-of-kind">
            <EndFilter end={end} node={node} vocabulary={vocabulary} onChange={onChange} />
          </span>
        </div>
      ))}
      <div className="tags-node-part">
        <span>{t('interval.window')}</span>
        <span className="tags-node-parts">
          <WindowControl window={node.window ?? { kind: 'all' }} vocabulary={vocabulary} onChange={(window) => onChange({ ...node, window })} />
        </span>
      </div>
      <div className="tags-node-part">
        <span>{t('interval.pick')}</span>
        <span className="tags-node-parts">
          <PickSelect node={node} onChange={onChange} />
          <UnitSelect node={node} onChange={onChange} />
        </span>
      </div>
    </div>
  )
}
