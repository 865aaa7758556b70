import { useQueries } from '@tanstack/react-query'
import { Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { type Hypothesis, hypothesisDetailSchema, hypothesisPageSchema, setOverlapSchema } from '#segments/contract'
import { get } from '../../../api/client.js'
import { usePosted } from '../../../api/posted.js'
import { useApi } from '../../../api/query.js'
import { ErrorPanel } from '../../../ui/feedback/ErrorPanel.js'
import { useSettled } from '../../../ui/feedback/use-settled.js'
import { HelpHint } from '../../../ui/figures/HelpHint.js'
import { formatNumber, formatPercent } from '../../../ui/format.js'
import { useSay } from '../../../ui/language/use-say.js'
import { useScope, useUrlState } from '../../../ui/place/scope.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import { type Choice, choicesOf, firstChoices, sharedOf } from './compare-items.js'
import { cardsUrl, cardUrl, setUrl } from './set-paths.js'
import type { SegmentSet } from './SetPage.js'

const MOST = 12
const CARDS = 100
const DARK = 0.85

type Overlap = z.infer<typeof setOverlapSchema>

interface MatrixProps {
  readonly overlap: Overlap
  readonly chosen: readonly Choice[]
}

/** Rows against columns: which share of the row is in the column, and how many. */
function Matrix({ overlap, chosen }: MatrixProps) {
  const { t } = useTranslation('segments')
  const say = useSay()
  const locale = useFormatLocale()
  return (
    <div className="cluster-scroll">
      <table className="plain-table overlap-matrix set-matrix">
        <thead>
          <tr>
            <th scope="col" />
            {chosen.map(({ id, name }) => <th key={id} scope="col">{say(name)}</th>)}
          </tr>
        </thead>
        <tbody>
          {chosen.map(({ id, name }, row) => (
            <tr key={id}>
              <th scope="row">{say(name)}</th>
              {chosen.map(({ id: other }, column) => {
                const shared = sharedOf(overlap, row, column)
                const size = row === column ? overlap.total : (overlap.sizes[row] ?? null)
                if (shared === null || size === null) return <td key={other} className="soft" title={t('sets.hiddenWhy')}>{t('sets.hiddenCell')}</td>
                const share = size === 0 ? 0 : shared / size
                return (
                  <td key={other} className="figures" style={{ background: row === column ? undefined : `color-mix(in srgb, var(--accent) ${Math.round(share * DARK * 50)}%, transparent)` }}>
                    {formatPercent(share, locale, 0)}
                    <small>{formatNumber(shared, locale)}</small>
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** Cards the address names, wherever they stand in the list. */
function useNamedCards(universe: string, items: string | null): readonly Hypothesis[] {
  const ids = (items ?? '').split(',').flatMap((id) => (/^card:\d+$/.test(id) ? [Number(id.slice('card:'.length))] : []))
  const asked = useQueries({ queries: ids.map((id) => ({ queryKey: [cardUrl(universe, id)], queryFn: ({ signal }: { signal: AbortSignal }) => get(cardUrl(universe, id), hypothesisDetailSchema, { signal }), staleTime: 60_000 })) })
  return asked.flatMap(({ data }) => (data === undefined ? [] : [data]))
}

/** Cards to choose from: the newest, those found by what is typed, and those the address names. */
function useKnownCards(universe: string, items: string | null) {
  const [typed, setTyped] = useState('')
  const q = useSettled(typed)
  const cards = useApi(cardsUrl(universe), hypothesisPageSchema, { query: { limit: CARDS } }).data
  const searched = useApi(q === '' ? null : cardsUrl(universe), hypothesisPageSchema, { query: { limit: CARDS, q }, keepPrevious: true }).data
  const named = useNamedCards(universe, items)
  const found = [...(cards?.items ?? []), ...(searched?.items ?? []), ...named]
  return { cards, setTyped, known: found.filter(({ id }, at) => found.findIndex((card) => card.id === id) === at) }
}

/** What the address chose of a set, or the largest; and what they share. */
function useCompared(set: SegmentSet) {
  const { org, asOf } = useScope()
  const [search, change] = useUrlState()
  const universe = set.universe.key
  const { cards, known, setTyped } = useKnownCards(universe, search.get('items'))
  const choices = choicesOf(set, known)
  const wanted = search.get('items')?.split(',') ?? firstChoices(choices)
  const chosen = wanted.flatMap((id) => choices.find((one) => one.id === id) ?? []).slice(0, MOST)
  const body = chosen.length === 0 || cards === undefined ? null : { items: chosen.map(({ item }) => item), ...(asOf === undefined ? {} : { asOf }) }
  const asked = usePosted(`${setUrl(universe)}/overlap`, body, setOverlapSchema, { query: { org } })
  const overlap = chosen.length > 0 && asked.data?.sizes.length === chosen.length ? asked.data : null
  return { choices, chosen, overlap, error: asked.error, search: setTyped, cards: cards?.total ?? 0, choose: (ids: readonly string[]) => change({ items: ids.join(',') }, { replace: true }) }
}

/** Rules, clusters and cards of the set side by side, with how far they overlap. */
export function CompareTab({ set }: { readonly set: SegmentSet }) {
  const { t } = useTranslation('segments')
  const say = useSay()
  const locale = useFormatLocale()
  const { choices, chosen, overlap, error, choose, search, cards } = useCompared(set)
  return (
    <section className="panel">
      <Select
        mode="multiple"
        className="set-pick"
        maxCount={MOST}
        aria-label={t('sets.pick')}
        placeholder={t('sets.pick')}
        showSearch={{ optionFilterProp: 'label', onSearch: search }}
        value={chosen.map(({ id }) => id)}
        onChange={(ids: string[]) => choose(ids)}
        options={(['rules', 'machine', 'people'] as const).map((group) => ({ label: t(`sets.groups.${group}`), options: choices.filter((one) => one.group === group).map(({ id, name }) => ({ value: id, label: say(name) })) }))}
      />
      {cards > CARDS && <p className="soft">{t('sets.searchCards', { shown: CARDS, all: formatNumber(cards, locale) })}</p>}
      {error && <ErrorPanel error={error} />}
      {chosen.length === 0 && <p className="soft">{t('sets.nothingPicked')}</p>}
      {overlap && (
        <>
          <p className="soft">
            {t('sets.ofSet', { shown: formatNumber(overlap.total, locale), asOf: overlap.asOf })} <HelpHint name={t('sets.compare')} formula="|A ∩ B| / |A|">{t('sets.pickWhat')}</HelpHint>
          </p>
          <Matrix overlap={overlap} chosen={chosen} />
        </>
      )}
    </section>
  )
}
