import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { segmentLifeSchema, segmentRefreshes, segmentSchema, type SegmentLife } from '#segments/contract'
import { put } from '../../../api/client.js'
import { useAction, useRefresh } from '../../../api/query.js'
import { useMay } from '../../../api/session.js'
import { ConfirmButton } from '../../../ui/action/ConfirmButton.js'
import { ErrorPanel } from '../../../ui/feedback/ErrorPanel.js'
import { HelpHint } from '../../../ui/figures/HelpHint.js'
import { formatNumber } from '../../../ui/format.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import type { SegmentDetail } from '../detail/SegmentPage.js'
import { DEFINITIONS, SEGMENTS, segmentUrl } from '../segment-paths.js'
import { Subscriptions } from './Subscriptions.js'
import { Webhooks } from './Webhooks.js'

/** How a segment's body says it lives. */
export function lifeOf(body: unknown): SegmentLife {
  const parsed = segmentSchema.safeParse(body)
  return { refresh: parsed.success ? (parsed.data.refresh ?? 'never') : 'never', frozen: parsed.success && parsed.data.frozen === true }
}

function Schedule({ segment }: { readonly segment: SegmentDetail }) {
  const { t } = useTranslation('segments')
  const locale = useFormatLocale()
  const mayWrite = useMay('segment.write')
  const refresh = useRefresh()
  const life = lifeOf(segment.body)
  const write = (next: SegmentLife) => put(`${segmentUrl(segment.key)}/life`, next, segmentLifeSchema, {})
  const change = useAction(write, { refreshes: [SEGMENTS, DEFINITIONS] })
  const freeze = async (frozen: boolean) => {
    await write({ ...life, frozen })
    await refresh(SEGMENTS, DEFINITIONS)
  }
  const { latest } = segment
  const isBlocked = !mayWrite || segment.version === null || segment.hasDraft
  return (
    <section className="panel">
      <h2>{t('life.schedule')} <HelpHint name={t('life.schedule')}>{t('life.scheduleHelp')}</HelpHint></h2>
      <div className="member-choice">
        <Select<SegmentLife['refresh']>
          aria-label={t('life.schedule')}
          className="run-select"
          value={life.refresh}
          disabled={isBlocked || life.frozen}
          loading={change.isPending}
          onChange={(next) => change.mutate({ ...life, refresh: next })}
          options={(['never', ...segmentRefreshes] as const).map((value) => ({ value, label: t(`life.refreshes.${value}`) }))}
        />
        {latest !== null && !isBlocked && (
          <ConfirmButton
            label={t(life.frozen ? 'life.thaw' : 'life.freeze')}
            title={t(life.frozen ? 'life.thawTitle' : 'life.freezeTitle', { asOf: latest.asOf })}
            onConfirm={() => freeze(!life.frozen)}
          >
            <p>{t(life.frozen ? 'life.thawWhat' : 'life.freezeWhat', { shown: formatNumber(latest.size, locale), asOf: latest.asOf, uses: segment.usedBy.length })}</p>
          </ConfirmButton>
        )}
      </div>
      {life.frozen && latest !== null && <p>{t('life.frozenNote', { asOf: latest.asOf, shown: formatNumber(latest.size, locale) })}</p>}
      {segment.version === null && <p className="soft">{t('detail.notPublishedWhy')}</p>}
      {segment.version !== null && segment.hasDraft && <p className="soft">{t('life.draftFirst')}</p>}
      {change.error && <ErrorPanel error={change.error} />}
    </section>
  )
}

/** How a segment is kept fresh, who is told of its size, and who outside is told of its members. */
export function LifeTab({ segment }: { readonly segment: SegmentDetail }) {
  return (
    <div className="overview">
      <Schedule segment={segment} />
      <Subscriptions segment={segment} />
      <Webhooks segment={segment} />
    </div>
  )
}
