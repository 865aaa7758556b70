import { Button, Input, Select } from 'antd'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Hypothesis, hypothesisPageSchema, hypothesisSorts, hypothesisStates } from '#segments/contract'
import { useMay } from '../../../api/session.js'
import { EmptyState } from '../../../ui/feedback/EmptyState.js'
import { ErrorPanel } from '../../../ui/feedback/ErrorPanel.js'
import { type List, useList } from '../../../ui/list/use-list.js'
import { useUrlState } from '../../../ui/place/scope.js'
import { CardForm } from './CardForm.js'
import { CardPanel } from './CardPanel.js'
import { CardTalk } from './CardTalk.js'
import { cardsUrl } from './set-paths.js'
import type { SegmentSet } from './SetPage.js'

const PAGE = 20

/** Search, state and order; the address keeps them. */
function Filters() {
  const { t } = useTranslation('segments')
  const [search, change] = useUrlState()
  return (
    <span className="member-choice">
      <Input.Search allowClear className="set-search" aria-label={t('sets.search')} placeholder={t('sets.search')} defaultValue={search.get('q') ?? ''} onSearch={(q) => change({ q, cursor: null }, { replace: true })} />
      <Select aria-label={t('sets.allStates')} popupMatchSelectWidth={false} value={search.get('state') ?? ''} onChange={(state) => change({ state, cursor: null })} options={[{ value: '', label: t('sets.allStates') }, ...hypothesisStates.map((value) => ({ value, label: t(`sets.states.${value}`) }))]} />
      <Select aria-label={t('sets.sort')} popupMatchSelectWidth={false} value={search.get('sort') ?? 'newest'} onChange={(sort) => change({ sort: sort === 'newest' ? null : sort, cursor: null })} options={hypothesisSorts.map((value) => ({ value, label: t(`sets.sorts.${value}`) }))} />
    </span>
  )
}

/** How many there are, and the way to the next. */
function Pager({ list }: { readonly list: List<Hypothesis> }) {
  const { t } = useTranslation('segments')
  if (list.total === null || list.total === 0) return null
  return (
    <p className="member-tools">
      <span className="soft">{t('sets.total', { count: list.total })}</span>
      <span className="member-choice">
        {list.previous && <Button onClick={list.previous}>{t('sets.back')}</Button>}
        {list.next && <Button onClick={list.next}>{t('sets.more')}</Button>}
      </span>
    </p>
  )
}

/** Why there is nothing, and what to do. */
function Nothing({ action }: { readonly action: ReactNode }) {
  const { t } = useTranslation('segments')
  const [search] = useUrlState()
  const isFiltered = search.get('q') !== null || search.get('state') !== null
  return isFiltered ? <EmptyState title={t('sets.nothing.title')} why={t('sets.nothing.why')} /> : <EmptyState title={t('sets.empty.title')} why={t('sets.empty.why')} action={action} />
}

/** What people think of the set: cards with votes, discussion and what became of them. */
export function PeopleTab({ set }: { readonly set: SegmentSet }) {
  const { t } = useTranslation('segments')
  const [search, change] = useUrlState()
  const [form, setForm] = useState<{ readonly card: Hypothesis | null } | null>(null)
  const mayWrite = useMay('segment.write')
  const universe = set.universe.key
  const list = useList({ path: cardsUrl(universe), schema: hypothesisPageSchema, keys: ['q', 'state', 'sort'], limit: PAGE })
  const add = mayWrite && <Button type="primary" onClick={() => setForm({ card: null })}>{t('sets.add')}</Button>
  const opened = Number(search.get('card') ?? 0)
  return (
    <>
      <p className="member-tools set-tools">
        <Filters />
        {add}
      </p>
      {list.error && <ErrorPanel error={list.error} />}
      {!list.isLoading && list.rows.length === 0 && <Nothing action={add} />}
      <div className="set-cards" aria-busy={list.isStale}>
        {list.rows.map((card) => (
          <CardPanel key={card.id} set={set} card={card} onEdit={() => setForm({ card })} onOpen={() => change({ card: String(card.id) })} />
        ))}
      </div>
      <Pager list={list} />
      {form !== null && <CardForm universe={universe} card={form.card} onClose={() => setForm(null)} />}
      {opened > 0 && <CardTalk universe={universe} id={opened} onClose={() => change({ card: null })} />}
    </>
  )
}
