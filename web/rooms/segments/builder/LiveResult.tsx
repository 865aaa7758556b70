import { Alert } from 'antd'
import { useTranslation } from 'react-i18next'
import type { UseQueryResult } from '@tanstack/react-query'
import type { RuleDocument } from '#kernel/rule'
import type { SegmentPreview } from '#segments/contract'
import type { ApiError } from '../../../api/problem.js'
import { Chart } from '../../../ui/charts/Chart.js'
import { waterfallChart } from '../../../ui/charts/waterfall.js'
import { ErrorPanel } from '../../../ui/feedback/ErrorPanel.js'
import { Num } from '../../../ui/figures/Num.js'
import { formatDuration, formatNumber, formatPercent } from '../../../ui/format.js'
import { useSay } from '../../../ui/language/use-say.js'
import { PlannedEvents } from '../../../ui/page/PlannedEvents.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import { waterfallRows, worstStep } from '../waterfall-rows.js'

/** Each condition with how many meet it alone, and how many are left after it. */
export function StepsTable({ preview }: { readonly preview: SegmentPreview }) {
  const { t } = useTranslation('segments')
  const say = useSay()
  return (
    <table className="plain-table steps-table">
      <caption className="visually-hidden">{t('live.stepsTable')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('live.condition')}</th>
          <th scope="col" className="right">{t('live.alone')}</th>
          <th scope="col" className="right">{t('live.left')}</th>
        </tr>
      </thead>
      <tbody>
        {preview.steps.map((step, at) => (
          <tr key={`${step.path} ${step.sentence.zh}`}>
            <td>
              <span className="soft figures">{at + 1}</span> {say(step.sentence)}
            </td>
            <td className="right"><Num value={step.alone} /></td>
            <td className="right"><Num value={step.left} /></td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** How the conditions narrow the customers down, one after the other. */
export function RuleWaterfall({ preview, most = 18 }: { readonly preview: SegmentPreview; readonly most?: number }) {
  const { t } = useTranslation('segments')
  const say = useSay()
  const worst = worstStep(preview)
  return (
    <Chart
      chart={waterfallChart}
      rows={waterfallRows(preview, say, t('live.all'), most)}
      options={{ endLabel: t('live.end') }}
      title={worst ? t('live.waterfallTitle', { worst: `“${say(worst.sentence)}”` }) : t('live.waterfallPlain')}
      note={t('live.waterfallNote')}
      fileName="segment-waterfall"
    />
  )
}

function Counted({ preview, isStale }: { preview: SegmentPreview; isStale: boolean }) {
  const { t } = useTranslation('segments')
  const locale = useFormatLocale()
  const { count, total } = preview
  const share = count === null || total === 0 ? null : count / total
  return (
    <div>
      <p className="soft">{t('live.count')}</p>
      <p className={`live-count figures ${isStale ? 'is-stale' : ''}`} aria-live="polite">
        {count === null ? t('live.hidden') : <Num value={count} />}
      </p>
      {share !== null && (
        <p className="figures">{t('live.ofTotal', { total: formatNumber(total, locale), share: formatPercent(share, locale) })}</p>
      )}
      <p className="soft figures">
        {t('live.took', { time: formatDuration(preview.milliseconds, locale), asOf: preview.asOf })}
      </p>
    </div>
  )
}

function BlockedNote({ blocked }: { readonly blocked: SegmentPreview['blocked'] }) {
  const { t } = useTranslation('segments')
  const tables = blocked.map(({ table, rule, asOf }) => t('live.blockedTable', { table, rule, asOf }))
  return <Alert type="warning" showIcon title={t('live.blocked', { tables: tables.join('; ') })} />
}

interface Props {
  readonly query: UseQueryResult<SegmentPreview, ApiError>
  readonly isWhole: boolean
  readonly rule: RuleDocument
}

/** The right side of the builder: how many, in words, and what each condition takes out. */
export function LiveResult({ query, isWhole, rule }: Props) {
  const { t } = useTranslation('segments')
  const say = useSay()
  const { data, error, isPlaceholderData } = query
  return (
    <aside className="live-result" aria-label={t('live.title')}>
      <div className="live-head">
        {data && <Counted preview={data} isStale={isPlaceholderData || !isWhole} />}
        {data && (
          <p className="live-sentence">
            <span className="visually-hidden">{t('live.sentence')}</span>
            {say(data.sentence)}
          </p>
        )}
        {isWhole && <PlannedEvents of={rule} isAside />}
        {/* Below what stays, so that nothing moves while a condition is written. */}
        {!isWhole && <p className="tone-warm">{t('builder.unfinished')}</p>}
        {isWhole && error && <ErrorPanel error={error} onRetry={() => void query.refetch()} />}
        {data && data.blocked.length > 0 && <BlockedNote blocked={data.blocked} />}
      </div>
      {data && data.steps.length > 0 && (
        <div className="live-more">
          <RuleWaterfall preview={data} most={5} />
          <StepsTable preview={data} />
        </div>
      )}
    </aside>
  )
}
