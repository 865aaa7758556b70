import { Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Hypothesis, hypothesisDetailSchema, type HypothesisState } from '#segments/contract'
import { put } from '../../../api/client.js'
import { useAction, useRefresh } from '../../../api/query.js'
import { useMay } from '../../../api/session.js'
import { ConfirmButton } from '../../../ui/action/ConfirmButton.js'
import { TextButton } from '../../../ui/action/TextButton.js'
import { useFaultText } from '../../../ui/feedback/use-fault-text.js'
import { DateText } from '../../../ui/figures/Num.js'
import { StatusTag, type StatusTone } from '../../../ui/figures/StatusTag.js'
import { formatNumber, formatPercent } from '../../../ui/format.js'
import { useSay } from '../../../ui/language/use-say.js'
import { AppLink } from '../../../ui/place/AppLink.js'
import { useNotice } from '../../../ui/theme/AntdLook.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import { segmentPath } from '../segment-paths.js'
import { useOrgName } from '../use-org-name.js'
import { usePreview } from '../use-preview.js'
import { AdoptCard } from './AdoptCard.js'
import { cardUrl, SETS } from './set-paths.js'
import { withinSet } from './set-rule.js'
import type { SegmentSet } from './SetPage.js'

const tones: Readonly<Record<HypothesisState, StatusTone>> = { open: 'active', adopted: 'done', rejected: 'attention', archived: 'quiet' }

interface Props {
  readonly set: SegmentSet
  readonly card: Hypothesis
  readonly onEdit: () => void
  readonly onOpen: () => void
}

/** How many the card's rule takes now, of the set. */
function Live({ universe, card }: { readonly universe: string; readonly card: Hypothesis }) {
  const { t } = useTranslation('segments')
  const say = useSay()
  const locale = useFormatLocale()
  const counted = usePreview(card.rule === null ? null : withinSet(universe, card.rule)).data
  const whole = usePreview(card.rule === null ? null : withinSet(universe, { v: 1, kind: 'rule', rule: { kind: 'always' } })).data?.count
  if (card.rule === null) return <p className="soft">{t('sets.noRuleYet')}</p>
  return (
    <p className="set-rule">
      {card.sentence && say(card.sentence)}{' '}
      {counted && (
        <strong className="figures">
          {counted.count === null ? t('sets.hidden') : t('sets.live', { shown: formatNumber(counted.count, locale), share: whole ? formatPercent(counted.count / whole, locale, 1) : '–' })}
        </strong>
      )}
    </p>
  )
}

/** One's own vote, for or against, to be changed or taken back. */
function Votes({ universe, card }: { readonly universe: string; readonly card: Hypothesis }) {
  const { t } = useTranslation('segments')
  const notice = useNotice()
  const faultText = useFaultText()
  const { votes } = card
  const vote = useAction((own: 'for' | 'against' | null) => put(`${cardUrl(universe, card.id)}/vote`, { vote: own }, hypothesisDetailSchema), { refreshes: [SETS] })
  return (
    <span className="member-choice">
      {(['for', 'against'] as const).map((way) => (
        <Button
          key={way}
          size="small"
          type={votes.own === way ? 'primary' : 'default'}
          aria-pressed={votes.own === way}
          disabled={card.state !== 'open' || vote.isPending}
          {...(votes.own === way ? { title: t('sets.mine') } : {})}
          onClick={() => vote.mutate(votes.own === way ? null : way, { onError: (error) => notice.warn(faultText(error)) })}
        >
          {t(`sets.${way}`)} <span className="figures">{votes[way]}</span>
        </Button>
      ))}
    </span>
  )
}

