import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import type { z } from 'zod'
import { listDetailSchema } from '#strategy/contract'
import { useApi } from '../../../api/query.js'
import { useMay } from '../../../api/session.js'
import { Loaded } from '../../../ui/feedback/Loaded.js'
import { formatInstant } from '../../../ui/format.js'
import { ObjectHeader, ObjectPage } from '../../../ui/page/ObjectPage.js'
import { AppLink } from '../../../ui/place/AppLink.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import { ListStatusTag } from '../ListStatusTag.js'
import { ArmsDrawn } from './ArmsDrawn.js'
import { Decisions } from './Decisions.js'
import { Dispatch } from './Dispatch.js'
import { ExportForm } from './ExportForm.js'
import { Members } from './Members.js'
import { ReleasePanel } from './ReleasePanel.js'
import { Waterfall } from './Waterfall.js'
import '../strategy.css'

export type ListDetail = z.infer<typeof listDetailSchema>

function Overview({ list }: { readonly list: ListDetail }) {
  return (
    <div className="form-parts">
      {list.status !== 'RELEASED' && <ReleasePanel list={list} />}
      {list.status === 'RELEASED' && <Dispatch list={list} />}
      <Waterfall list={list} />
      <ArmsDrawn list={list} />
    </div>
  )
}

function ListView({ list }: { readonly list: ListDetail }) {
  const { t } = useTranslation('strategy')
  const locale = useFormatLocale()
  const maySee = useMay('customer.read')
  const mayExport = useMay('customer.export')
  const tabs = [
    { key: 'overview', label: t('one.overview'), content: <Overview list={list} /> },
    ...(maySee ? [{ key: 'members', label: t('list.members'), content: <Members id={list.id} /> }] : []),
    ...(maySee && list.status === 'RELEASED' ? [{ key: 'decisions', label: t('list.decisions'), content: <Decisions id={list.id} /> }] : []),
  ]
  return (
    <ObjectPage
      header={
        <ObjectHeader
          name={t('list.name', { id: list.id })}
          parent={{ label: t('list.title'), to: '/strategy/lists' }}
          status={<ListStatusTag status={list.status} />}
          owner={list.author.name}
          asOf={list.asOf}
          note={
            <>
              <AppLink to={`/strategy/strategies/${encodeURIComponent(list.strategy)}`}>{list.strategy}</AppLink>{' '}
              {t('list.note', { version: list.strategyVersion, segment: list.segment, segmentVersion: list.segmentVersion, at: formatInstant(list.createdAt, locale) })}
            </>
          }
          actions={mayExport && <ExportForm label={t('list.export')} path={`/api/v1/lists/${list.id}/members.csv`} fileName={`list-${list.strategy}-${list.id}.csv`} />}
        />
      }
      tabs={tabs}
    />
  )
}

/** One frozen list: how it came about, who is in it, its release and dispatch. */
export function ListDetailPage() {
  const { id = '' } = useParams()
  const list = useApi(`/api/v1/lists/${encodeURIComponent(id)}`, listDetailSchema)
  return <Loaded query={list}>{(detail) => <ListView list={detail} />}</Loaded>
}
