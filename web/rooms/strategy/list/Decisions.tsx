import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { decisionPageSchema, type decisionSchema, outboxStates } from '#execution/contract'
import { EmptyState } from '../../../ui/feedback/EmptyState.js'
import { ErrorPanel } from '../../../ui/feedback/ErrorPanel.js'
import { DateText } from '../../../ui/figures/Num.js'
import { StatusTag, type StatusTone } from '../../../ui/figures/StatusTag.js'
import { FilterBar } from '../../../ui/list/FilterBar.js'
import { ListTable } from '../../../ui/list/ListTable.js'
import { useList } from '../../../ui/list/use-list.js'
import { useScope } from '../../../ui/place/scope.js'
import { Pages } from './Pages.js'
import { ReplayDrawer } from './ReplayDrawer.js'
import { useGateWords } from './use-gate-words.js'

export type Decision = z.infer<typeof decisionSchema>

const tones: Readonly<Record<Decision['state'], StatusTone>> = { PENDING: 'quiet', SENDING: 'active', SENT: 'done', FAILED: 'attention', SUPPRESSED: 'quiet', HELD: 'attention' }

/** Every contact decision of a list; each can be taken again from its stored inputs. */
export function Decisions({ id }: { readonly id: string }) {
  const { t } = useTranslation('strategy')
  const { stepName, reasonName, stateName } = useGateWords()
  const [opened, setOpened] = useState<Decision | null>(null)
  const list = useList({ path: `/api/v1/lists/${id}/decisions`, schema: decisionPageSchema, keys: ['state'], query: { ...useScope() }, limit: 50 })
  return (
    <>
      <div className="list-tools">
        <FilterBar filters={[{ kind: 'choice', key: 'state', label: t('dispatch.state'), choices: outboxStates.map((value) => ({ value, label: stateName(value) })) }]} />
      </div>
      {list.error && <ErrorPanel error={list.error} onRetry={list.retry} />}
      <ListTable
        rows={list.rows}
        rowKey={(row) => row.id}
        isLoading={list.isLoading}
        isStale={list.isStale}
        columns={[
          { key: 'custId', title: t('member.custId'), render: ({ custId }) => custId },
          { key: 'arm', title: t('arms.arm'), render: ({ arm }) => <code>{arm}</code> },
          { key: 'state', title: t('dispatch.state'), render: ({ state }) => <StatusTag tone={tones[state]}>{stateName(state)}</StatusTag> },
          { key: 'step', title: t('dispatch.step'), render: ({ step }) => stepName(step) },
          { key: 'reason', title: t('dispatch.reason'), render: ({ reason }) => reasonName(reason) },
          { key: 'at', title: t('decision.at'), render: ({ at }) => <DateText value={at} seconds /> },
          {
            key: 'replay',
            title: t('decision.check'),
            render: (row) => (
              <Button size="small" onClick={() => setOpened(row)}>
                {t('decision.replay')}
              </Button>
            ),
          },
        ]}
        empty={<EmptyState title={t('decision.empty')} why={t('decision.emptyWhy')} />}
      />
      <Pages list={list} />
      {opened && <ReplayDrawer decision={opened} onClose={() => setOpened(null)} />}
    </>
  )
}
