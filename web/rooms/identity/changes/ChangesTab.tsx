import { useTranslation } from 'react-i18next'
import { changeKinds, changePageSchema } from '#identity/contract'
import { DateText, Num } from '../../../ui/figures/Num.js'
import { StatusTag } from '../../../ui/figures/StatusTag.js'
import { ListPage } from '../../../ui/list/ListPage.js'
import { useList } from '../../../ui/list/use-list.js'
import { AppLink } from '../../../ui/place/AppLink.js'
import { changePath, IDENTITY } from '../identity-paths.js'
import { changeTones } from './change-tones.js'
import { JoinButton } from './JoinButton.js'

const BRISK = 2000

/** Every merge, split, link run and undo: who, when, how many, whether it holds. */
export function ChangesTab() {
  const { t } = useTranslation('identity')
  const list = useList({
    path: `${IDENTITY}/changes`,
    schema: changePageSchema,
    keys: ['kind'],
    limit: 50,
    refetchInterval: (rows) => (rows.some(({ status }) => status === 'pending') ? BRISK : false),
  })
  return (
    <ListPage
      name="identity-changes"
      title={t('tab.changes')}
      embedded
      list={list}
      columns={[
        { key: 'kind', title: t('change.kind'), always: true, render: ({ kind }) => t(`change.kinds.${kind}`) },
        { key: 'at', title: t('change.at'), render: ({ createdAt }) => <DateText value={createdAt} /> },
        { key: 'by', title: t('change.by'), render: ({ by }) => by },
        { key: 'status', title: t('change.status'), render: ({ status }) => <StatusTag tone={changeTones[status]}>{t(`change.statuses.${status}`)}</StatusTag> },
        { key: 'merges', title: t('change.merges'), align: 'right', render: ({ merges }) => <Num value={merges} /> },
        { key: 'customers', title: t('change.customers'), align: 'right', render: ({ customers }) => <Num value={customers} /> },
        { key: 'note', title: t('change.note'), render: ({ note }) => note },
        { key: 'undoOf', title: t('change.undoOf'), render: ({ undoOf }) => undoOf !== null && <AppLink to={changePath(undoOf)}>{t('change.name', { id: undoOf })}</AppLink> },
        { key: 'rules', title: t('change.rules'), hidden: true, render: ({ rulesVersion }) => <Num value={rulesVersion} /> },
        { key: 'applied', title: t('change.applied'), hidden: true, render: ({ appliedAt }) => <DateText value={appliedAt} /> },
      ]}
      rowKey={({ id }) => id}
      rowLink={({ id }) => changePath(id)}
      filters={[{ kind: 'choice', key: 'kind', label: t('change.kind'), choices: changeKinds.map((value) => ({ value, label: t(`change.kinds.${value}`) })) }]}
      empty={{ title: t('change.emptyTitle'), why: t('change.emptyWhy') }}
    >
      <div className="identity-bar">
        <JoinButton kind="merge" />
        <JoinButton kind="split" />
      </div>
    </ListPage>
  )
}
