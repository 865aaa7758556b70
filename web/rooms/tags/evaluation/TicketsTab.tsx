import { Button, Input, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { tagTicketSchema, ticketListSchema, ticketStates, type TagTicket, type TicketState } from '#tags/contract'
import { post } from '../../../api/client.js'
import { useAction } from '../../../api/query.js'
import { ErrorPanel } from '../../../ui/feedback/ErrorPanel.js'
import { DateText } from '../../../ui/figures/Num.js'
import { StatusTag } from '../../../ui/figures/StatusTag.js'
import { ListPage } from '../../../ui/list/ListPage.js'
import { useList } from '../../../ui/list/use-list.js'
import { TagLinks } from '../TagLinks.js'
import { useTagName } from '../use-tag-name.js'
import { useUrlState } from '../../../ui/place/scope.js'
import { GradeBadge } from './GradeBadge.js'

const TONES = { open: 'attention', doing: 'active', done: 'done', dropped: 'quiet' } as const satisfies Record<TicketState, string>

/** Improvement tickets of tags and fields, of one tag where it is named. */
export function TicketList({ subject }: { readonly subject?: string }) {
  const { t } = useTranslation('tags')
  const [search] = useUrlState()
  const list = useList({ path: '/api/v1/tag-tickets', schema: ticketListSchema, query: { subject, state: subject === undefined ? (search.get('state') ?? undefined) : undefined } })
  return (
    <ListPage
      embedded
      name="tag-tickets"
      title={t('evaluation.tab.tickets')}
      list={list}
      rowKey={({ id }) => String(id)}
      columns={[
        { key: 'subject', title: t('evaluation.tickets.subject'), always: true, render: ({ subjectKind, subject: about }) => (subjectKind === 'tag' ? <TagLinks keys={[about]} /> : <code>{about}</code>) },
        { key: 'grade', title: t('evaluation.grade'), render: ({ grade }) => <GradeBadge grade={grade} /> },
        { key: 'measure', title: t('evaluation.because'), render: ({ measure }) => t(`evaluation.measures.${measure as 'stale'}`) },
        { key: 'state', title: t('evaluation.tickets.state'), render: ({ state }) => <StatusTag tone={TONES[state]}>{t(`evaluation.tickets.states.${state}`)}</StatusTag> },
        { key: 'owner', title: t('evaluation.tickets.owner'), render: ({ owner }) => owner ?? '–' },
        { key: 'due', title: t('evaluation.tickets.due'), render: ({ due, overdue }) => <>{due} {overdue && <StatusTag tone="attention">{t('evaluation.tickets.overdue')}</StatusTag>}</> },
        { key: 'next', title: t('evaluation.tickets.next'), render: (ticket) => <Moves ticket={ticket} /> },
        { key: 'steps', title: t('evaluation.tickets.steps'), render: (ticket) => <Steps ticket={ticket} /> },
      ]}
      filters={subject === undefined ? [{ kind: 'choice', key: 'state', label: t('evaluation.tickets.state'), choices: ticketStates.map((state) => ({ value: state, label: t(`evaluation.tickets.states.${state}`) })) }] : []}
      empty={{ title: t('evaluation.tickets.none'), why: t('evaluation.tickets.noneWhy') }}
    />
  )
}

function Steps({ ticket }: { readonly ticket: TagTicket }) {
  const { t } = useTranslation('tags')
  return (
    <ol className="tags-steps">
      {ticket.steps.map(({ at, by, state, why }) => (
        <li key={`${at}${state}`}>
          {t(`evaluation.tickets.states.${state}`)} <span className="soft">{by} <DateText value={at} /> {why}</span>
        </li>
      ))}
    </ol>
  )
}

function Moves({ ticket }: { readonly ticket: TagTicket }) {
  const { t } = useTranslation('tags')
  const [to, setTo] = useState<TicketState | null>(null)
  if (ticket.next.length === 0) return <span className="soft">–</span>
  return (
    <span className="tags-moves">
      {ticket.next.map((state) => (
        <Button key={state} size="small" danger={state === 'dropped'} onClick={() => setTo(state)}>
          {state === ticket.state ? t('evaluation.tickets.move.open') : t(`evaluation.tickets.move.${state}`)}
        </Button>
      ))}
      {to !== null && <MoveDialog ticket={ticket} to={to} onClose={() => setTo(null)} />}
    </span>
  )
}

function MoveDialog({ ticket, to, onClose }: { readonly ticket: TagTicket; readonly to: TicketState; readonly onClose: () => void }) {
  const { t } = useTranslation('tags')
  const tagName = useTagName()
  const [owner, setOwner] = useState(ticket.owner ?? '')
  const [due, setDue] = useState(ticket.due)
  const [why, setWhy] = useState('')
  const body = { state: to, why, due, ...(owner.trim() === '' ? {} : { owner }) }
  const send = useAction(() => post(`/api/v1/tag-tickets/${ticket.id}/move`, body, tagTicketSchema), { refreshes: ['/api/v1/tag-tickets'], onDone: onClose })
  const asks = to === 'open' || to === 'doing'
  const isReady = why.trim().length > 1 && (to !== 'doing' || owner.trim() !== '')
  return (
    <Modal open title={`${t(`evaluation.tickets.move.${to}`)}：${ticket.subjectKind === 'tag' ? tagName(ticket.subject) : ticket.subject}`} okButtonProps={{ disabled: !isReady, loading: send.isPending }} onOk={() => send.mutate(undefined)} onCancel={onClose}>
      <div className="tags-stack">
        {asks && <Input aria-label={t('evaluation.tickets.owner')} placeholder={t('evaluation.tickets.owner')} value={owner} onChange={({ target }) => setOwner(target.value)} />}
        {asks && <Input aria-label={t('evaluation.tickets.due')} type="date" value={due} onChange={({ target }) => setDue(target.value)} />}
        <Input.TextArea aria-label={t('evaluation.tickets.why')} placeholder={t('evaluation.tickets.why')} autoSize={{ minRows: 2, maxRows: 6 }} value={why} onChange={({ target }) => setWhy(target.value)} />
        {send.error && <ErrorPanel error={send.error} />}
      </div>
    </Modal>
  )
}
