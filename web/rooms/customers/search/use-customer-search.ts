import { useState } from 'react'
import type { z } from 'zod'
import { type CustomerItem, customerPageSchema, type CustomerSearch } from '#customers/contract'
import { post } from '../../../api/client.js'
import { usePosted } from '../../../api/posted.js'
import type { ApiError } from '../../../api/problem.js'
import { useAction } from '../../../api/query.js'
import { useUrlState } from '../../../ui/place/scope.js'
import { isDirect, searchBody, type Typed } from './search-state.js'

type Page = z.infer<typeof customerPageSchema>

export interface CustomerSearchState {
  readonly typed: Typed
  readonly type: (next: Typed) => void
  readonly direct: boolean
  readonly page: Page | undefined
  readonly error: ApiError | null
  readonly isBusy: boolean
  readonly isLoading: boolean
  readonly isStale: boolean
  /** Cursors gone through. */
  readonly trail: readonly string[]
  readonly goOn: (trail: readonly string[]) => void
  /** Asks for a direct identifier: once, when told to. */
  readonly ask: (onFound: (items: readonly CustomerItem[]) => void) => void
}

const SEARCH = '/api/v1/customers/search'

/** A search by number is asked as one types; one by a direct identifier only when told to, since each is recorded. */
export function useCustomerSearch(): CustomerSearchState {
  const [search, change] = useUrlState()
  const [typed, setTyped] = useState<Typed>({ text: search.get('q') ?? '', by: null, purpose: '' })
  const [gone, setGone] = useState<{ readonly place: string; readonly trail: readonly string[] }>({ place: '', trail: [] })
  const direct = isDirect(typed)
  // Cursors belong to what they were given for: other filters begin at the first page.
  const place = JSON.stringify(searchBody(typed, search, null))
  const trail = gone.place === place ? gone.trail : []
  const setTrail = (next: readonly string[]) => setGone({ place, trail: next })
  const bodyAt = (cursors: readonly string[]) => searchBody(typed, search, cursors.at(-1) ?? null)
  const browsed = usePosted(SEARCH, direct ? null : bodyAt(trail), customerPageSchema)
  const asked = useAction((wanted: Partial<CustomerSearch>) => post(SEARCH, wanted, customerPageSchema))
  return {
    typed,
    direct,
    trail,
    page: direct ? asked.data : browsed.data,
    error: direct ? asked.error : browsed.error,
    isBusy: asked.isPending,
    isLoading: !direct && browsed.isPending,
    isStale: !direct && browsed.isPlaceholderData,
    type(next) {
      setTyped(next)
      asked.reset()
      change({ q: isDirect(next) ? null : next.text.trim() }, { replace: true })
    },
    goOn(next) {
      setTrail(next)
      if (direct) asked.mutate(bodyAt(next))
    },
    ask(onFound) {
      setTrail([])
      asked.mutate(bodyAt([]), { onSuccess: ({ items }) => onFound(items) })
    },
  }
}
