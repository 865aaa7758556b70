import { useTranslation } from 'react-i18next'
import { MoneyText, Num, Percent } from '../../../ui/figures/Num.js'
import { useSay } from '../../../ui/language/use-say.js'
import type { TierResult } from './CellTable.js'
import { TierFigure } from './TierFigure.js'

const FIFTHS = [5, 4, 3, 2, 1] as const
const FULL = 100

const shade = (share: number): React.CSSProperties => ({ background: `color-mix(in srgb, var(--accent-soft) ${Math.round(Math.min(1, share) * FULL)}%, transparent)` })

/** Customers and money by fifths of recency and frequency, 5 the best. */
export function RfmGrid({ result }: { readonly result: TierResult }) {
  const { t } = useTranslation('segments')
  const { grid, run } = result
  const most = Math.max(1, ...grid.map(({ customers }) => customers ?? 0))
  const at = (recency: number, frequency: number) => grid.find((each) => each.recency === recency && each.frequency === frequency)
  return (
    <section className="panel">
      <h2>{t('tiers.gridTitle')}</h2>
      <table className="plain-table overlap-matrix">
        <thead>
          <tr>
            <th scope="col">{t('tiers.gridCorner')}</th>
            {FIFTHS.toReversed().map((frequency) => <th key={frequency} scope="col" className="right">F{frequency}</th>)}
          </tr>
        </thead>
        <tbody>
          {FIFTHS.map((recency) => (
            <tr key={recency}>
              <th scope="row">R{recency}</th>
              {FIFTHS.toReversed().map((frequency) => {
                const cell = at(recency, frequency)
                return (
                  <td key={frequency} style={shade((cell?.customers ?? 0) / most)}>
                    <Num value={cell === undefined ? 0 : cell.customers} />
                    {cell?.money != null && <small><MoneyText minor={Math.round(cell.money)} currency={run.money?.ccy ?? 'CNY'} /></small>}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
      <p className="soft">{t('tiers.gridNote')}</p>
    </section>
  )
}

/** Four cells by two axes, with where each is cut. */
export function QuadrantGrid({ result }: { readonly result: TierResult }) {
  const { t } = useTranslation('segments')
  const say = useSay()
  const { run, rows } = result
  const [x, y] = [run.cuts.find(({ axis }) => axis === 'x'), run.cuts.find(({ axis }) => axis === 'y')]
  const most = Math.max(1, ...rows.map(({ customers }) => customers ?? 0))
  const place = (code: string) => run.cells.findIndex((cell) => cell.code === code)
  return (
    <section className="panel">
      <h2>{t('tiers.quadrantTitle')}</h2>
      <table className="plain-table quadrant-grid">
        <tbody>
          {([['LH', 'HH'], ['LL', 'HL']] as const).map((line) => (
            <tr key={line[0]}>
              {line.map((code) => {
                const at = place(code)
                const [cell, row] = [run.cells[at], rows[at]]
                return (
                  <td key={code} style={shade((row?.customers ?? 0) / most)}>
                    <strong>{cell === undefined ? code : say(cell.name)}</strong>
                    <div className="live-count"><Num value={row?.customers} /></div>
                    <Percent value={row?.share} /> {row?.money != null && <MoneyText minor={Math.round(row.money)} currency={run.money?.ccy ?? 'CNY'} />}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
      <p className="soft">
        {t('tiers.cutX')} <TierFigure value={x?.at ?? null} unit={run.measure} /> · {t('tiers.cutY')} <Num value={y?.at} digits={Number.isInteger(y?.at) ? 0 : 2} />
      </p>
    </section>
  )
}
