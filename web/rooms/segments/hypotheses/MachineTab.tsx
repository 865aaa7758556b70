import { useTranslation } from 'react-i18next'
import { EmptyState } from '../../../ui/feedback/EmptyState.js'
import { DateText, Num } from '../../../ui/figures/Num.js'
import { StatusTag } from '../../../ui/figures/StatusTag.js'
import { formatPercent } from '../../../ui/format.js'
import { useSay } from '../../../ui/language/use-say.js'
import { AppLink } from '../../../ui/place/AppLink.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import { clusteringPath } from '../clusters/cluster-paths.js'
import { NewClustering } from '../clusters/NewClustering.js'
import { EVERYBODY } from './set-paths.js'
import type { SegmentSet } from './SetPage.js'

/** Clusterings of the set, each with its clusters. */
export function MachineTab({ set }: { readonly set: SegmentSet }) {
  const { t } = useTranslation('segments')
  const say = useSay()
  const locale = useFormatLocale()
  const make = set.universe.key === EVERYBODY ? <NewClustering size="small" /> : <NewClustering size="small" segment={set.universe.key} />
  if (set.clusterings.length === 0) return <EmptyState title={t('sets.noMachine.title')} why={t('sets.noMachine.why')} action={make} />
  return (
    <div className="life-panel">
      <p>{make}</p>
      {set.clusterings.map(({ key, name, run, clusters }) => (
        <section key={key} className="panel">
          <h2>
            <AppLink to={clusteringPath(key)}>{say(name)}</AppLink> {run === null ? <StatusTag tone="quiet">{t('sets.notRun')}</StatusTag> : <small className="soft"><DateText value={run.asOf} /></small>}
          </h2>
          {clusters.length > 0 && (
            <table className="plain-table set-clusters">
              <tbody>
                {clusters.toSorted((a, b) => (b.size ?? 0) - (a.size ?? 0)).map((one) => (
                  <tr key={one.cluster}>
                    <td className="figures soft">{one.cluster + 1}</td>
                    <th scope="row">{say(one.name)}</th>
                    <td className="right"><Num value={one.size} /></td>
                    <td className="right soft figures">{one.size !== null && run !== null && run.customers > 0 ? formatPercent(one.size / run.customers, locale, 1) : ''}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </section>
      ))}
    </div>
  )
}
