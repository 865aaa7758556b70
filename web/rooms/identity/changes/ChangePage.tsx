import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import type { z } from 'zod'
import { changeDetailSchema } from '#identity/contract'
import { useApi } from '../../../api/query.js'
import { EmptyState } from '../../../ui/feedback/EmptyState.js'
import { Loaded } from '../../../ui/feedback/Loaded.js'
import { DateText, Num, Percent } from '../../../ui/figures/Num.js'
import { StatusTag } from '../../../ui/figures/StatusTag.js'
import { formatNumber } from '../../../ui/format.js'
import { useSay } from '../../../ui/language/use-say.js'
import { ObjectHeader } from '../../../ui/page/ObjectPage.js'
import { AppLink } from '../../../ui/place/AppLink.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import { changePath, customerPath, IDENTITY } from '../identity-paths.js'
import { changeTones } from './change-tones.js'
import { UndoButton } from './UndoButton.js'
import '../identity.css'

type Detail = z.infer<typeof changeDetailSchema>
type Group = Detail['groups'][number]
const STEP = 20

/** One change: who was brought together or apart, why, and whether it was taken back. */
export function ChangePage() {
  const { id = '' } = useParams()
  const [limit, setLimit] = useState(STEP)
  const detail = useApi(`${IDENTITY}/changes/${encodeURIComponent(id)}`, changeDetailSchema, { query: { limit }, keepPrevious: true, refetchInterval: (found) => (found?.status === 'pending' ? 2000 : false) })
  return <Loaded query={detail}>{(change) => <Shown change={change} onMore={limit < 100 ? () => setLimit((n) => Math.min(100, n + STEP)) : undefined} />}</Loaded>
}

function Shown({ change, onMore }: { readonly change: Detail; readonly onMore: (() => void) | undefined }) {
  const { t } = useTranslation('identity')
  const locale = useFormatLocale()
  const all = change.groups.length > 0 && change.groups.every(({ undone }) => undone)
  return (
    <>
      <ObjectHeader
        name={`${t(`change.kinds.${change.kind}`)} · ${t('change.name', { id: change.id })}`}
        parent={{ label: t('change.parent'), to: '/data/identity?tab=changes' }}
        status={<StatusTag tone={changeTones[change.status]}>{t(`change.statuses.${change.status}`)}</StatusTag>}
        owner={change.by}
        note={change.note ?? ''}
        actions={
          change.status === 'applied' && !all && (
            <UndoButton id={change.id} label={t('change.undo')} title={t('change.undoTitle', { id: change.id })} what={t('change.undoWhat', { merges: formatNumber(change.merges, locale), customers: formatNumber(change.customers, locale) })} />
          )
        }
      />
      <p className="soft">
        <DateText value={change.createdAt} /> · {t('change.merges')} <Num value={change.merges} /> · {t('change.customers')} <Num value={change.customers} />
        {change.rulesVersion !== null && (
          <>
            {' '}
            · {t('change.rules')} <Num value={change.rulesVersion} />
          </>
        )}
        {change.undoOf !== null && (
          <>
            {' '}
            · {t('change.undoOf')} <AppLink to={changePath(change.undoOf)}>{t('change.name', { id: change.undoOf })}</AppLink>
          </>
        )}
      </p>
      {change.groups.length === 0 && change.status === 'applied' && <EmptyState title={t('change.members')} why={t('change.noGroups')} />}
      {change.groups.map((group) => (
        <GroupRow key={group.merge} change={change} group={group} />
      ))}
      {change.nextMerge !== null && onMore !== undefined && <Button onClick={onMore}>{t('change.more')}</Button>}
    </>
  )
}

function GroupRow({ change, group }: { readonly change: Detail; readonly group: Group }) {
  const { t } = useTranslation('identity')
  const say = useSay()
  return (
    <section className="merge-group">
      <div className="number-list">
        {group.members.map(({ custId, moved }) => (
          <span key={custId}>
            <AppLink to={customerPath(custId)} className="figures">
              {custId}
            </AppLink>
            {moved && <span className="soft"> {t('change.moved')}</span>}
          </span>
        ))}
      </div>
      <div className="because">
        {group.because.map(({ a, b, sentence, probability }) => (
          <div key={`${a} ${b}`}>
            <span className="figures">
              {a} · {b}
            </span>{' '}
            {say(sentence)} <Percent value={probability} digits={2} />
          </div>
        ))}
      </div>
      {group.undone ? (
        <StatusTag tone="quiet">{t('change.undone')}</StatusTag>
      ) : (
        change.status === 'applied' && change.merges > 1 && (
          <UndoButton id={change.id} merge={group.merge} label={t('change.undoOne')} title={t('change.undoOneTitle')} what={t('change.undoOneWhat', { ids: group.members.map(({ custId }) => custId).join(' · ') })} />
        )
      )}
    </section>
  )
}
