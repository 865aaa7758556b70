import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { type TierDepth, tierDepthSchema, type TieringRun } from '#segments/contract'
import { useApi } from '../../../api/query.js'
import { useMay } from '../../../api/session.js'
import { Chart } from '../../../ui/charts/Chart.js'
import { stackedBarChart } from '../../../ui/charts/stacked-bar.js'
import { EmptyState } from '../../../ui/feedback/EmptyState.js'
import { Loaded } from '../../../ui/feedback/Loaded.js'
import { HelpHint } from '../../../ui/figures/HelpHint.js'
import { Num, Percent } from '../../../ui/figures/Num.js'
import { formatPercent } from '../../../ui/format.js'
import { useSay } from '../../../ui/language/use-say.js'
import { useScope, useUrlState } from '../../../ui/place/scope.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import { depthAskOf, depthBars, mostSingle } from './depth-ask.js'
import { DepthHeat } from './DepthHeat.js'
import { DepthSpace } from './DepthSpace.js'
import { tierRunUrl } from './tier-paths.js'

interface Props {
  readonly tiering: string
  readonly run: TieringRun
}

interface DepthProps extends Props {
  readonly depth: TierDepth
}

/** Name of a tier, or of all together. */
function useTierName(run: TieringRun): (cell: string | null) => string {
  const { t } = useTranslation('segments')
  const say = useSay()
  return (cell) => (cell === null ? t('depth.all') : say(run.cells.find(({ code }) => code === cell)?.name ?? { zh: cell }))
}

function Bars({ tiering, run, depth }: DepthProps) {
  const { t } = useTranslation('segments')
  const locale = useFormatLocale()
  const nameOf = useTierName(run)
  const { parts, bars } = depthBars(depth.rows)
  const label = (at: number) => (at === 0 ? t('depth.none') : t(at === parts - 1 && depth.rows.some(({ depths }) => depths.length > parts) ? 'depth.more' : 'depth.kinds', { count: at }))
  const series = Array.from({ length: parts }, (_, at) => ({ key: String(at), label: label(at) }))
  const rows = bars.map(({ cell, shares }) => ({ name: nameOf(cell), values: Object.fromEntries(shares.map((share, at) => [String(at), share])) }))
  const top = mostSingle(depth.rows)
  const title = top === null || top.single === 0 ? t('depth.title') : t('depth.titleOne', { tier: nameOf(top.cell), share: formatPercent(top.single, locale, 1) })
  return <Chart chart={stackedBarChart} rows={rows} options={{ format: { kind: 'percent', digits: 0 }, series, nameLabel: t('depth.tier'), totalLabel: t('depth.told'), top: 1 }} title={title} note={t('depth.hiddenNote')} fileName={`${tiering}-depth`} />
}

function DepthTable({ run, depth }: Omit<DepthProps, 'tiering'>) {
  const { t } = useTranslation('segments')
  const nameOf = useTierName(run)
  const deepest = Math.max(0, ...depth.rows.map(({ depths }) => depths.length - 1))
  const numbers = Array.from({ length: deepest + 1 }, (_, at) => at)
  return (
    <div className="wide-table">
      <table className="plain-table">
        <caption className="visually-hidden">{t('depth.title')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('depth.tier')}</th>
            <th scope="col" className="right">{t('depth.customers')}</th>
            {numbers.map((count) => <th key={count} scope="col" className="right">{count === 0 ? t('depth.none') : t('depth.kinds', { count })}</th>)}
            <th scope="col" className="right">{t('depth.one')} <HelpHint name={t('depth.one')}>{t('depth.oneHelp')}</HelpHint></th>
            <th scope="col" className="right">{t('depth.mean')} <HelpHint name={t('depth.mean')} formula={t('depth.meanFormula')} /></th>
          </tr>
        </thead>
        <tbody>
          {depth.rows.map(({ cell, customers, depths, single, mean }) => (
            <tr key={cell ?? ''}>
              <th scope="row">{nameOf(cell)}</th>
              <td className="right"><Num value={customers} /></td>
              {numbers.map((count) => <td key={count} className="right"><Num value={depths[count]} /></td>)}
              <td className="right"><Percent value={single} /></td>
              <td className="right"><Num value={mean} digits={2} /></td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Without({ depth, without }: { readonly depth: TierDepth; readonly without: readonly string[] }) {
  const { t } = useTranslation('segments')
  const say = useSay()
  const [, change] = useUrlState()
  const options = [...depth.categories, ...depth.without].map(({ code, name }) => ({ value: code, label: say(name) }))
  return (
    <div className="plane-controls">
      <label>
        {t('depth.without')}{' '}
        <Select mode="multiple" aria-label={t('depth.without')} className="depth-without" placeholder={t('depth.withoutNone')} value={[...without]} options={options} onChange={(codes: string[]) => change({ without: codes.join(','), category: null, cursor: null }, { replace: true })} />
      </label>
    </div>
  )
}

function Results(props: DepthProps) {
  const { t } = useTranslation('segments')
  const mayRead = useMay('customer.read')
  const { depth, run } = props
  if (depth.tables.length === 0) return <EmptyState title={t('depth.noTables')} why={t('depth.noTablesWhy')} />
  if (depth.categories.length === 0) return <EmptyState title={t('depth.noCategories')} why={t('depth.noCategoriesWhy')} />
  const tables = depth.tables.map((table) => t(`depth.tables.${table as 'account'}`)).join(t('depth.comma'))
  return (
    <>
      <p className="soft">{t('depth.what', { date: run.asOf, tables })}</p>
      <Bars {...props} />
      <DepthTable run={run} depth={depth} />
      <DepthHeat run={run} depth={depth} />
      <DepthSpace {...props} mayRead={mayRead} />
    </>
  )
}

/** How many product categories each tier holds, which, and who has room for another. */
export function DepthTab({ tiering, run }: Props) {
  const { org } = useScope()
  const [search] = useUrlState()
  const { without } = depthAskOf(search)
  const found = useApi(`${tierRunUrl(tiering, run.runId)}/depth`, tierDepthSchema, { query: { org, without: without.join(',') || undefined }, keepPrevious: true })
  return (
    <div className="overview">
      <Loaded query={found}>
        {(depth) => (
          <>
            <Without depth={depth} without={without} />
            <Results tiering={tiering} run={run} depth={depth} />
          </>
        )}
      </Loaded>
    </div>
  )
}
