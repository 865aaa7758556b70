import { InputNumber, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { BoolNode, ResponseNode, Window } from '#kernel/rule'
import type { Vocabulary } from '#tags/contract'
import { HelpHint } from '../../../../ui/figures/HelpHint.js'
import { useSay } from '../../../../ui/language/use-say.js'
import { RowFilter } from '../../../../ui/rule-editor/RowFilter.js'
import { factOf } from '../../../../ui/rule-editor/spoken.js'
import { WindowControl } from '../../../../ui/rule-editor/WindowControl.js'
import { without } from '../../../../ui/rule-editor/without.js'
import { CellTable } from './CellTable.js'
import { startResponse } from './cells.js'

interface Props {
  readonly node: ResponseNode
  readonly vocabulary: Vocabulary
  readonly onChange: (node: ResponseNode) => void
}

const shownOf = (rule: BoolNode): BoolNode | undefined => (rule.kind === 'always' ? undefined : rule)

/** Which cell (say a channel at a part of the day) a customer answers best: the rows that were tries, what an answer is, the cells. */
export function ResponseFields({ node, vocabulary, onChange }: Props) {
  const { t } = useTranslation('tags')
  const say = useSay()
  const fact = factOf(vocabulary, node.table)
  const putFilter = (filter: BoolNode | undefined) => onChange(filter === undefined ? without(node, 'filter') : { ...node, filter })
  return (
    <div className="tags-fields">
      <label>
        <span>
          {t('builder.table')} <HelpHint name={t('kind.response')} formula={t('response.formula')} source={t('response.source')} />
        </span>
        <Select placeholder={t('builder.choose')} value={node.table === '' ? null : node.table} onChange={(table: string | null) => table !== null && table !== node.table && onChange(startResponse(table))} options={vocabulary.facts.map(({ table, name }) => ({ value: table, label: say(name) }))} />
      </label>
      {fact !== undefined && (
        <>
          <div className="tags-node-part">
            <span>{t('builder.window')}</span>
            <span className="tags-node-parts">
              <WindowControl window={node.window ?? { kind: 'all' }} vocabulary={vocabulary} onChange={(window: Window) => onChange({ ...node, window })} />
            </span>
          </div>
          <section>
            <h3>{t('response.tries')}</h3>
            <RowFilter filter={node.filter} label={t('response.triesWhat')} fact={fact} vocabulary={vocabulary} onChange={putFilter} />
          </section>
          <section>
            <h3>{t('response.answers')}</h3>
            <RowFilter filter={shownOf(node.of)} label={t('response.answersWhat')} fact={fact} vocabulary={vocabulary} onChange={(of) => onChange({ ...node, of: of ?? { kind: 'always' } })} />
          </section>
          <section>
            <h3>{t('response.cells', { count: node.cells.length })}</h3>
            <CellTable cells={node.cells} fact={fact} vocabulary={vocabulary} onChange={(cells) => onChange({ ...(node.cell !== undefined && !cells.some(({ code }) => code === node.cell) ? without(node, 'cell') : node), cells })} />
          </section>
          <div className="form-grid">
            <label>
              <span>{t('response.tells')}</span>
              <Select<string> value={node.cell ?? ''} onChange={(cell) => onChange(cell === '' ? without(node, 'cell') : { ...node, cell })} options={[{ value: '', label: t('response.best') }, ...node.cells.map((cell) => ({ value: cell.code, label: t('response.rateOf', { cell: say(cell) }) }))]} />
            </label>
            <label>
              <span>{t('response.least')}</span>
              <InputNumber<number> min={0} max={1000} precision={0} value={node.least ?? 0} onChange={(least) => onChange(least === null || least === 0 ? without(node, 'least') : { ...node, least })} />
            </label>
          </div>
        </>
      )}
    </div>
  )
}
