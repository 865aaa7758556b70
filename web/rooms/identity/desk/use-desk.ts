import type { UseQueryResult } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { changeDetailSchema, changeStartedSchema, decidedSchema, type LinkRule, nextReviewSchema, type PairDecision, type ReviewItem, reviewItemSchema } from '#identity/contract'
import { get, post } from '../../../api/client.js'
import { usePosted } from '../../../api/posted.js'
import type { ApiError } from '../../../api/problem.js'
import { useAction } from '../../../api/query.js'
import { useFaultText } from '../../../ui/feedback/use-fault-text.js'
import { useNotice } from '../../../ui/theme/AntdLook.js'
import { IDENTITY } from '../identity-paths.js'

interface Pair {
  readonly a: string
  readonly b: string
}

interface Decided extends Pair {
  readonly changeId: string | null
}

/** Where the desk stands: after a pair, or back at one that was seen. `turn` asks the server anew after each decision. */
interface Place {
  readonly after: Pair | null
  readonly back: Pair | null
  readonly turn: number
}

const PAUSE = 500
const TRIES = 60

/** Waits until a change that was just started is in force, half a minute at most: only then it can be undone. */
async function inForce(changeId: string): Promise<void> {
  for (let tried = 0; tried < TRIES; tried += 1) {
    const { status } = await get(`${IDENTITY}/changes/${encodeURIComponent(changeId)}`, changeDetailSchema, { query: { limit: 1 } })
    if (status !== 'pending') return
    await new Promise((resolve) => setTimeout(resolve, PAUSE))
  }
}

/** The review desk: the pair in hand, the way back, decisions and taking the last one back. */
export function useDesk(rule: LinkRule | undefined) {
  const { t } = useTranslation('identity')
  const notice = useNotice()
  const faultText = useFaultText()
  const [place, setPlace] = useState<Place>({ after: null, back: null, turn: 0 })
  const [seen, setSeen] = useState<readonly Pair[]>([])
  const [decided, setDecided] = useState<readonly Decided[]>([])
  const [note, setNote] = useState('')
  const ask = { ...(place.after === null ? {} : { after: place.after }), ...(rule === undefined ? {} : { rule }) }
  const next = usePosted(`${IDENTITY}/review/next`, ask, nextReviewSchema, { query: { turn: place.turn } })
  const again = usePosted(`${IDENTITY}/review/pair`, place.back, reviewItemSchema, { query: { turn: place.turn } })
  const item: ReviewItem | null = (place.back === null ? next.data?.item : again.data) ?? null
  const shown: UseQueryResult<unknown, ApiError> = place.back === null ? next : again

  const goOn = (from: Pair) => {
    setSeen((list) => [...list, { a: from.a, b: from.b }])
    setNote('')
    setPlace(({ turn }) => ({ after: { a: from.a, b: from.b }, back: null, turn: turn + 1 }))
  }
  const decide = useAction(
    ({ pair, decision }: { pair: Pair; decision: PairDecision }) => post(`${IDENTITY}/decisions`, { a: pair.a, b: pair.b, decision, ...(note.trim() === '' ? {} : { note: note.trim() }) }, decidedSchema),
    { refreshes: [`${IDENTITY}/quality`, `${IDENTITY}/queue`, `${IDENTITY}/changes`, '/api/v1/jobs'] },
  )
  const undo = useAction(
    async ({ changeId }: Decided) => {
      if (changeId === null) return null
      await inForce(changeId)
      return post(`${IDENTITY}/changes/${encodeURIComponent(changeId)}/undo`, { note: t('desk.undoNote') }, changeStartedSchema)
    },
    { refreshes: [`${IDENTITY}/changes`] },
  )

  return {
    item,
    left: next.data?.left ?? 0,
    query: shown,
    isBusy: shown.isPlaceholderData || decide.isPending || undo.isPending,
    note,
    setNote,
    canUndo: decided.length > 0,
    canGoBack: seen.length > 0,
    decide: (decision: PairDecision) => {
      if (item === null || decide.isPending || shown.isPlaceholderData) return
      const pair = { a: item.a, b: item.b }
      decide.mutate({ pair, decision }, {
        onSuccess: ({ changeId }) => {
          setDecided((list) => [...list, { ...pair, changeId }])
          notice.done(`${t(`desk.done.${decision}`)}: ${pair.a} · ${pair.b}`)
          goOn(pair)
        },
        onError: (error) => notice.warn(faultText(error)),
      })
    },
    next: () => {
      if (item !== null && !shown.isPlaceholderData) goOn(item)
    },
    previous: () => {
      const last = seen.at(-1)
      if (last === undefined) return
      setSeen((list) => list.slice(0, -1))
      setPlace(({ after, turn }) => ({ after, back: last, turn: turn + 1 }))
    },
    undo: () => {
      const last = decided.at(-1)
      if (last === undefined || undo.isPending) return
      undo.mutate(last, {
        onSuccess: (started) => {
          setDecided((list) => list.slice(0, -1))
          setPlace(({ after, turn }) => ({ after, back: { a: last.a, b: last.b }, turn: turn + 1 }))
          notice.done(t(started === null ? 'desk.again' : 'desk.undone'))
        },
        onError: (error) => notice.warn(faultText(error)),
      })
    },
  }
}

export type Desk = ReturnType<typeof useDesk>
