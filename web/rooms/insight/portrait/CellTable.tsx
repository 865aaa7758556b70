import { useTranslation } from 'react-i18next'
import type { PortraitCell, PortraitTrait } from '#insight/contract'
import { HelpHint } from '../../../ui/figures/HelpHint.js'
import { Num, Percent } from '../../../ui/figures/Num.js'
import { formatNumber, formatPp } from '../../../ui/format.js'
import { useSay } from '../../../ui/language/use-say.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import { cellName } from './cell-words.js'
import { PText } from './PText.js'

interface Props {
  readonly title: string
  readonly cells: readonly PortraitCell[]
  readonly trait?: Pick<PortraitTrait, 'type' | 'ccy'>
  readonly sizes: { readonly of: number; readonly against: number }
}

const PLAIN = { type: 'enum', ccy: null } as const
/** The width of a bar of TGI 400 and more is the whole cell. */
const MOST = 400

function Tgi({ cell }: { readonly cell: PortraitCell }) {
  const { t } = useTranslation('insight')
  const locale = useFormatLocale()
  if (cell.tgi === null) return <Num value={null} />
  const { value, low, high } = cell.tgi
  const width = Math.min(100, (value / MOST) * 100)
  const proven = low !== null && high !== null && (low > 100 || high < 100)
  const interval = low === null || high === null ? '' : t('portrait.interval', { low: formatNumber(low, locale), high: formatNumber(high, locale) })
  return (
    <span className="tgi" title={interval}>
      <span className={`tgi-bar ${proven ? '' : 'unproven'}`} style={{ inlineSize: `${width}%` }} />
      <span className="tgi-mark" />
      <span className="figures">{formatNumber(value, locale)}</span> <small className="soft figures">{low !== null && high !== null && `[${formatNumber(low, locale)}, ${formatNumber(high, locale)}]`}</small>
    </span>
  )
}

/** Values of a trait with their shares beside the base's, the index and the difference. */
export function CellTable({ title, cells, trait = PLAIN, sizes }: Props) {
  const { t } = useTranslation('insight')
  const say = useSay()
  const locale = useFormatLocale()
  if (cells.length === 0) return null
  return (
    <div className="wide-table">
      <table className="plain-table portrait-cells">
        <caption className="visually-hidden">{title}</caption>
        <thead>
          <tr>
            <th scope="col">{t('portrait.value')}</th>
            <th scope="col" className="right">{t('portrait.count')}</th>
            <th scope="col" className="right">{t('portrait.share')}</th>
            <th scope="col" className="right">{t('portrait.baseShare')}</th>
            <th scope="col">
              {t('portrait.tgi')}
              <HelpHint name={t('portrait.tgi')} formula={t('portrait.tgiFormula')} source={t('portrait.tgiSource')}>{t('portrait.tgiHelp')}</HelpHint>
            </th>
            <th scope="col" className="right">{t('portrait.diff')}</th>
            <th scope="col" className="right">
              {t('portrait.p')}
              <HelpHint name={t('portrait.p')} source={t('portrait.pSource')}>{t('portrait.pHelp')}</HelpHint>
            </th>
          </tr>
        </thead>
        <tbody>
          {cells.map((cell) => (
            <tr key={cell.code ?? '-'}>
              <th scope="row">{cellName(cell, trait, { t, say, locale })}</th>
              {cell.hidden ? (
                <td colSpan={6} className="soft">{t('portrait.hidden')}</td>
              ) : (
                <>
                  <td className="right"><Num value={cell.count} /></td>
                  <td className="right"><Percent value={cell.share} of={{ part: cell.count ?? 0, total: sizes.of }} /></td>
                  <td className="right"><Percent value={cell.baseShare} of={{ part: cell.baseCount ?? 0, total: sizes.against }} /></td>
                  <td><Tgi cell={cell} /></td>
                  <td className="right figures" title={cell.diff === null ? '' : `[${formatPp(cell.diff.low, locale)}, ${formatPp(cell.diff.high, locale)}]`}>{cell.diff === null ? '–' : formatPp(cell.diff.value, locale)}</td>
                  <td className="right"><PText p={cell.p} /></td>
                </>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
