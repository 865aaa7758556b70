import type { DefinitionNames } from '../../../../ui/form/use-definition-form.js'
import { type ClusterDraft, readDraft, startDraft } from './cluster-draft.js'

const PLACE = 'qunce.new-clustering'

export interface KeptDraft {
  readonly names: DefinitionNames
  readonly body: ClusterDraft
}

const empty: KeptDraft = { names: { zh: '', en: '', key: '' }, body: startDraft }

/** A clustering not saved yet as this tab has it, so that a reload loses nothing; an empty one when there is none. */
export function readKept(): KeptDraft {
  try {
    const kept = JSON.parse(sessionStorage.getItem(PLACE) ?? 'null') as { names?: Partial<DefinitionNames>; body?: unknown } | null
    const body = readDraft(kept?.body)
    return body === null ? empty : { names: { ...empty.names, ...kept?.names }, body }
  } catch {
    return empty
  }
}

/** Keeps it; null forgets it. */
export function keepDraft(draft: KeptDraft | null): void {
  try {
    if (draft === null) sessionStorage.removeItem(PLACE)
    else sessionStorage.setItem(PLACE, JSON.stringify(draft))
  } catch {
    // Private windows may refuse storage.
  }
}