/** What a card can become: adopted, rejected with a reason, archived, open again. */
function Decisions({ set, card, onEdit }: Pick<Props, 'set' | 'card' | 'onEdit'>) {
  const { t } = useTranslation('segments')
  const refresh = useRefresh()
  const [reason, setReason] = useState('')
  const [isAdopting, setAdopting] = useState(false)
  const move = async (body: object) => {
    await put(`${cardUrl(set.universe.key, card.id)}/state`, body, hypothesisDetailSchema)
    await refresh(SETS)
  }
  const again = useAction(() => move({ state: 'open' }))
  const isOpen = card.state === 'open'
  return (
    <span className="member-choice">
      {isOpen && card.mine && <Button size="small" onClick={onEdit}>{t('sets.edit')}</Button>}
      {isOpen && (
        <ConfirmButton size="small" label={t('sets.reject')} title={t('sets.rejectTitle', { claim: card.claim })} onConfirm={() => move({ state: 'rejected', reason: reason.trim() })}>
          <Input.TextArea aria-label={t('sets.reason')} placeholder={t('sets.reasonHint')} maxLength={1000} autoSize={{ minRows: 2 }} value={reason} onChange={({ target }) => setReason(target.value)} />
        </ConfirmButton>
      )}
      {card.state !== 'archived' && (
        <ConfirmButton size="small" label={t('sets.archive')} title={t('sets.archiveTitle', { claim: card.claim })} onConfirm={() => move({ state: 'archived' })}>
          {t('sets.archiveWhat')}
        </ConfirmButton>
      )}
      {(card.state === 'rejected' || card.state === 'archived') && <Button size="small" loading={again.isPending} onClick={() => again.mutate(undefined)}>{t('sets.reopen')}</Button>}
      {isOpen && (
        <Button size="small" type="primary" disabled={card.rule === null} {...(card.rule === null ? { title: t('sets.needsRule') } : {})} onClick={() => setAdopting(true)}>
          {t('sets.adopt')}
        </Button>
      )}
      {isAdopting && <AdoptCard set={set} card={card} onClose={() => setAdopting(false)} />}
    </span>
  )
}

/** One card: what is claimed of whom, how many that is now, who agrees, and what became of it. */
export function CardPanel({ set, card, onEdit, onOpen }: Props) {
  const { t } = useTranslation('segments')
  const locale = useFormatLocale()
  const orgName = useOrgName()
  const mayWrite = useMay('segment.write')
  const facts = [['who', card.who], ['need', card.need], ['why', card.why]] as const
  const expected = [card.expectedSize === null ? '' : t('sets.expected', { shown: formatNumber(card.expectedSize, locale) }), card.expectedEffect].filter((part) => part !== '').join(' · ')
  return (
    <article className="panel set-card">
      <header>
        <h2>{card.claim}</h2>
        <StatusTag tone={tones[card.state]}>{t(`sets.states.${card.state}`)}</StatusTag>
      </header>
      <p className="soft">
        {card.orgPath === '/' ? t('sets.bank') : orgName(card.orgPath)} · {card.author} · <DateText value={card.createdAt} /> · {t('sets.cardOf', { id: card.id })}
      </p>
      <dl>
        {facts.map(([key, text]) => (
          <div key={key}>
            <dt>{t(`sets.${key}`)}</dt>
            <dd>{text}</dd>
          </div>
        ))}
        {(expected !== '' || card.evidence !== null) && (
          <div>
            <dt>{t('sets.expectedEffect')}</dt>
            <dd>
              {expected} {card.evidence !== null && (card.evidence.startsWith('/') ? <AppLink to={card.evidence}>{t('sets.read')}</AppLink> : <a href={card.evidence} target="_blank" rel="noopener noreferrer">{t('sets.read')}</a>)}
            </dd>
          </div>
        )}
      </dl>
      <Live universe={set.universe.key} card={card} />
      {card.reason !== null && card.state === 'rejected' && <p className="tone-warm">{t('sets.rejected', { reason: card.reason })}</p>}
      {card.segment !== null && <p><AppLink to={segmentPath(card.segment)}>{t('sets.toSegment')}</AppLink></p>}
      <footer>
        <Votes universe={set.universe.key} card={card} />
        <TextButton onClick={onOpen}>{t('sets.comments', { count: card.comments })}</TextButton>
        {mayWrite && <Decisions set={set} card={card} onEdit={onEdit} />}
      </footer>
    </article>
  )
}
