import { useTranslation } from 'react-i18next'
import { segmentListSchema } from '#segments/contract'
import { useApi } from '../../../api/query.js'
import { EmptyState } from '../../../ui/feedback/EmptyState.js'
import { useSay } from '../../../ui/language/use-say.js'
import { SEGMENTS } from '../segment-paths.js'
import { RetentionTab } from './RetentionTab.js'
import type { SegmentDetail } from './SegmentPage.js'

/** A year before a date. */
export const yearBefore = (date: string): string => `${Number(date.slice(0, 4)) - 1}${date.slice(4)}`.replace('-02-29', '-02-28')

/** Who stayed of a segment: by its oldest snapshot to begin with, against everybody or other segments. */
export function SegmentRetention({ segment }: { readonly segment: SegmentDetail }) {
  const { t } = useTranslation('segments')
  const say = useSay()
  const all = useApi(SEGMENTS, segmentListSchema).data?.items ?? []
  const [newest, oldest] = [segment.runs[0], segment.runs.at(-1)]
  if (newest === undefined || oldest === undefined) return <EmptyState title={t('detail.noSnapshot')} why={t('detail.noSnapshotWhy')} />
  const options = [
    ...segment.runs.map(({ runId, asOf }) => ({ value: `segment:${segment.key}:${runId}`, label: `${say(segment.name)} · ${asOf}` })),
    { value: 'all', label: t('clusters.everybody') },
    ...all.flatMap(({ key, name, latest }) => (key === segment.key || latest === null ? [] : [{ value: `segment:${key}:${latest.runId}`, label: `${say(name)} · ${latest.asOf}` }])),
  ]
  return <RetentionTab options={options} begin={[`segment:${segment.key}:${oldest.runId}`, 'all']} from={oldest.asOf < newest.asOf ? oldest.asOf : yearBefore(newest.asOf)} />
}
