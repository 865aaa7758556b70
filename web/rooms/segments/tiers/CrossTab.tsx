import { Button, Segmented, Select, Space } from 'antd'
import { useTranslation } from 'react-i18next'
import { adoptedSchema, type TierCross, tierCrossSchema, tieringListSchema, type TieringRun } from '#segments/contract'
import { post } from '../../../api/client.js'
import { useApi } from '../../../api/query.js'
import { useMay } from '../../../api/session.js'
import { EmptyState } from '../../../ui/feedback/EmptyState.js'
import { Loaded } from '../../../ui/feedback/Loaded.js'
import { MoneyText, Num, Percent } from '../../../ui/figures/Num.js'
import { useSay } from '../../../ui/language/use-say.js'
import { useScope, useUrlState } from '../../../ui/place/scope.js'
import { useAdopt } from '../use-adopt.js'
import { TIERINGS, tierRunUrl } from './tier-paths.js'

const SHOWN = ['customers', 'row', 'column', 'tgi', 'money'] as const
type Shown = (typeof SHOWN)[number]
type Cell = TierCross['cells'][number]

const EVEN = 100
const STRONG = 60

/** How strongly a cell is over its share, as a tint: nothing at 100, full at 200. */
const tint = ({ tgi }: Cell): string => `color-mix(in srgb, var(--accent-soft) ${Math.round(Math.min(1, Math.max(0, ((tgi ?? EVEN) - EVEN) / EVEN)) * STRONG)}%, transparent)`

function Figure({ cell, shows, ccy }: { readonly cell: Cell; readonly shows: Shown; readonly ccy: string }) {
  const { t } = useTranslation('segments')
  if (cell.customers === null) return <span title={t('overlap.hiddenWhy')}>{t('overlap.hidden')}</span>
  if (shows === 'customers') return <Num value={cell.customers} />
  if (shows === 'money') return <MoneyText minor={cell.money === null ? null : Math.round(cell.money)} currency={ccy} />
  if (shows === 'tgi') return <Num value={cell.tgi} digits={0} />
  return <Percent value={shows === 'row' ? cell.rowShare : cell.columnShare} />
}

interface TableProps {
  readonly tiering: string
  readonly other: string
  readonly cross: TierCross
  readonly shows: Shown
}

function AdoptBoth({ tiering, other, cross, cell }: Omit<TableProps, 'shows'> & { readonly cell: Cell }) {
  const { t } = useTranslation('segments')
  const nameOf = (run: TieringRun, code: string | null) => run.cells.find((each) => each.code === code)?.name
  const { adopt, isPending } = useAdopt(() => {
    const [a, b] = [nameOf(cross.rows, cell.row), nameOf(cross.columns, cell.column)]
    const key = `${tiering}-${cell.row ?? ''}-${other}-${cell.column ?? ''}`.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-').slice(0, 60)
    return post(`${tierRunUrl(tiering, cross.rows.runId)}/adopt`, { cell: cell.row, way: 'cell', also: { tiering: other, cell: cell.column }, key, name: { zh: `${a?.zh ?? ''}·${b?.zh ?? ''}`, en: `${a?.en ?? ''} and ${b?.en ?? ''}` } }, adoptedSchema)
  })
  const isOffered = useMay('segment.write') && cell.row !== null && cell.column !== null && (cell.customers ?? 0) > 0
  return isOffered ? <Button type="link" size="small" loading={isPending} onClick={() => adopt(undefined)}>{t('plane.adoptBoth')}</Button> : null
}

function CrossTable(props: TableProps) {
  const { t } = useTranslation('segments')
  const say = useSay()
  const { cross, shows } = props
  const ccy = (cross.rows.money ?? cross.columns.money)?.ccy ?? 'CNY'
  const label = (run: TieringRun, code: string | null) => (code === null ? t('plane.outside') : say(run.cells.find((cell) => cell.code === code)?.name ?? { zh: code }))
  return (
    <div className="wide-table">
      <table className="plain-table overlap-matrix cross-table">
        <caption className="visually-hidden">{t('plane.cross')}</caption>
        <thead>
          <tr>
            <td />
            {cross.columnTotals.map(({ cell }) => <th key={cell ?? ''} scope="col" className="right">{label(cross.columns, cell)}</th>)}
            <th scope="col" className="right">{t('plane.total')}</th>
          </tr>
        </thead>
        <tbody>
          {cross.rowTotals.map(({ cell: row, customers }) => (
            <tr key={row ?? ''}>
              <th scope="row">{label(cross.rows, row)}</th>
              {cross.cells.filter((cell) => cell.row === row).map((cell) => (
                <td key={cell.column ?? ''} className="right" style={{ background: tint(cell) }}>
                  <Figure cell={cell} shows={shows} ccy={ccy} />
                  <AdoptBoth {...props} cell={cell} />
                </td>
              ))}
              <td className="right"><Num value={customers} /></td>
            </tr>
          ))}
          <tr>
            <th scope="row">{t('plane.total')}</th>
            {cross.columnTotals.map(({ cell, customers }) => <td key={cell ?? ''} className="right"><Num value={customers} /></td>)}
            <td />
          </tr>
        </tbody>
      </table>
    </div>
  )
}

/** Other tierings that have run; undefined until that is known. */
const useOthers = (tiering: string) => useApi(TIERINGS, tieringListSchema, { staleTime: 60_000 }).data?.items.filter(({ key, latest }) => key !== tiering && latest !== null)

/** These tiers across others: who is in both cells of a pair, with shares, TGI and money. */
export function CrossTab({ tiering, run }: { readonly tiering: string; readonly run: TieringRun }) {
  const { t } = useTranslation('segments')
  const say = useSay()
  const { org } = useScope()
  const [search, change] = useUrlState()
  const others = useOthers(tiering)
  const other = others?.find(({ key }) => key === search.get('with')) ?? others?.[0]
  const key = other?.key ?? null
  const shows = SHOWN.find((one) => one === search.get('shows')) ?? 'customers'
  const cross = useApi(key === null ? null : `${tierRunUrl(tiering, run.runId)}/cross`, tierCrossSchema, { query: { with: key, org }, keepPrevious: true })
  if (others?.length === 0) return <EmptyState title={t('plane.crossNone')} why={t('plane.crossNoneWhy')} />
  return (
    <div className="overview">
      <Space wrap>
        <Select aria-label={t('plane.crossWith')} style={{ minWidth: '16rem' }} showSearch={{ optionFilterProp: 'label' }} value={key} onChange={(next) => change({ with: next }, { replace: true })} options={(others ?? []).map((one) => ({ value: one.key, label: `${say(one.name)} · ${one.latest?.asOf ?? ''}` }))} />
        <Segmented<Shown> value={shows} onChange={(next) => change({ shows: next === 'customers' ? null : next }, { replace: true })} options={SHOWN.map((value) => ({ value, label: t(`plane.shows.${value}`) }))} />
      </Space>
      <Loaded query={cross}>{(data) => <CrossTable tiering={tiering} other={key ?? ''} cross={data} shows={shows} />}</Loaded>
      <p className="soft">{t('plane.crossNote')}</p>
    </div>
  )
}
