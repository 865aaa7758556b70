import { Button, Space } from 'antd'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { spacePageSchema, type TierDepth, type TieringRun } from '#segments/contract'
import { EmptyState } from '../../../ui/feedback/EmptyState.js'
import { ErrorPanel } from '../../../ui/feedback/ErrorPanel.js'
import { HelpHint } from '../../../ui/figures/HelpHint.js'
import { Num, Percent } from '../../../ui/figures/Num.js'
import { useSay } from '../../../ui/language/use-say.js'
import type { ListColumn } from '../../../ui/list/list-model.js'
import { ListTable } from '../../../ui/list/ListTable.js'
import { useList } from '../../../ui/list/use-list.js'
import { AppLink } from '../../../ui/place/AppLink.js'
import { useScope, useUrlState } from '../../../ui/place/scope.js'
import { ExportButton } from '../detail/ExportButton.js'
import { depthAskOf } from './depth-ask.js'
import { TierFigure } from './TierFigure.js'
import { tierRunUrl } from './tier-paths.js'

type Customer = z.infer<typeof spacePageSchema>['items'][number]

interface Props {
  readonly tiering: string
  readonly run: TieringRun
  readonly depth: TierDepth
}

/** What is likeliest next, with the chance of each; on hover what it rests on. */
function Next({ next, nameOf }: { readonly next: Customer['next']; readonly nameOf: (code: string) => string }) {
  const { t } = useTranslation('segments')
  return (
    <span className="next-products">
      {next.map(({ category, chance, way, support }, at) => (
        <span key={category} className={at === 0 ? undefined : 'soft'} title={t(`depth.way.${way}`, { count: support })}>
          {nameOf(category)} <Percent value={chance} digits={0} />
        </span>
      ))}
    </span>
  )
}

function useColumns({ run, depth }: Omit<Props, 'tiering'>): readonly ListColumn<Customer>[] {
  const { t } = useTranslation('segments')
  const say = useSay()
  const nameOf = (code: string) => say(depth.categories.find((one) => one.code === code)?.name ?? { zh: code })
  return [
    { key: 'custId', title: t('members.customer'), always: true, render: ({ custId }) => <AppLink className="figures" to={`/customers/${encodeURIComponent(custId)}`}>{custId}</AppLink> },
    { key: 'org', title: t('members.org'), render: ({ orgPath }) => orgPath },
    { key: 'cell', title: t('depth.tier'), render: ({ cell }) => say(run.cells.find(({ code }) => code === cell)?.name ?? { zh: cell }) },
    ...(run.measure === null ? [] : [{ key: 'value', title: t('tiers.value'), align: 'right' as const, render: ({ value }: Customer) => <TierFigure value={value} unit={run.measure} /> }]),
    { key: 'held', title: t('depth.held'), render: ({ held }) => (held.length === 0 ? <span className="soft">{t('depth.nothing')}</span> : held.map(nameOf).join(t('depth.comma'))) },
    { key: 'next', title: t('depth.next'), render: ({ next }) => <Next next={next} nameOf={nameOf} /> },
  ]
}

/** Customers with room for a category, the highest chance first, and their export. */
export function SpaceCustomers({ tiering, run, depth }: Props) {
  const { t } = useTranslation('segments')
  const ui = useTranslation('ui').t
  const { org } = useScope()
  const [search] = useUrlState()
  const ask = depthAskOf(search)
  const without = ask.without.join(',') || undefined
  const list = useList<Customer>({ path: `${tierRunUrl(tiering, run.runId)}/whitespace`, schema: spacePageSchema, query: { org, cell: ask.cell, category: ask.category, most: ask.most, without }, limit: 50 })
  const columns = useColumns({ run, depth })
  if (list.error) return <ErrorPanel error={list.error} onRetry={list.retry} />
  const asked = { most: ask.most, ...(ask.cell === undefined ? {} : { cell: ask.cell }), ...(ask.category === undefined ? {} : { category: ask.category }), ...(without === undefined ? {} : { without }) }
  return (
    <>
      <Space wrap>
        <span className="figures"><Num value={list.total} /> {t('depth.customers')}</span>
        <HelpHint name={t('depth.chanceName')} formula={t('depth.chanceFormula')} source={t('depth.chanceSource')}>{t('depth.chanceHelp')}</HelpHint>
        <ExportButton path={`${tierRunUrl(tiering, run.runId)}/whitespace.csv`} asked={asked} fileName={`tiering-${tiering}-space.csv`} count={list.total ?? 0} hasWorkbook />
      </Space>
      <ListTable rows={list.rows} columns={columns} rowKey={({ custId }) => custId} isLoading={list.isLoading} isStale={list.isStale} empty={<EmptyState title={t('depth.empty')} why={t('depth.emptyWhy')} />} />
      <footer className="pager">
        {list.first && <Button onClick={list.first}>{ui('list.first')}</Button>}
        {list.previous && <Button onClick={list.previous}>{ui('list.previous')}</Button>}
        {list.next && <Button onClick={list.next}>{ui('list.next')}</Button>}
      </footer>
    </>
  )
}
