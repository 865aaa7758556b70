import { Segmented, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { dictionaryPageSchema, impactSchema, type Lineage, lineageSchema } from '#quality/contract'
import { useApi } from '../../../api/query.js'
import { EmptyState } from '../../../ui/feedback/EmptyState.js'
import { Loaded } from '../../../ui/feedback/Loaded.js'
import { Num } from '../../../ui/figures/Num.js'
import { useSay } from '../../../ui/language/use-say.js'
import { ListTable } from '../../../ui/list/ListTable.js'
import { PageHeader } from '../../../ui/page/PageHeader.js'
import { AppLink } from '../../../ui/place/AppLink.js'
import { useUrlState } from '../../../ui/place/scope.js'
import { kindName } from '../dictionary/DictionaryPage.js'
import { DICTIONARY, LINEAGE } from '../quality-paths.js'
import { LineageGraph } from './LineageGraph.js'
import '../quality.css'

const DIRECTIONS = ['both', 'up', 'down'] as const

/** Where something comes from and what uses it, as a graph or a table, and what breaks without it. */
export function LineagePage() {
  const { t } = useTranslation('quality')
  const [search, change] = useUrlState()
  const node = search.get('node')
  const direction = DIRECTIONS.find((each) => each === search.get('direction')) ?? 'both'
  const asTable = search.get('view') === 'table'
  const lineage = useApi(node === null ? null : LINEAGE, lineageSchema, { query: { node, direction }, keepPrevious: true })
  const choose = (id: string) => change({ node: id })
  return (
    <>
      <PageHeader title={t('lineage.title')} purpose={t('lineage.purpose')} />
      <div className="lineage-bar">
        <NodeSearch node={node} onChoose={choose} />
        <Segmented options={DIRECTIONS.map((value) => ({ value, label: t(`lineage.directions.${value}`) }))} value={direction} onChange={(value) => change({ direction: value === 'both' ? null : value }, { replace: true })} />
        <Segmented options={[{ value: 'graph', label: t('lineage.graph') }, { value: 'table', label: t('lineage.table') }]} value={asTable ? 'table' : 'graph'} onChange={(value) => change({ view: value === 'graph' ? null : value }, { replace: true })} />
      </div>
      {node === null ? (
        <EmptyState title={t('lineage.start')} why={t('lineage.startWhy')} />
      ) : (
        <Loaded query={lineage}>
          {(data) => (
            <>
              {data.truncated && <p className="tone-warm">{t('lineage.truncated')}</p>}
              {asTable ? <EdgeTable lineage={data} /> : <LineageGraph lineage={data} onChoose={choose} />}
              <Impact node={node} />
            </>
          )}
        </Loaded>
      )}
    </>
  )
}

function NodeSearch({ node, onChoose }: { readonly node: string | null; readonly onChoose: (id: string) => void }) {
  const { t } = useTranslation('quality')
  const say = useSay()
  const [typed, setTyped] = useState('')
  const found = useApi(DICTIONARY, dictionaryPageSchema, { query: { q: typed === '' ? undefined : typed, limit: 30 }, keepPrevious: true })
  const options = (found.data?.items ?? []).map((entry) => ({ value: entry.id, label: `${kindName(entry.kind, t)} · ${say(entry.name)} (${entry.key})` }))
  return <Select showSearch={{ filterOption: false, onSearch: setTyped }} value={node} placeholder={t('lineage.nodeHint')} aria-label={t('lineage.node')} options={options} onChange={(value: string) => onChoose(value)} />
}

function EdgeTable({ lineage }: { readonly lineage: Lineage }) {
  const { t } = useTranslation('quality')
  const say = useSay()
  const nodes = new Map(lineage.nodes.map((node) => [node.id, node]))
  const shown = (id: string) => {
    const node = nodes.get(id)
    if (node === undefined) return id
    const text = `${kindName(node.kind, t)} · ${say(node.name)}`
    return node.path === null ? text : <AppLink to={node.path}>{text}</AppLink>
  }
  return (
    <ListTable
      rows={lineage.edges}
      columns={[
        { key: 'from', title: t('lineage.from'), render: ({ from }) => shown(from) },
        { key: 'to', title: t('lineage.to'), render: ({ to }) => shown(to) },
      ]}
      rowKey={({ from, to }) => `${from} ${to}`}
    />
  )
}

function Impact({ node }: { readonly node: string }) {
  const { t } = useTranslation('quality')
  const say = useSay()
  const impact = useApi(`${LINEAGE}/impact`, impactSchema, { query: { node } })
  return (
    <section>
      <h2>{t('lineage.impact')}</h2>
      <Loaded query={impact} rows={2}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="soft">{t('lineage.impactNone')}</p>
          ) : (
            <ListTable
              rows={items}
              columns={[
                { key: 'name', title: t('lineage.name'), render: (item) => (item.path === null ? say(item.name) : <AppLink to={item.path}>{say(item.name)}</AppLink>) },
                { key: 'kind', title: t('lineage.kind'), render: ({ kind }) => kindName(kind, t) },
                { key: 'distance', title: t('lineage.distance'), align: 'right', render: ({ distance }) => <Num value={distance} /> },
              ]}
              rowKey={({ id }) => id}
            />
          )
        }
      </Loaded>
    </section>
  )
}
