import { useMutation } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { z } from 'zod'
import { definitionSchema } from '#platform/definition/contract'
import { put } from '../../../api/client.js'
import type { ApiError } from '../../../api/problem.js'
import { useRefresh } from '../../../api/query.js'
import { definitionUrl, DEFINITIONS, SEGMENTS } from '../segment-paths.js'
import { useRested } from '../use-preview.js'

export type DefinitionView = z.infer<typeof definitionSchema>
export type SaveState = 'saved' | 'saving' | 'waiting' | 'failed'

interface Draft {
  readonly definition: DefinitionView
  readonly state: SaveState
  readonly error: ApiError | null
  /** Takes a newer form of the definition, such as the published one. */
  readonly keep: (definition: DefinitionView) => void
}

const PAUSE = 900

/**
 * Saves the draft by itself a moment after the last change, one write at a time, based on the last revision. `wanted` is
 * null while something is left to fill in.
 */
export function useDraft(opened: DefinitionView, wanted: object | null): Draft {
  const refresh = useRefresh()
  const [definition, keep] = useState(opened)
  const text = wanted === null ? null : JSON.stringify(wanted)
  const [first] = useState(text)
  const rested = useRested(text, PAUSE)
  const { key, revision } = definition
  const { mutate, isPending, variables, error } = useMutation<DefinitionView, ApiError, string>({
    mutationFn: (body) => put(definitionUrl(key), JSON.parse(body), definitionSchema, { revision }),
    onSuccess: async (saved) => {
      keep(saved)
      await refresh(SEGMENTS, DEFINITIONS)
    },
  })
  const tried = variables ?? first
  useEffect(() => {
    if (rested !== null && rested !== tried && !isPending) mutate(rested)
  }, [rested, tried, isPending, mutate])
  const resting = isPending ? 'saving' : text === null || text !== tried ? 'waiting' : null
  return { definition, state: resting ?? (error ? 'failed' : 'saved'), error, keep }
}
