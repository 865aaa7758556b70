import { Button, Input, InputNumber, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Vocabulary } from '#tags/contract'
import { useSay } from '../../../../ui/language/use-say.js'
import { RowFilter } from '../../../../ui/rule-editor/RowFilter.js'
import type { SpokenFact, SpokenField } from '../../../../ui/rule-editor/spoken.js'
import { type Cell, type CellParts, conditionOf, partsOf } from './cells.js'
import { CrossCells } from './CrossCells.js'

interface Props {
  readonly cells: readonly Cell[]
  readonly fact: SpokenFact
  readonly vocabulary: Vocabulary
  readonly onChange: (cells: readonly Cell[]) => void
}

/** The cells with their names and rows, and a way to make them all at once. */
export function CellTable({ cells, fact, vocabulary, onChange }: Props) {
  const { t } = useTranslation('tags')
  const put = (at: number, part: Partial<Cell>) => onChange(cells.map((cell, index) => (index === at ? { ...cell, ...part } : cell)))
  return (
    <div className="tags-fields">
      <CrossCells fact={fact} isEmpty={cells.length === 0} onMake={onChange} />
      {cells.length > 0 && (
        <table className="plain-table tags-bands">
          <thead>
            <tr>
              <th scope="col">{t('response.rows')}</th>
              <th scope="col">{t('builder.band.zh')}</th>
              <th scope="col">{t('builder.band.en')}</th>
              <th scope="col">{t('builder.band.code')}</th>
              <th />
            </tr>
          </thead>
          <tbody>
            {cells.map((cell, at) => (
              <tr key={at}>
                <td>
                  <CellRows cell={cell} fact={fact} vocabulary={vocabulary} onChange={(condition) => put(at, { if: condition })} />
                </td>
                {(['zh', 'en', 'code'] as const).map((part) => (
                  <td key={part}>
                    <Input aria-label={`${at + 1} ${t(`builder.band.${part}`)}`} value={cell[part]} onChange={({ target }) => put(at, { [part]: target.value })} />
                  </td>
                ))}
                <td>
                  <Button type="text" onClick={() => onChange(cells.filter((_, index) => index !== at))}>
                    {t('builder.remove')}
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <Button onClick={() => onChange([...cells, { code: '', zh: '', en: '', if: { kind: 'always' } }])}>{t('response.addCell')}</Button>
    </div>
  )
}

interface RowsProps {
  readonly cell: Cell
  readonly fact: SpokenFact
  readonly vocabulary: Vocabulary
  readonly onChange: (condition: Cell['if']) => void
}

/** Which rows a cell takes: a code and hours where it is that, else conditions on rows. */
function CellRows({ cell, fact, vocabulary, onChange }: RowsProps) {
  const { t } = useTranslation('tags')
  const parts = partsOf(cell.if)
  if (parts === null) return <RowFilter filter={cell.if.kind === 'always' ? undefined : cell.if} label="" fact={fact} vocabulary={vocabulary} onChange={(next) => onChange(next ?? { kind: 'always' })} />
  const { hours } = parts
  const put = (next: Partial<CellParts>) => onChange(conditionOf({ ...parts, ...next }))
  return (
    <span className="tags-node-parts">
      <CodeOf parts={parts} field={fact.fields.find(({ key }) => key === parts.field)} onChange={(code) => put({ code })} />
      {hours !== null && (
        <>
          <InputNumber<number> className="operand-small" aria-label={t('response.hourFrom')} min={0} max={hours.to} precision={0} value={hours.from} onChange={(from) => put({ hours: { ...hours, from: from ?? 0 } })} />
          <span className="soft">–</span>
          <InputNumber<number> className="operand-small" aria-label={t('response.hourTo')} min={hours.from} max={23} precision={0} value={hours.to} onChange={(to) => put({ hours: { ...hours, to: to ?? 23 } })} />
          <span className="soft">{t('response.hour')}</span>
        </>
      )}
    </span>
  )
}

function CodeOf({ parts, field, onChange }: { readonly parts: CellParts; readonly field: SpokenField | undefined; readonly onChange: (code: string) => void }) {
  const say = useSay()
  const name = field === undefined ? parts.field : say(field.name)
  const values = field?.values ?? []
  return (
    <>
      <span className="soft">{name}</span>
      {values.length === 0 ? <Input className="tags-node-text" aria-label={name} value={parts.code} onChange={({ target }) => onChange(target.value)} /> : <Select<string> className="tags-node-text" aria-label={name} value={parts.code} onChange={onChange} options={values.map((each) => ({ value: each.code, label: say(each) }))} />}
    </>
  )
}
