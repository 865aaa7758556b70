import { useTranslation } from 'react-i18next'
import { rejectListSchema } from '#events/contract'
import { startedSchema } from '#platform/http/contract'
import { post, urlOf } from '../../api/client.js'
import { getFile } from '../../api/file.js'
import { useApi } from '../../api/query.js'
import { useMay } from '../../api/session.js'
import { DownloadButton } from '../../ui/action/DownloadButton.js'
import { JobButton } from '../../ui/action/JobButton.js'
import { DateText } from '../../ui/figures/Num.js'
import { useSay } from '../../ui/language/use-say.js'
import { ListPage } from '../../ui/list/ListPage.js'
import { useList } from '../../ui/list/use-list.js'
import { useUrlState } from '../../ui/place/scope.js'
import { EVENTS } from './events-paths.js'

const DAYS = 30

const csvUrl = (code: string | null): string => urlOf(`${EVENTS}/rejects.csv`, { code })

/** Events that were not taken, each with its reason; they can be processed again after a fix. */
export function RejectsTab() {
  const { t } = useTranslation('events')
  const say = useSay()
  const [search] = useUrlState()
  const mayManage = useMay('event.manage')
  const mayDownload = useMay('data.rejects')
  const code = search.get('code')
  const list = useList({ path: `${EVENTS}/rejects`, schema: rejectListSchema, keys: ['code'], limit: 50 })
  const counts = useApi(`${EVENTS}/rejects`, rejectListSchema, { query: { limit: 1 } }).data?.counts ?? []
  return (
    <ListPage
      name="event-rejects"
      title={t('tab.rejects')}
      embedded
      list={list}
      columns={[
        { key: 'at', title: t('reject.at'), always: true, render: ({ at }) => <DateText value={at} seconds /> },
        { key: 'code', title: t('reject.code'), render: ({ message }) => say(message) },
        { key: 'lib', title: t('reject.lib'), render: ({ lib, libVersion }) => `${lib} ${libVersion}` },
        { key: 'key', title: t('reject.key'), render: ({ writeKey }) => writeKey },
        { key: 'masked', title: t('reject.masked'), render: ({ masked }) => <code className="event-sample">{masked}</code> },
      ]}
      rowKey={({ id }) => id}
      filters={[{ kind: 'choice', key: 'code', label: t('reject.code'), choices: counts.map((each) => ({ value: each.code, label: `${say(each.message)} (${each.count})` })) }]}
      empty={{ title: t('reject.emptyTitle'), why: t('reject.emptyWhy') }}
    >
      <div className="event-actions">
        {mayDownload && list.rows.length > 0 && <DownloadButton label={t('reject.csv')} fileName="event-rejects.csv" load={() => getFile(csvUrl(code))} />}
        {mayManage && list.rows.length > 0 && <JobButton label={t('reject.replay')} hint={t('reject.replayWhy', { days: DAYS })} start={() => post(`${EVENTS}/rejects/replay`, { days: DAYS, ...(code === null ? {} : { code }) }, startedSchema)} refreshes={[EVENTS]} />}
      </div>
    </ListPage>
  )
}
