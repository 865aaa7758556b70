import { Alert, Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useNavigate, useSearchParams } from 'react-router'
import { minorUnitsOf } from '#kernel/money'
import { type Attraction, attractions, type Attractiveness, attractivenessSchema } from '#segments/contract'
import { urlOf } from '../../../api/client.js'
import { getFile } from '../../../api/file.js'
import { useApi } from '../../../api/query.js'
import { useMay } from '../../../api/session.js'
import { DownloadButton } from '../../../ui/action/DownloadButton.js'
import { csvBlob } from '../../../ui/action/download.js'
import { EmptyState } from '../../../ui/feedback/EmptyState.js'
import { Loaded } from '../../../ui/feedback/Loaded.js'
import { HelpHint } from '../../../ui/figures/HelpHint.js'
import { DateText, MoneyText, Num, Percent } from '../../../ui/figures/Num.js'
import { formatNumber } from '../../../ui/format.js'
import { useSay } from '../../../ui/language/use-say.js'
import type { ListColumn } from '../../../ui/list/list-model.js'
import { ListTable } from '../../../ui/list/ListTable.js'
import { PageHeader } from '../../../ui/page/PageHeader.js'
import { AppLink } from '../../../ui/place/AppLink.js'
import { keepScope, useScope, useUrlState } from '../../../ui/place/scope.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import { SEGMENTS, segmentPath } from '../segment-paths.js'
import '../segments.css'
import { lackedBy, lackedByAll } from './lacking.js'
import { WeightControls } from './WeightControls.js'
import { weightsOf } from './weights.js'

type Item = Attractiveness['items'][number]

const tagOf = (one: Attraction, found: Attractiveness) => (one === 'value' ? found.value : one === 'uplift' ? found.effect : null)

/** Money in a file is in major units, with its currency in the first row. */
const majorOf = (figure: number | null, tag: Attractiveness['value']) => (figure === null || tag?.type !== 'money' ? figure : figure / 10 ** minorUnitsOf(tag.ccy ?? 'CNY'))
const unitOf = (tag: Attractiveness['value']) => (tag?.type === 'money' ? ` ${tag.ccy ?? 'CNY'}` : '')

/** A figure in its own unit: a count, a share, the value of a tag. */
function Figure({ one, item, found }: { readonly one: Attraction; readonly item: Item; readonly found: Attractiveness }) {
  const value = item.figures[one]
  const tag = tagOf(one, found)
  if (tag?.type === 'money') return <MoneyText minor={value === null ? null : Math.round(value)} currency={tag.ccy ?? 'CNY'} />
  if (tag !== null) return <Num value={value} digits={one === 'uplift' ? 4 : 2} />
  return one === 'size' ? <Num value={value} /> : <Percent value={value} />
}

/** The points each part brings, as a bar of at most 100. */
function PartsBar({ item }: { readonly item: Item }) {
  const { t } = useTranslation('segments')
  const locale = useFormatLocale()
  const told = attractions.flatMap((one) => (item.parts[one] === null ? [] : [{ one, points: item.parts[one], text: t('attract.points', { part: t(`attract.parts.${one}`), points: formatNumber(item.parts[one], locale, 1) }) }]))
  return (
    <span className="parts-bar" role="img" aria-label={told.map(({ text }) => text).join(t('attract.comma'))}>
      {told.map(({ one, points, text }) => <span key={one} className={`part-${one}`} style={{ width: `${points}%` }} title={text} />)}
    </span>
  )
}

function usePartNames(): (parts: readonly Attraction[]) => string {
  const { t } = useTranslation('segments')
  return (parts) => parts.map((one) => t(`attract.parts.${one}`)).join(t('attract.comma'))
}

function Score({ item, byAll }: { readonly item: Item; readonly byAll: readonly Attraction[] }) {
  const { t } = useTranslation('segments')
  const parts = usePartNames()
  const own = lackedBy(item, byAll)
  return (
    <>
      <strong><Num value={item.score} digits={1} /></strong>
      {own.length > 0 && <small className="soft attract-missing">{t(byAll.length > 0 ? 'attract.missing' : 'attract.missingOne', { parts: parts(own) })}</small>}
    </>
  )
}

/** What no segment has, said once. */
function Lacking({ items, byAll }: { readonly items: readonly Item[]; readonly byAll: readonly Attraction[] }) {
  const { t } = useTranslation('segments')
  const parts = usePartNames()
  const isMore = items.some((item) => lackedBy(item, byAll).length > 0)
  if (byAll.length === 0 && !isMore) return null
  return (
    <p className="soft attract-lacking">
      {byAll.length > 0 && t('attract.missingAll', { parts: parts(byAll) })} {isMore && t('attract.missingNote')}
    </p>
  )
}

