import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import type { TierCell, tierResultSchema, TierRow } from '#segments/contract'
import { useMay } from '../../../api/session.js'
import { HelpHint } from '../../../ui/figures/HelpHint.js'
import { MoneyText, Num, Percent } from '../../../ui/figures/Num.js'
import { useSay } from '../../../ui/language/use-say.js'
import { AppLink } from '../../../ui/place/AppLink.js'
import { AdoptTierButton } from './AdoptTierButton.js'
import { TierFigure, TierRange } from './TierFigure.js'
import { tieringPath } from './tier-paths.js'

export type TierResult = z.infer<typeof tierResultSchema>

interface Props {
  readonly tiering: string
  readonly result: TierResult
}

interface RowProps extends Props {
  readonly cell: TierCell
  readonly row: TierRow
}

function Customers({ tiering, result, cell, row }: RowProps) {
  const mayRead = useMay('customer.read')
  if (!mayRead || row.customers === null || row.customers === 0) return <Num value={row.customers} />
  return <AppLink to={`${tieringPath(tiering)}?tab=customers&run=${result.run.runId}&cell=${encodeURIComponent(cell.code)}`}><Num value={row.customers} /></AppLink>
}

/** The figure only this kind of model has: who is near, who meets the stage, how long they stay. */
function OwnFigure({ result, row }: RowProps) {
  const { t } = useTranslation('segments')
  const { kind, measure } = result.run
  if (kind === 'pyramid') return <><Num value={row.near} />{row.lacking !== null && <small className="soft"> {t('tiers.lack')} <TierFigure value={row.lacking} unit={measure} /></small>}</>
  if (kind === 'funnel') return <Num value={row.met} />
  return row.dwell === null ? null : t('tiers.days', { count: Math.round(row.dwell) })
}

const shareStyle = (share: number | null) => ({ '--share': share ?? 0 }) as React.CSSProperties

function CellRow(props: RowProps & { readonly shows: Shown }) {
  const say = useSay()
  const { tiering, result: { run }, cell, row, shows } = props
  return (
    <tr>
      <th scope="row">{say(cell.name)} <small className="soft">{cell.code}</small> <TierRange from={cell.from} to={cell.to} unit={run.measure} /></th>
      <td className="right"><Customers {...props} /></td>
      <td className="right share" style={shareStyle(row.share)}><Percent value={row.share} /></td>
      {shows.money && <td className="right"><MoneyText minor={row.money === null ? null : Math.round(row.money)} currency={run.money?.ccy ?? 'CNY'} /></td>}
      {shows.money && <td className="right share" style={shareStyle(row.moneyShare)}><Percent value={row.moneyShare} /></td>}
      {shows.mean && <td className="right"><TierFigure value={row.mean} unit={run.measure} /></td>}
      {shows.own !== null && <td className="right"><OwnFigure {...props} /></td>}
      {shows.advice && <td>{cell.advice === null ? '' : say(cell.advice)}</td>}
      <td className="right"><AdoptTierButton tiering={tiering} run={run} cell={cell} /></td>
    </tr>
  )
}

interface Shown {
  readonly money: boolean
  readonly mean: boolean
  readonly own: (typeof OWN)[keyof typeof OWN] | null
  readonly advice: boolean
}

const OWN = { pyramid: 'near', funnel: 'met', lifecycle: 'dwell' } as const
const hasOwn = (kind: TierResult['run']['kind']): kind is keyof typeof OWN => kind in OWN

/** Cells of a run: customers, money and shares, with a way to see and to keep each. */
export function CellTable({ tiering, result }: Props) {
  const { t } = useTranslation('segments')
  const { run } = result
  const shows: Shown = { money: run.money !== null, mean: run.measure !== null, own: hasOwn(run.kind) ? OWN[run.kind] : null, advice: run.cells.some(({ advice }) => advice !== null) }
  const figures = ['customers', 'share', ...(shows.money ? (['money', 'moneyShare'] as const) : []), ...(shows.mean ? (['mean'] as const) : [])] as const
  return (
    <div className="wide-table">
      <table className="plain-table tier-table">
        <thead>
          <tr>
            <th scope="col">{t('tiers.cell')}</th>
            {figures.map((name) => <th key={name} scope="col" className="right">{t(`tiers.${name}`)}</th>)}
            {shows.own !== null && <th scope="col" className="right">{t(`tiers.${shows.own}`)} <HelpHint name={t(`tiers.${shows.own}`)}>{t(`tiers.${shows.own}Help`)}</HelpHint></th>}
            {shows.advice && <th scope="col">{t('tiers.advice')}</th>}
            <th scope="col" aria-label={t('column.actions')} />
          </tr>
        </thead>
        <tbody>
          {result.rows.map((row, at) => {
            const cell = run.cells[at]
            return cell === undefined ? null : <CellRow key={row.code} tiering={tiering} result={result} cell={cell} row={row} shows={shows} />
          })}
        </tbody>
      </table>
    </div>
  )
}
