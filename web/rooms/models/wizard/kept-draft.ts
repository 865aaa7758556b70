import type { DefinitionNames } from '../../../ui/form/use-definition-form.js'
import type { AnyDraft } from './step-props.js'
import type { WizardKind } from './wizard-kind.js'

const placeOf = (kind: string): string => (kind === 'predict' ? 'qunce.new-model' : `qunce.new-model.${kind}`)

export interface KeptDraft<Draft extends AnyDraft> {
  readonly names: DefinitionNames
  readonly body: Draft
}

/** A model not saved yet as this tab has it, so that a reload loses nothing; an empty one when there is none. */
export function readKept<Draft extends AnyDraft>({ name, read, start }: WizardKind<Draft>): KeptDraft<Draft> {
  const empty = { names: { zh: '', en: '', key: '' }, body: start }
  try {
    const kept = JSON.parse(sessionStorage.getItem(placeOf(name)) ?? 'null') as { names?: Partial<DefinitionNames>; body?: unknown } | null
    const body = read(kept?.body)
    return body === null ? empty : { names: { ...empty.names, ...kept?.names }, body }
  } catch {
    return empty
  }
}

/** Keeps it; null forgets it. */
export function keepDraft<Draft extends AnyDraft>({ name }: WizardKind<Draft>, draft: KeptDraft<Draft> | null): void {
  try {
    if (draft === null) sessionStorage.removeItem(placeOf(name))
    else sessionStorage.setItem(placeOf(name), JSON.stringify(draft))
  } catch {
    // Private windows may refuse storage.
  }
}
