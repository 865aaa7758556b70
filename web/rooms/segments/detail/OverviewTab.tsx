import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { segmentSchema } from '#segments/contract'
import { Chart } from '../../../ui/charts/Chart.js'
import { lineChart } from '../../../ui/charts/line.js'
import { ErrorPanel } from '../../../ui/feedback/ErrorPanel.js'
import { DateText, Num, Percent } from '../../../ui/figures/Num.js'
import { StatTile } from '../../../ui/figures/StatTile.js'
import { useSay } from '../../../ui/language/use-say.js'
import { PlannedEvents } from '../../../ui/page/PlannedEvents.js'
import { partsOf } from '../builder/segment-draft.js'
import { RuleWaterfall, StepsTable } from '../builder/LiveResult.js'
import { usePreview } from '../use-preview.js'
import type { SegmentDetail } from './SegmentPage.js'

function Tiles({ segment, preview }: { segment: SegmentDetail; preview: ReturnType<typeof usePreview>['data'] }) {
  const { t } = useTranslation('segments')
  const { latest, key } = segment
  const count = preview?.count
  return (
    <div className="stat-tiles">
      <StatTile
        label={t('detail.size')}
        value={<Num value={latest?.size} />}
        note={latest ? t('detail.sizeNote', { version: latest.version, asOf: latest.asOf }) : t('detail.noSnapshot')}
        {...(latest ? { to: `/customers/segments/${encodeURIComponent(key)}?tab=members` } : {})}
      />
      <StatTile label={t('detail.now')} value={<Num value={count} />} note={preview && <DateText value={preview.asOf} />} />
      <StatTile
        label={t('detail.share')}
        value={<Percent value={preview && count !== null && count !== undefined && preview.total > 0 ? count / preview.total : null} />}
        note={preview && <Num value={preview.total} />}
      />
    </div>
  )
}

function Runs({ segment }: { readonly segment: SegmentDetail }) {
  const { t } = useTranslation('segments')
  const say = useSay()
  const { runs, name } = segment
  if (runs.length === 0) return null
  const points = runs.toSorted((a, b) => a.asOf.localeCompare(b.asOf)).map(({ asOf, size }) => ({ at: asOf, value: size }))
  return (
    <>
      {new Set(points.map(({ at }) => at)).size > 1 && (
        <Chart
          chart={lineChart}
          rows={[{ name: t('detail.trendLine'), points }]}
          options={{ format: { kind: 'count' }, fromZero: true, atLabel: t('detail.businessDate') }}
          title={t('detail.trend', { name: say(name) })}
          fileName={`segment-${segment.key}`}
        />
      )}
      <section className="panel">
        <h2>{t('detail.runs')}</h2>
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">{t('detail.businessDate')}</th>
              <th scope="col">{t('detail.version')}</th>
              <th scope="col" className="right">{t('detail.people')}</th>
              <th scope="col">{t('detail.taken')}</th>
            </tr>
          </thead>
          <tbody>
            {runs.map((run) => (
              <tr key={run.runId}>
                <td><DateText value={run.asOf} /></td>
                <td><Num value={run.version} /></td>
                <td className="right"><Num value={run.size} /></td>
                <td><DateText value={run.takenAt} /></td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  )
}

/** The rule in words, what each condition takes out, and the snapshots over time. */
export function OverviewTab({ segment }: { readonly segment: SegmentDetail }) {
  const { t } = useTranslation('segments')
  const say = useSay()
  const parsed = segmentSchema.safeParse(segment.body)
  const parts = useMemo(() => partsOf(segment.body), [segment.body])
  const preview = usePreview(parsed.success ? parsed.data.rule : null, parts)
  return (
    <div className="overview">
      <p className="live-sentence">
        <span className="visually-hidden">{t('detail.sentence')}</span>
        {say(segment.sentence)}
      </p>
      {parsed.success && <PlannedEvents of={parsed.data.rule} />}
      <Tiles segment={segment} preview={preview.data} />
      {preview.error && <ErrorPanel error={preview.error} onRetry={() => void preview.refetch()} />}
      {preview.data && preview.data.steps.length > 0 && (
        <>
          <RuleWaterfall preview={preview.data} />
          <section className="panel">
            <StepsTable preview={preview.data} />
          </section>
        </>
      )}
      <Runs segment={segment} />
    </div>
  )
}
