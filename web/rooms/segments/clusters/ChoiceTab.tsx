import { useTranslation } from 'react-i18next'
import { type clusterChoiceSchema, type clusterResultSchema } from '#segments/contract'
import { startedSchema } from '#platform/http/contract'
import type { z } from 'zod'
import { post } from '../../../api/client.js'
import { useMay } from '../../../api/session.js'
import { JobButton } from '../../../ui/action/JobButton.js'
import { Chart } from '../../../ui/charts/Chart.js'
import { lineChart } from '../../../ui/charts/line.js'
import { HelpHint } from '../../../ui/figures/HelpHint.js'
import { Num } from '../../../ui/figures/Num.js'
import { StatusTag } from '../../../ui/figures/StatusTag.js'
import { formatNumber } from '../../../ui/format.js'
import { useSay } from '../../../ui/language/use-say.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import { CLUSTERINGS, clusteringUrl } from './cluster-paths.js'

type Choice = z.infer<typeof clusterChoiceSchema>
type Candidate = Choice['candidates'][number]

const figures = [
  { key: 'silhouette', criterion: 'silhouette', source: 'Rousseeuw 1987', read: (one: Candidate) => one.silhouette },
  { key: 'gap', criterion: 'gap', source: 'Tibshirani, Walther, Hastie 2001', read: (one: Candidate) => one.gap.gap },
  { key: 'sk', criterion: '', source: 'Tibshirani, Walther, Hastie 2001', read: (one: Candidate) => one.gap.error },
  { key: 'calinski', criterion: 'calinski_harabasz', source: 'Calinski, Harabasz 1974', read: (one: Candidate) => one.calinskiHarabasz },
  { key: 'davies', criterion: 'davies_bouldin', source: 'Davies, Bouldin 1979', read: (one: Candidate) => one.daviesBouldin },
  { key: 'stability', criterion: 'stability', source: 'Hennig 2007; Hubert, Arabie 1985', read: (one: Candidate) => one.stability },
] as const

interface TableProps {
  readonly clustering: string
  readonly choice: Choice
  /** How many the run shown has. */
  readonly taken: number
}

/** Every figure of every number, whom each criterion chose, and a way to run with another number. */
function FigureTable({ clustering, choice, taken }: TableProps) {
  const { t } = useTranslation('segments')
  const locale = useFormatLocale()
  const mayWrite = useMay('segment.write')
  const says = new Map(choice.reasons.map(({ criterion, clusters }) => [criterion, clusters]))
  return (
    <div className="cluster-scroll">
      <table className="plain-table cluster-figures">
        <caption>{t('clusters.figures')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('clusters.count')}</th>
            {figures.map(({ key, source }) => (
              <th key={key} scope="col" className="right">
                {t(`clusters.${key}`)}
                {key !== 'sk' && <HelpHint name={t(`clusters.${key}`)} source={source}>{t(`clusters.helps.${key}`)}</HelpHint>}
              </th>
            ))}
            <th scope="col" className="right">{t('clusters.smallest')}</th>
            {mayWrite && <th scope="col" />}
          </tr>
        </thead>
        <tbody>
          {choice.candidates.map((one) => (
            <tr key={one.clusters} {...(one.clusters === taken ? { 'aria-current': true } : {})}>
              <th scope="row" className="figures">{one.clusters} {one.clusters === taken && <StatusTag tone="done">{t('clusters.chosen')}</StatusTag>}</th>
              {figures.map(({ key, criterion, read }) => {
                const isBest = says.get(criterion) === one.clusters
                return (
                  <td key={key} className="figures right" {...(isBest ? { title: t('clusters.best') } : {})}>
                    {isBest && <span className="cluster-best" aria-label={t('clusters.best')}>★ </span>}
                    {formatNumber(read(one), locale, key === 'calinski' ? 1 : 3)}
                  </td>
                )
              })}
              <td className="figures right"><Num value={one.smallest} /></td>
              {mayWrite && (
                <td className="right">
                  {one.clusters !== taken && (
                    <JobButton
                      size="small"
                      label={t('clusters.rerun', { clusters: one.clusters })}
                      refreshes={[CLUSTERINGS]}
                      confirm={{ title: t('clusters.rerunTitle', { clusters: one.clusters }), text: t('clusters.rerunWhat', { clusters: one.clusters }) }}
                      start={() => post(`${clusteringUrl(clustering)}/run`, { clusters: one.clusters }, startedSchema)}
                    />
                  )}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** How many clusters, who decided, and every figure of the choice. */
export function ChoiceTab({ clustering, result }: { readonly clustering: string; readonly result: z.infer<typeof clusterResultSchema> }) {
  const { t } = useTranslation('segments')
  const say = useSay()
  const { choice, decision, run } = result
  if (choice === null) return <p className="soft">{run.fixed === undefined ? t('clusters.given') : t('clusters.fixedAlone', { clusters: run.fixed })}</p>
  const line = (name: string, read: (candidate: Candidate) => number) => ({
    name,
    points: choice.candidates.map((candidate) => ({
      at: String(candidate.clusters).padStart(2, '0'),
      value: read(candidate),
      ...(candidate.clusters === run.clusters ? { mark: t('clusters.chosen') } : {}),
    })),
  })
  const rows = [line(t('clusters.silhouette'), ({ silhouette }) => silhouette), line(t('clusters.stability'), ({ stability }) => stability), line(t('clusters.gap'), ({ gap }) => gap.gap)]
  return (
    <div className="life-panel">
      <section className="panel">
        <h2>{t('clusters.decided')}</h2>
        {run.fixed !== undefined && <p>{t('clusters.fixedNote', { clusters: run.fixed })}</p>}
        <ul className="cluster-decision">
          {(decision ?? choice.reasons.map(({ text }) => text)).map((text) => (
            <li key={text.zh}>{say(text)}</li>
          ))}
        </ul>
        {!choice.stable && <p className="tone-warm">{t('clusters.unstable')}</p>}
      </section>
      <section className="panel">
        <FigureTable clustering={clustering} choice={choice} taken={run.clusters} />
      </section>
      <Chart chart={lineChart} rows={rows} options={{ format: { kind: 'number', digits: 3 }, atLabel: t('clusters.count') }} title={t('clusters.choice', { clusters: choice.clusters })} fileName="clusters" />
    </div>
  )
}
