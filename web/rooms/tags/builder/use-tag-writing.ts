import { useState } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import { definitionsOf, type DefinitionView, publishDefinition, saveDefinition } from '../../../api/definitions.js'
import { useAction } from '../../../api/query.js'
import { keepScope } from '../../../ui/place/scope.js'
import { type AboutForm, toName } from './tag-draft.js'

interface Writing {
  readonly about: AboutForm
  readonly body: unknown
  readonly publish: boolean
}

/** Saves or publishes the draft and opens the tag; a save that worked is not repeated when publishing fails. */
export function useTagWriting(existing: DefinitionView | null, onSaved: () => void) {
  const navigate = useNavigate()
  const [search] = useSearchParams()
  const [revision, setRevision] = useState(existing?.revision ?? null)
  return useAction(
    async ({ about, body, publish }: Writing) => {
      const key = about.key.trim()
      const saved = await saveDefinition('tag', { key, name: toName(about), body }, revision)
      setRevision(saved.revision)
      return publish && saved.hasDraft ? publishDefinition('tag', key, saved.revision) : saved
    },
    {
      refreshes: [definitionsOf('tag'), '/api/v1/tags', '/api/v1/rule/vocabulary'],
      onDone: ({ key }) => {
        onSaved()
        void navigate(keepScope(`/customers/tags/${encodeURIComponent(key)}`, search))
      },
    },
  )
}
