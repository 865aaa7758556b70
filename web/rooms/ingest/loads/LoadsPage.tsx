import { useTranslation } from 'react-i18next'
import { loadSchema } from '#ingest/contract'
import { useDefinitions } from '../../../api/definitions.js'
import { useSay } from '../../../ui/language/use-say.js'
import { ListPage } from '../../../ui/list/ListPage.js'
import { useList } from '../../../ui/list/use-list.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import { ImportLink } from '../ImportLink.js'
import { loadColumns } from './load-columns.js'
import { loadPageSchema } from './load-page-schema.js'

const BRISK = 2000

/** Every load, newest first. */
export function LoadsPage() {
  const { t } = useTranslation('ingest')
  const say = useSay()
  const locale = useFormatLocale()
  const sources = useDefinitions('source').data?.items ?? []
  const list = useList({
    path: '/api/v1/data/loads',
    schema: loadPageSchema,
    keys: ['source', 'status'],
    limit: 50,
    refetchInterval: (rows) => (rows.some(({ status }) => status === 'running') ? BRISK : false),
  })
  return (
    <ListPage
      name="loads"
      title={t('loads.title')}
      purpose={t('loads.purpose')}
      actions={<ImportLink />}
      list={list}
      columns={loadColumns({ t, say, locale })}
      rowKey={({ id }) => id}
      rowLink={({ id }) => `/data/loads/${id}`}
      filters={[
        {
          kind: 'choice',
          key: 'source',
          label: t('load.source'),
          choices: sources.map(({ key, name }) => ({ value: key, label: say(name) })),
        },
        {
          kind: 'choice',
          key: 'status',
          label: t('load.status'),
          choices: loadSchema.shape.status.options.map((value) => ({ value, label: t(`status.${value}`) })),
        },
      ]}
      empty={{ title: t('loads.empty.title'), why: t('loads.empty.why'), action: <ImportLink /> }}
    />
  )
}
