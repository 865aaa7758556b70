import { Select, Space } from 'antd'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { tierMovesSchema, type TieringRun } from '#segments/contract'
import { useApi } from '../../../api/query.js'
import { useMay } from '../../../api/session.js'
import { EmptyState } from '../../../ui/feedback/EmptyState.js'
import { Loaded } from '../../../ui/feedback/Loaded.js'
import { MoneyText, Num, Percent } from '../../../ui/figures/Num.js'
import { StatTile } from '../../../ui/figures/StatTile.js'
import { useSay } from '../../../ui/language/use-say.js'
import { AppLink } from '../../../ui/place/AppLink.js'
import { useScope, useUrlState } from '../../../ui/place/scope.js'
import { Rates } from './Rates.js'
import { tieringPath, tieringUrl } from './tier-paths.js'

type Moves = z.infer<typeof tierMovesSchema>
const FULL = 100
const RANKED: readonly TieringRun['kind'][] = ['pyramid', 'funnel']

interface MatrixProps {
  readonly tiering: string
  readonly moves: Moves
  readonly shows: 'customers' | 'money'
}

function useLabels(run: TieringRun) {
  const { t } = useTranslation('segments')
  const say = useSay()
  return (code: string | null, side: 'from' | 'to') => {
    if (code === null) return t(side === 'from' ? 'tiers.entered' : 'tiers.left')
    const cell = run.cells.find((each) => each.code === code)
    return cell === undefined ? code : say(cell.name)
  }
}

interface CellProps extends MatrixProps {
  readonly move: Moves['moves'][number]
  readonly total: number
}

function MoveNote({ moves, move, total, shows }: CellProps) {
  if (move.customers === null) return null
  const change = Math.round((move.moneyAfter ?? 0) - (move.moneyBefore ?? 0))
  if (shows === 'money') return <small><MoneyText minor={change} currency={moves.to.money?.ccy ?? 'CNY'} /></small>
  return total > 0 ? <small><Percent value={move.customers / total} of={{ part: move.customers, total }} /></small> : null
}

function MoveCount({ tiering, moves, move: { from, to, customers } }: CellProps) {
  const mayRead = useMay('customer.read')
  if (!mayRead || from === null || to === null || customers === null) return <Num value={customers} />
  const query = new URLSearchParams({ tab: 'customers', run: String(moves.to.runId), cell: to, before: String(moves.from.runId), cameFrom: from })
  return <AppLink to={`${tieringPath(tiering)}?${query.toString()}`}><Num value={customers} /></AppLink>
}

function MoveCell(props: CellProps) {
  const { move, total } = props
  const share = total === 0 ? 0 : (move.customers ?? 0) / total
  return (
    <td className={move.from === move.to ? 'same' : ''} style={{ background: `color-mix(in srgb, var(--accent-soft) ${Math.round(share * FULL)}%, transparent)` }}>
      <MoveCount {...props} />
      <MoveNote {...props} />
    </td>
  )
}

function Matrix(props: MatrixProps) {
  const { t } = useTranslation('segments')
  const { moves } = props
  const [fromLabel, toLabel] = [useLabels(moves.from), useLabels(moves.to)]
  const has = (side: 'from' | 'to') => (moves.moves.some((move) => move[side] === null) ? [null] : [])
  const rows = [...moves.from.cells.map(({ code }) => code), ...has('from')]
  const columns = [...moves.to.cells.map(({ code }) => code), ...has('to')]
  return (
    <div className="wide-table">
      <table className="plain-table overlap-matrix moves-matrix">
        <caption className="visually-hidden">{t('tiers.moves')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('tiers.fromTo', { from: moves.from.asOf, to: moves.to.asOf })}</th>
            {columns.map((code) => <th key={code ?? ''} scope="col" className="right">{toLabel(code, 'to')}</th>)}
            <th scope="col" className="right">{t('tiers.total')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((from) => {
            const own = moves.moves.filter((move) => move.from === from)
            const total = own.reduce((sum, { customers }) => sum + (customers ?? 0), 0)
            return (
              <tr key={from ?? ''}>
                <th scope="row">{fromLabel(from, 'from')}</th>
                {columns.map((to) => {
                  const move = own.find((each) => each.to === to)
                  return move === undefined ? <td key={to ?? ''} className="faint">–</td> : <MoveCell key={to ?? ''} {...props} total={total} move={move} />
                })}
                <td><Num value={total} /></td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

function Totals({ moves }: { readonly moves: Moves }) {
  const { t } = useTranslation('segments')
  const { up, down, stayed, entered, left } = moves
  const both = up + down + stayed
  const of = (part: number) => (both === 0 ? undefined : <Percent value={part / both} of={{ part, total: both }} />)
  return (
    <div className="stat-tiles">
      {RANKED.includes(moves.to.kind) ? (
        <>
          <StatTile label={t('tiers.up')} value={<Num value={up} />} note={of(up)} />
          <StatTile label={t('tiers.down')} value={<Num value={down} />} note={of(down)} />
        </>
      ) : (
        <StatTile label={t('tiers.moved')} value={<Num value={up + down} />} note={of(up + down)} />
      )}
      <StatTile label={t('tiers.stayed')} value={<Num value={stayed} />} note={of(stayed)} />
      <StatTile label={t('tiers.entered')} value={<Num value={entered} />} />
      <StatTile label={t('tiers.left')} value={<Num value={left} />} />
    </div>
  )
}

/** Who moved between the cells of two runs; both are kept in the URL. */
export function MovesTab({ tiering, runs }: { readonly tiering: string; readonly runs: readonly TieringRun[] }) {
  const { t } = useTranslation('segments')
  const [search, change] = useUrlState()
  const { org } = useScope()
  const pick = (key: string, otherwise: number | undefined) => runs.find(({ runId }) => String(runId) === search.get(key))?.runId ?? otherwise
  const to = pick('to', runs[0]?.runId)
  const from = pick('from', runs[1]?.runId)
  const shows = search.get('shows') === 'money' ? 'money' : 'customers'
  const moves = useApi(from === undefined || to === undefined || runs.length < 2 ? null : `${tieringUrl(tiering)}/moves`, tierMovesSchema, { query: { from, to, org }, keepPrevious: true })
  if (runs.length < 2) return <EmptyState title={t('tiers.oneRun')} why={t('tiers.oneRunWhy')} />
  const options = runs.map(({ runId, asOf }) => ({ value: runId, label: asOf }))
  return (
    <div className="overview">
      <Space wrap>
        <Select aria-label={t('tiers.from')} value={from ?? null} options={options} onChange={(next) => change({ from: String(next) }, { replace: true })} />
        <span className="soft">→</span>
        <Select aria-label={t('tiers.to')} value={to ?? null} options={options} onChange={(next) => change({ to: String(next) }, { replace: true })} />
        {runs[0]?.money !== null && <Select aria-label={t('tiers.shows')} value={shows} onChange={(next) => change({ shows: next === 'customers' ? null : next }, { replace: true })} options={(['customers', 'money'] as const).map((value) => ({ value, label: t(`tiers.showing.${value}`) }))} />}
      </Space>
      <Loaded query={moves}>
        {(data) => (
          <>
            <Totals moves={data} />
            <Matrix tiering={tiering} moves={data} shows={shows} />
            <p className="soft">{t('tiers.movesNote')}</p>
          </>
        )}
      </Loaded>
      <Rates tiering={tiering} />
    </div>
  )
}
