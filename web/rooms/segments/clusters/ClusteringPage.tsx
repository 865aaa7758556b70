import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import type { z } from 'zod'
import { clusteringDetailSchema, clusterResultSchema } from '#segments/contract'
import { useApi } from '../../../api/query.js'
import { useMay } from '../../../api/session.js'
import { Loaded } from '../../../ui/feedback/Loaded.js'
import { formatNumber, formatPercent } from '../../../ui/format.js'
import { DateText, Num } from '../../../ui/figures/Num.js'
import { useSay } from '../../../ui/language/use-say.js'
import { ObjectHeader, ObjectPage } from '../../../ui/page/ObjectPage.js'
import { AppLink } from '../../../ui/place/AppLink.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import { ChoiceTab } from './ChoiceTab.js'
import { clusteringUrl, clusterRunUrl, editClusteringPath } from './cluster-paths.js'
import { ArchiveButton } from '../Archive.js'
import { ClusterPanel } from './ClusterPanel.js'
import { RunButtons } from './RunButtons.js'
import '../segments.css'
import './clusters.css'

type Detail = z.infer<typeof clusteringDetailSchema>

function RunsTab({ runs }: { readonly runs: Detail['runs'] }) {
  const { t } = useTranslation('segments')
  const locale = useFormatLocale()
  return (
    <table className="plain-table">
      <thead>
        <tr>
          {(['asOf', 'taken', 'kind', 'count', 'customers', 'changed', 'psi'] as const).map((name) => (
            <th key={name} scope="col">{t(`clusters.${name}`)}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {runs.map((run) => (
          <tr key={run.runId}>
            <td><DateText value={run.asOf} /></td>
            <td><DateText value={run.takenAt} /></td>
            <td>{run.fixed !== undefined ? t('clusters.foundFixed', { clusters: run.fixed }) : t(run.trainedRun === run.runId ? 'clusters.found' : 'clusters.assigned')}</td>
            <td><Num value={run.clusters} /></td>
            <td><Num value={run.customers} /></td>
            <td>{run.drift === null ? '' : formatPercent(run.drift.changed, locale, 1)}</td>
            <td className={run.drift?.alarm === true ? 'tone-warm' : ''}>{run.drift === null ? '' : formatNumber(run.drift.psi, locale, 3)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** To the wizard, for the next version. */
function EditLink({ clustering }: { readonly clustering: string }) {
  const { t } = useTranslation('segments')
  return useMay('segment.write') ? <AppLink to={editClusteringPath(clustering)}>{t('clusters.edit')}</AppLink> : null
}

function Results({ clustering, run }: { readonly clustering: Detail; readonly run: number }) {
  const { t } = useTranslation('segments')
  const say = useSay()
  const result = useApi(clusterRunUrl(clustering.key, run), clusterResultSchema)
  return (
    <Loaded query={result}>
      {(data) => {
        const order = new Map(data.sizes.map(({ cluster, size }) => [cluster, size ?? 0]))
        const cards = data.cards.toSorted((a, b) => (order.get(b.cluster) ?? 0) - (order.get(a.cluster) ?? 0))
        const tabs = [
          { key: 'cards', label: t('clusters.cards'), content: cards.map((card) => <ClusterPanel key={card.cluster} clustering={clustering.key} result={data} card={card} />) },
          { key: 'choice', label: t('clusters.why'), content: <ChoiceTab clustering={clustering.key} result={data} /> },
          { key: 'runs', label: t('clusters.runs'), content: <RunsTab runs={clustering.runs} /> },
        ]
        const header = (
          <ObjectHeader
            name={say(clustering.name)}
            parent={{ label: t('clusters.title'), to: '/customers/clusters' }}
            version={clustering.version}
            asOf={data.run.asOf}
            note={t(`clusters.kernels.${data.kernel}`)}
            actions={<><EditLink clustering={clustering.key} /><ArchiveButton kind="clustering" definitionKey={clustering.key} name={say(clustering.name)} /><RunButtons clustering={clustering.key} isPublished={clustering.version !== null} hasRun /></>}
          />
        )
        return <ObjectPage header={header} tabs={tabs} />
      }}
    </Loaded>
  )
}

/** A clustering: its clusters, why so many, and its runs. */
export function ClusteringPage() {
  const { key = '' } = useParams()
  const { t } = useTranslation('segments')
  const say = useSay()
  const clustering = useApi(clusteringUrl(key), clusteringDetailSchema)
  return (
    <Loaded query={clustering}>
      {(data) => {
        const newest = data.runs[0]
        if (newest !== undefined) return <Results clustering={data} run={newest.runId} />
        return (
          <>
            <ObjectHeader
              name={say(data.name)}
              parent={{ label: t('clusters.title'), to: '/customers/clusters' }}
              version={data.version}
              actions={<><EditLink clustering={key} /><ArchiveButton kind="clustering" definitionKey={key} name={say(data.name)} /><RunButtons clustering={key} isPublished={data.version !== null} hasRun={false} /></>}
            />
            <p className="soft">{t('clusters.notRunWhy')}</p>
          </>
        )
      }}
    </Loaded>
  )
}
