import { useTranslation } from 'react-i18next'
import { linkRunsSchema } from '#identity/contract'
import { useApi } from '../../../api/query.js'
import { Loaded } from '../../../ui/feedback/Loaded.js'
import { DateText, Num, Percent } from '../../../ui/figures/Num.js'
import { ListTable } from '../../../ui/list/ListTable.js'
import { IDENTITY } from '../identity-paths.js'

/** Link runs that were applied, newest first. */
export function RunsTable() {
  const { t } = useTranslation('identity')
  const runs = useApi(`${IDENTITY}/runs`, linkRunsSchema)
  return (
    <section>
      <h2>{t('runs.title')}</h2>
      <Loaded query={runs} rows={3}>
        {({ items }) => (
          <ListTable
            rows={items}
            rowKey={({ runId }) => String(runId)}
            columns={[
              { key: 'at', title: t('runs.at'), render: ({ at }) => <DateText value={at} /> },
              { key: 'asOf', title: t('runs.asOf'), render: ({ asOf }) => <DateText value={asOf} /> },
              { key: 'rules', title: t('runs.rules'), render: ({ rulesVersion }) => (rulesVersion === null ? t('runs.builtIn') : <Num value={rulesVersion} />) },
              { key: 'compared', title: t('runs.compared'), align: 'right', render: ({ pairsCompared }) => <Num value={pairsCompared} /> },
              { key: 'linked', title: t('runs.linked'), align: 'right', render: ({ linked }) => <Num value={linked} /> },
              { key: 'review', title: t('runs.review'), align: 'right', render: ({ review }) => <Num value={review} /> },
              { key: 'vanished', title: t('runs.vanished'), align: 'right', render: ({ vanished }) => <Num value={vanished} /> },
              { key: 'merges', title: t('runs.merges'), align: 'right', render: ({ merges }) => <Num value={merges} /> },
              { key: 'moved', title: t('runs.moved'), align: 'right', render: ({ customersMoved }) => <Num value={customersMoved} /> },
              { key: 'precision', title: t('runs.precision'), align: 'right', render: ({ expectedPrecision }) => <Percent value={expectedPrecision} /> },
              { key: 'recall', title: t('runs.recall'), align: 'right', render: ({ expectedRecall }) => <Percent value={expectedRecall} /> },
              { key: 'seconds', title: t('runs.seconds'), align: 'right', render: ({ seconds }) => <Num value={seconds} digits={1} /> },
            ]}
          />
        )}
      </Loaded>
    </section>
  )
}
