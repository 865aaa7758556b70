import { Button, Input, InputNumber } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Vocabulary } from '#tags/contract'
import { formatNumber } from '../../../../ui/format.js'
import { isValueWhole } from '../../../../ui/rule-editor/operand.js'
import { type SpokenType, typeOf } from '../../../../ui/rule-editor/spoken.js'
import { numberTypes } from '../../../../ui/rule-editor/value-form.js'
import { ValuePicker } from '../../../../ui/rule-editor/ValuePicker.js'
import { useFormatLocale } from '../../../../ui/theme/Look.js'
import { addEdge, type Band, bandsOf, type Bucket, removeEdge, withBand, withEdge, writtenEdge } from './cut.js'

/** What a band holds: below its edge, between two, from the last one on. */
function useRange({ edges }: Bucket, type: SpokenType | null) {
  const { t } = useTranslation('tags')
  const locale = useFormatLocale()
  const write = (edge: number | undefined) => {
    const written = writtenEdge(edge, type)
    return written === null ? '…' : formatNumber(written, locale, Number.isInteger(written) ? 0 : 2)
  }
  return (at: number): string => {
    const shown = { from: write(edges[at - 1]), to: write(edges[at]) }
    if (at === 0) return t('builder.below', shown)
    return at === edges.length ? t('builder.above', shown) : t('builder.between', shown)
  }
}

interface Props {
  readonly node: Bucket
  readonly vocabulary: Vocabulary
  readonly onChange: (node: Bucket) => void
}

/** A number of any kind cut into bands: the number, its edges, and what each band is called. */
export function CutFields({ node, vocabulary, onChange }: Props) {
  const { t } = useTranslation('tags')
  const type = typeOf(node.of, vocabulary)
  return (
    <div className="tags-fields">
      <div className="tags-node-part">
        <span>{t('builder.value')}</span>
        <ValuePicker label={t('builder.value')} value={node.of} vocabulary={vocabulary} types={numberTypes} onChange={(of) => onChange({ ...node, of })} />
      </div>
      {type?.type === 'money' && <p className="soft">{t('builder.moneyHint', { currency: type.ccy ?? 'CNY' })}</p>}
      <BandTable node={node} type={type} isValueSaid={isValueWhole(node.of)} onChange={onChange} />
      <Button onClick={() => onChange(addEdge(node))}>{t('builder.addBand')}</Button>
    </div>
  )
}

interface TableProps {
  readonly node: Bucket
  readonly type: SpokenType | null
  /** Before it is, nobody knows whether an edge is an amount. */
  readonly isValueSaid: boolean
  readonly onChange: (node: Bucket) => void
}

function BandTable({ node, type, isValueSaid, onChange }: TableProps) {
  const { t } = useTranslation('tags')
  const range = useRange(node, type)
  const text = (at: number, band: Band, part: keyof Band) => (
    <Input aria-label={`${range(at)} ${t(`builder.band.${part}`)}`} placeholder={t(`builder.band.${part}`)} value={band[part]} onChange={({ target }) => onChange(withBand(node, at, { [part]: target.value }))} />
  )
  return (
    <table className="plain-table tags-bands">
      <thead>
        <tr>
          <th scope="col">{t('builder.range')}</th>
          <th scope="col">{t('builder.edge')}</th>
          <th scope="col">{t('builder.band.zh')}</th>
          <th scope="col">{t('builder.band.en')}</th>
          <th scope="col">{t('builder.band.code')}</th>
          <th />
        </tr>
      </thead>
      <tbody>
        {bandsOf(node).map((band, at) => (
          <tr key={at}>
            <td className="figures">{range(at)}</td>
            <td>{at < node.edges.length && <InputNumber<number> aria-label={t('builder.edgeOf', { at: at + 1 })} disabled={!isValueSaid} value={writtenEdge(node.edges[at], type)} onChange={(edge) => onChange(withEdge(node, at, edge, type))} />}</td>
            <td>{text(at, band, 'zh')}</td>
            <td>{text(at, band, 'en')}</td>
            <td>{text(at, band, 'code')}</td>
            <td>
              {at > 0 && node.edges.length > 1 && (
                <Button type="text" onClick={() => onChange(removeEdge(node, at - 1))}>
                  {t('builder.remove')}
                </Button>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
