import type { DefinitionNames } from './use-definition-form.js'

export interface KeptDraft<Draft> {
  readonly names: DefinitionNames
  readonly body: Draft
}

/** Where a draft lies in this tab, what reads one back (null for what it cannot show) and what one begins with. */
export interface DraftPlace<Draft> {
  readonly place: string
  readonly read: (body: unknown) => Draft | null
  readonly start: Draft
}

/** A definition not saved yet as this tab has it, so that a reload loses nothing; an empty one when there is none. */
export function readKept<Draft>({ place, read, start }: DraftPlace<Draft>): KeptDraft<Draft> {
  const empty = { names: { zh: '', en: '', key: '' }, body: start }
  try {
    const kept = JSON.parse(sessionStorage.getItem(place) ?? 'null') as { names?: Partial<DefinitionNames>; body?: unknown } | null
    const body = read(kept?.body)
    return body === null ? empty : { names: { ...empty.names, ...kept?.names }, body }
  } catch {
    return empty
  }
}

/** Keeps it; null forgets it. */
export function keepDraft<Draft>(place: string, draft: KeptDraft<Draft> | null): void {
  try {
    if (draft === null) sessionStorage.removeItem(place)
    else sessionStorage.setItem(place, JSON.stringify(draft))
  } catch {
    // Private windows may refuse storage.
  }
}