function useColumns(found: Attractiveness, byAll: readonly Attraction[]): readonly ListColumn<Item>[] {
  const { t } = useTranslation('segments')
  const say = useSay()
  const mayPlan = useMay('strategy.write')
  const figure = (one: Attraction): ListColumn<Item> => ({
    key: one,
    title: t(`attract.parts.${one}`),
    align: 'right',
    sort: ({ figures }) => figures[one],
    render: (item) => (
      <>
        <Figure one={one} item={item} found={found} />
        <small className="soft attract-missing">{item.ranks[one] === null ? '' : t('attract.rank', { rank: Math.round(item.ranks[one]) })}{one === 'growth' && item.before !== null ? ` · ${t('attract.since', { date: item.before })}` : ''}</small>
      </>
    ),
  })
  return [
    { key: 'name', title: t('attract.name'), always: true, sort: ({ name }) => say(name), render: ({ name }) => say(name) },
    { key: 'score', title: t('attract.score'), align: 'right', sort: ({ score }) => score, render: (item) => <Score item={item} byAll={byAll} /> },
    { key: 'bar', title: t('attract.bar'), render: (item) => <PartsBar item={item} /> },
    ...attractions.map(figure),
    { key: 'asOf', title: t('attract.asOf'), sort: ({ asOf }) => asOf, render: ({ asOf }) => <DateText value={asOf} /> },
    ...(mayPlan ? [{ key: 'strategy', title: '', render: ({ key }: Item) => <AppLink to={`/strategy/new?segment=${encodeURIComponent(key)}`}>{t('attract.strategy')}</AppLink> }] : []),
  ]
}

/** Everything on screen as a file: figures, percentiles, points and scores. */
function SaveFile({ found }: { readonly found: Attractiveness }) {
  const { t } = useTranslation('segments')
  const say = useSay()
  const load = () => {
    const part = (one: Attraction) => t(`attract.parts.${one}`)
    const head = [t('attract.name'), t('attract.asOf'), t('attract.score'), ...attractions.flatMap((one) => [`${part(one)}${unitOf(tagOf(one, found))}`, `${part(one)} ${t('attract.percentile')}`, `${part(one)} ${t('attract.points100')}`])]
    const rows = found.items.map(({ name, asOf, score, figures, ranks, parts }) => [say(name), asOf, score, ...attractions.flatMap((one) => [majorOf(figures[one], tagOf(one, found)), ranks[one], parts[one]])])
    return csvBlob(head, rows)
  }
  return <DownloadButton label={t('attract.file')} fileName="segments-attractiveness.csv" load={load} disabled={found.items.length === 0} />
}

/** The same as a workbook, with what it was made by. */
function SaveWorkbook({ isEmpty }: { readonly isEmpty: boolean }) {
  const { t } = useTranslation('segments')
  const query = useAsked()
  return <DownloadButton label={t('attract.workbook')} fileName="segments-attractiveness.xlsx" load={() => getFile(urlOf(`${SEGMENTS}/attractiveness.xlsx`, query))} disabled={isEmpty} />
}

/** What the address asks for: weights, tags, and whose customers. */
function useAsked() {
  const { org } = useScope()
  const [search] = useUrlState()
  return { org, ...weightsOf(search), valueTag: search.get('valueTag') ?? undefined, effectTag: search.get('effectTag') ?? undefined }
}

function Table({ found }: { readonly found: Attractiveness }) {
  const { t } = useTranslation('segments')
  const [search] = useSearchParams()
  const navigate = useNavigate()
  const byAll = lackedByAll(found.items)
  const columns = useColumns(found, byAll)
  const rows = found.items.toSorted((a, b) => (b.score ?? -1) - (a.score ?? -1))
  const empty = <EmptyState title={t('attract.empty')} why={t('attract.emptyWhy')} action={<Button type="primary" onClick={() => void navigate(keepScope('/customers/segments', search))}>{t('attract.toSegments')}</Button>} />
  if (rows.length === 0) return empty
  return (
    <>
      <WeightControls found={found} />
      {rows.length === 1 && <Alert type="info" showIcon title={t('attract.one')} />}
      <div className="list-tools">
        <div>
          <span>
            {t('attract.score')} <HelpHint name={t('attract.score')} formula={t('attract.scoreFormula')} source={t('attract.scoreSource')}>{t('attract.scoreHelp')}</HelpHint>{' '}
            <span className="soft">{t('attract.asOfNote', { date: found.asOf, count: rows.length })}</span>
          </span>
          <Lacking items={rows} byAll={byAll} />
        </div>
        <span className="attract-files">
          <SaveFile found={found} />
          <SaveWorkbook isEmpty={rows.length === 0} />
        </span>
      </div>
      <ListTable rows={rows} columns={columns} rowKey={({ key }) => key} rowLink={({ key }) => segmentPath(key)} />
      {found.leftOut > 0 && <p className="soft">{t('attract.leftOut', { count: found.leftOut })}</p>}
    </>
  )
}

/** Published segments by how attractive they are, with weights of one's own. */
export function AttractivenessPage() {
  const { t } = useTranslation('segments')
  const query = useAsked()
  const found = useApi(`${SEGMENTS}/attractiveness`, attractivenessSchema, { query, keepPrevious: true })
  return (
    <>
      <PageHeader title={t('attract.title')} purpose={t('attract.purpose')} actions={<AppLink to="/customers/segments">{t('attract.toSegments')}</AppLink>} />
      <div className="overview">
        <Loaded query={found}>{(data) => <Table found={data} />}</Loaded>
      </div>
    </>
  )
}
