import { useTranslation } from 'react-i18next'
import type { clusterChoiceSchema } from '#segments/contract'
import type { z } from 'zod'
import { Chart } from '../../../ui/charts/Chart.js'
import { lineChart } from '../../../ui/charts/line.js'
import { useSay } from '../../../ui/language/use-say.js'

type Choice = z.infer<typeof clusterChoiceSchema>

/** How many clusters, and why. */
export function ChoiceTab({ choice }: { readonly choice: Choice | null }) {
  const { t } = useTranslation('segments')
  const say = useSay()
  if (choice === null) return <p className="soft">{t('clusters.given')}</p>
  const line = (name: string, read: (candidate: Choice['candidates'][number]) => number) => ({
    name,
    points: choice.candidates.map((candidate) => ({
      at: String(candidate.clusters).padStart(2, '0'),
      value: read(candidate),
      ...(candidate.clusters === choice.clusters ? { mark: t('clusters.chosen') } : {}),
    })),
  })
  const rows = [line(t('clusters.silhouette'), ({ silhouette }) => silhouette), line(t('clusters.stability'), ({ stability }) => stability), line(t('clusters.gap'), ({ gap }) => gap.gap)]
  return (
    <>
      <Chart chart={lineChart} rows={rows} options={{ format: { kind: 'number', digits: 3 }, atLabel: t('clusters.count') }} title={t('clusters.choice', { clusters: choice.clusters })} fileName="clusters" />
      <ul>
        {choice.reasons.map(({ criterion, text }) => (
          <li key={criterion}>{say(text)}</li>
        ))}
      </ul>
      {!choice.stable && <p className="tone-warm">{t('clusters.unstable')}</p>}
    </>
  )
}
