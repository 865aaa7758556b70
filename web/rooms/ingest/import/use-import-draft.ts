import { useCallback, useEffect, useState } from 'react'
import { freshDraft, type ImportDraft } from './import-draft.js'

const PLACE = 'qunce.import.1'

function remembered(): ImportDraft {
  try {
    const text = sessionStorage.getItem(PLACE)
    return text === null ? freshDraft : { ...freshDraft, ...(JSON.parse(text) as Partial<ImportDraft>) }
  } catch {
    return freshDraft
  }
}

function remember(draft: ImportDraft): void {
  try {
    if (draft === freshDraft) sessionStorage.removeItem(PLACE)
    else sessionStorage.setItem(PLACE, JSON.stringify(draft))
  } catch {
    // Private windows may refuse storage.
  }
}

export type ChangeDraft = (change: (draft: ImportDraft) => ImportDraft) => void

/** The wizard's draft, kept in the browser's session so that a reload loses nothing. */
export function useImportDraft(): readonly [ImportDraft, ChangeDraft] {
  const [draft, setDraft] = useState(remembered)
  const change = useCallback<ChangeDraft>((make) => {
    setDraft((before) => {
      const after = make(before)
      remember(after)
      return after
    })
  }, [])
  const isStarted = draft.jobId !== null
  // A started load goes on by itself; whoever leaves it and comes back begins another. A reload still shows it.
  useEffect(() => (isStarted ? () => remember(freshDraft) : undefined), [isStarted])
  return [draft, change]
}
