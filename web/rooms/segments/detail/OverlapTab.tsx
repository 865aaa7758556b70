import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useQuery } from '@tanstack/react-query'
import { overlapSchema, segmentListSchema, type Overlap } from '#segments/contract'
import { post } from '../../../api/client.js'
import type { ApiError } from '../../../api/problem.js'
import { useApi } from '../../../api/query.js'
import { EmptyState } from '../../../ui/feedback/EmptyState.js'
import { Loaded } from '../../../ui/feedback/Loaded.js'
import { Num, Percent } from '../../../ui/figures/Num.js'
import { useSay } from '../../../ui/language/use-say.js'
import { useUrlState } from '../../../ui/place/scope.js'
import { SEGMENTS } from '../segment-paths.js'
import { RegionTable } from './RegionTable.js'
import { matrixOf } from './overlap-matrix.js'
import type { SegmentDetail } from './SegmentPage.js'

const MOST = 12

function Matrix({ overlap, nameOf }: { overlap: Overlap; nameOf: (key: string) => string }) {
  const { t } = useTranslation('segments')
  const rows = matrixOf(overlap)
  return (
    <table className="plain-table overlap-matrix">
      <caption className="visually-hidden">{t('overlap.title')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('overlap.segment')}</th>
          {rows.map(({ key }) => (
            <th key={key} scope="col" className="right">{nameOf(key)}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, size, cells }) => (
          <tr key={key}>
            <th scope="row">{nameOf(key)}</th>
            {cells.map((both, at) => (
              <td key={rows[at]?.key} style={{ background: `color-mix(in srgb, var(--accent-soft) ${Math.round(size === 0 ? 0 : (both / size) * 100)}%, transparent)` }}>
                <Num value={both} />
                {rows[at]?.key !== key && size > 0 && <small><Percent value={both / size} of={{ part: both, total: size }} /></small>}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** How many customers this segment shares with others; the choice is kept in the URL. */
export function OverlapTab({ segment }: { readonly segment: SegmentDetail }) {
  const { t } = useTranslation('segments')
  const say = useSay()
  const [search, change] = useUrlState()
  const all = useApi(SEGMENTS, segmentListSchema).data?.items ?? []
  const chosen = (search.get('with') ?? '').split(',').filter((key) => all.some((one) => one.key === key && one.latest !== null))
  const keys = [segment.key, ...chosen]
  const overlap = useQuery<Overlap, ApiError>({
    queryKey: ['segment-overlap', keys, segment.latest?.runId],
    queryFn: ({ signal }) => post(`${SEGMENTS}/overlap`, { keys }, overlapSchema, { signal }),
    enabled: chosen.length > 0 && segment.latest !== null,
  })
  const nameOf = (key: string) => say(all.find((one) => one.key === key)?.name ?? { zh: key })
  if (segment.latest === null) return <EmptyState title={t('detail.noSnapshot')} why={t('detail.noSnapshotWhy')} />
  return (
    <div className="overview">
      <p className="soft">{t('overlap.what')}</p>
      <Select
        mode="multiple"
        aria-label={t('overlap.pick')}
        placeholder={t('overlap.choose')}
        maxCount={MOST - 1}
        value={chosen}
        onChange={(next: string[]) => change({ with: next.join(',') }, { replace: true })}
        options={all
          .filter(({ key }) => key !== segment.key)
          .map(({ key, name, latest }) => ({
            value: key,
            label: latest === null ? t('overlap.needSnapshot', { name: say(name) }) : say(name),
            disabled: latest === null,
          }))}
      />
      {chosen.length > 0 && <Loaded query={overlap}>{(data) => (
        <>
          <Matrix overlap={data} nameOf={nameOf} />
          <RegionTable overlap={data} nameOf={nameOf} />
        </>
      )}</Loaded>}
    </div>
  )
}
