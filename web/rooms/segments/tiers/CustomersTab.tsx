import { Button, Checkbox, Select, Space } from 'antd'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { tierMemberPageSchema, type TieringRun } from '#segments/contract'
import { EmptyState } from '../../../ui/feedback/EmptyState.js'
import { ErrorPanel } from '../../../ui/feedback/ErrorPanel.js'
import { DateText, MoneyText } from '../../../ui/figures/Num.js'
import { useSay } from '../../../ui/language/use-say.js'
import type { ListColumn } from '../../../ui/list/list-model.js'
import { ListTable } from '../../../ui/list/ListTable.js'
import { useList } from '../../../ui/list/use-list.js'
import { AppLink } from '../../../ui/place/AppLink.js'
import { useScope, useUrlState } from '../../../ui/place/scope.js'
import { ExportButton } from '../detail/ExportButton.js'
import { AdoptTierButton } from './AdoptTierButton.js'
import { TierFigure } from './TierFigure.js'
import { tierRunUrl } from './tier-paths.js'

type Member = z.infer<typeof tierMemberPageSchema>['items'][number]

function useColumns(run: TieringRun, isNear: boolean): readonly ListColumn<Member>[] {
  const { t } = useTranslation('segments')
  const say = useSay()
  const nameOf = (code: string) => say(run.cells.find((cell) => cell.code === code)?.name ?? { zh: code })
  return [
    { key: 'custId', title: t('members.customer'), always: true, render: ({ custId }) => <AppLink className="figures" to={`/customers/${encodeURIComponent(custId)}`}>{custId}</AppLink> },
    { key: 'org', title: t('members.org'), render: ({ orgPath }) => orgPath },
    { key: 'cell', title: t('tiers.cell'), render: ({ cell }) => nameOf(cell) },
    ...(run.measure === null ? [] : [{ key: 'value', title: t('tiers.value'), align: 'right' as const, render: ({ value }: Member) => <TierFigure value={value} unit={run.measure} /> }]),
    ...(run.kind === 'rfm' || run.kind === 'quadrant' ? [{ key: 'second', title: t(run.kind === 'rfm' ? 'tiers.frequency' : 'tiers.second'), align: 'right' as const, render: ({ second }: Member) => <TierFigure value={second} unit={run.second} /> }] : []),
    ...(run.money === null || run.kind === 'pyramid' ? [] : [{ key: 'money', title: t('tiers.money'), align: 'right' as const, render: ({ money }: Member) => <MoneyText minor={money === null ? null : Math.round(money)} currency={run.money?.ccy ?? 'CNY'} /> }]),
    ...(isNear ? [{ key: 'lacking', title: t('tiers.lacking'), align: 'right' as const, render: ({ lacking }: Member) => <TierFigure value={lacking} unit={run.measure} /> }] : []),
    { key: 'since', title: t('tiers.since'), render: ({ since }) => <DateText value={since} /> },
  ]
}

interface Props {
  readonly tiering: string
  readonly run: TieringRun
  readonly runs: readonly TieringRun[]
}

interface Picked {
  readonly tiering: string
  readonly run: TieringRun
  readonly total: number
  readonly cell: string | undefined
  readonly near: boolean
  readonly before: number | undefined
  readonly cameFrom: string | undefined
}

/** Exports those shown. */
function ExportPicked({ tiering, run, total, cell, near, before, cameFrom }: Picked) {
  const asked = { ...(cell === undefined ? {} : { cell, near }), ...(cameFrom === undefined ? {} : { before, cameFrom }) }
  return <ExportButton path={`${tierRunUrl(tiering, run.runId)}/members.csv`} asked={asked} fileName={`tiering-${tiering}${cell === undefined ? '' : `-${cell}`}.csv`} count={total} />
}

/** Adopts those shown, once a cell is chosen. */
function AdoptPicked({ tiering, run, cell, near, cameFrom }: Pick<Picked, 'tiering' | 'run' | 'near' | 'cameFrom'> & { readonly cell: TieringRun['cells'][number] | undefined }) {
  return cell === undefined ? null : <AdoptTierButton tiering={tiering} run={run} cell={cell} near={near} {...(cameFrom === undefined ? {} : { cameFrom })} />
}

/** Whether there is a tier above the cell to be near to. */
const hasNext = ({ kind }: TieringRun, cell: TieringRun['cells'][number] | undefined): boolean => kind === 'pyramid' && cell !== undefined && cell.to !== null

/** Whom to show: a cell, those near the next, those who came from another; and a way to keep them. */
function Picking({ tiering, run, runs, total }: Props & { readonly total: number }) {
  const { t } = useTranslation('segments')
  const say = useSay()
  const [search, change] = useUrlState()
  const cell = run.cells.find(({ code }) => code === search.get('cell'))
  const isNear = search.get('near') === 'true'
  const before = runs.find(({ runId }) => String(runId) === search.get('before'))
  const came = before?.cells.find(({ code }) => code === search.get('cameFrom'))
  const canNear = hasNext(run, cell)
  const picked = { tiering, run, near: canNear && isNear, cameFrom: came?.code }
  return (
    <Space wrap>
      <Select
        aria-label={t('tiers.cell')}
        style={{ minWidth: '12rem' }}
        allowClear
        placeholder={t('tiers.allCells')}
        value={cell?.code ?? null}
        onChange={(next: string | null | undefined) => change({ cell: next ?? null, near: null, before: null, cameFrom: null, cursor: null })}
        options={run.cells.map(({ code, name }) => ({ value: code, label: say(name) }))}
      />
      {canNear && <Checkbox checked={isNear} onChange={({ target }) => change({ near: target.checked ? 'true' : null, cursor: null })}>{t('tiers.onlyNear')}</Checkbox>}
      {before !== undefined && came !== undefined && (
        <span className="soft">
          {t('tiers.cameFrom', { cell: say(came.name), date: before.asOf })}{' '}
          <Button type="link" size="small" onClick={() => change({ before: null, cameFrom: null, cursor: null })}>{t('tiers.clear')}</Button>
        </span>
      )}
      <span className="soft figures">{t('tiers.found', { count: total })}</span>
      <AdoptPicked {...picked} cell={cell} />
      <ExportPicked {...picked} total={total} cell={cell?.code} before={before?.runId} />
    </Space>
  )
}

/** Customers of a run, narrowed by cell, by being near the next, or by where they came from. */
export function CustomersTab(props: Props) {
  const { t } = useTranslation('segments')
  const ui = useTranslation('ui').t
  const { tiering, run } = props
  const [search] = useUrlState()
  const { org } = useScope()
  const list = useList<Member>({ path: `${tierRunUrl(tiering, run.runId)}/members`, schema: tierMemberPageSchema, keys: ['cell', 'near', 'before', 'cameFrom'], query: { org }, limit: 50 })
  const columns = useColumns(run, search.get('near') === 'true')
  if (list.error) return <ErrorPanel error={list.error} onRetry={list.retry} />
  return (
    <div className="overview">
      <Picking {...props} total={list.total ?? 0} />
      <ListTable rows={list.rows} columns={columns} rowKey={({ custId }) => custId} isLoading={list.isLoading} isStale={list.isStale} empty={<EmptyState title={t('tiers.nobody')} why={t('tiers.nobodyWhy')} />} />
      <footer className="pager">
        {list.first && <Button onClick={list.first}>{ui('list.first')}</Button>}
        {list.previous && <Button onClick={list.previous}>{ui('list.previous')}</Button>}
        {list.next && <Button onClick={list.next}>{ui('list.next')}</Button>}
      </footer>
    </div>
  )
}
