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

interface LifeProps {
  readonly segment: SegmentDetail
  readonly life: SegmentLife
}

const writeLife = (key: string, life: SegmentLife) => put(`${segmentUrl(key)}/life`, life, segmentLifeSchema, {})

/** Keeps the members as they are in the newest snapshot, or lets them follow the rule again. */
function FreezeButton({ segment, life }: LifeProps) {
  const { t } = useTranslation('segments')
  const locale = useFormatLocale()
  const refresh = useRefresh()
  const { latest } = segment
  if (latest === null) return null
  const freeze = async () => {
    await writeLife(segment.key, { ...life, frozen: !life.frozen })
    await refresh(SEGMENTS, DEFINITIONS)
  }
  const words = life.frozen ? (['life.thaw', 'life.thawTitle', 'life.thawWhat'] as const) : (['life.freeze', 'life.freezeTitle', 'life.freezeWhat'] as const)
  const [label, title, what] = words
  return (
    <ConfirmButton label={t(label)} title={t(title, { asOf: latest.asOf })} onConfirm={freeze}>
      <p>{t(what, { shown: formatNumber(latest.size, locale), asOf: latest.asOf, uses: segment.usedBy.length })}</p>
    </ConfirmButton>
  )
}

/** Why nothing can be changed here, or what being frozen means. */
function LifeNotes({ segment: { version, hasDraft, latest }, life }: LifeProps) {
  const { t } = useTranslation('segments')
  const locale = useFormatLocale()
  return (
    <>
      {life.frozen && latest !== null && <p>{t('life.frozenNote', { asOf: latest.asOf, shown: formatNumber(latest.size, locale) })}</p>}
      {version === null && <p className="soft">{t('detail.notPublishedWhy')}</p>}
      {version !== null && hasDraft && <p className="soft">{t('life.draftFirst')}</p>}
    </>
  )
}

function Schedule({ segment }: { readonly segment: SegmentDetail }) {
  const { t } = useTranslation('segments')
  const mayWrite = useMay('segment.write')
  const life = lifeOf(segment.body)
  const change = useAction((next: SegmentLife) => writeLife(segment.key, next), { refreshes: [SEGMENTS, DEFINITIONS] })
  const isBlocked = !mayWrite || segment.version === null || segment.hasDraft
  return (
    <section className="panel life-panel">
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
        {!isBlocked && <FreezeButton segment={segment} life={life} />}
      </div>
      <LifeNotes segment={segment} life={life} />
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
