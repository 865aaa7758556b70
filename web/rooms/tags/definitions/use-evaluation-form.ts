import { useEffect, useState } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import type { DefinitionView } from '../../../api/definitions.js'
import { type DraftPlace, keepDraft, readKept } from '../../../ui/form/kept-draft.js'
import { type DefinitionForm, useDefinitionForm } from '../../../ui/form/use-definition-form.js'
import { keepScope } from '../../../ui/place/scope.js'

export type EvaluationKindName = 'decision' | 'tag-label' | 'mis-tag'

/** A kind of definition of the evaluation of tags: where its drafts lie, what shows it, where it opens. */
export interface EvaluationKind<Body extends object, Kind extends EvaluationKindName = EvaluationKindName> extends DraftPlace<Body> {
  readonly kind: Kind
  readonly refreshes: readonly string[]
  /** Its form. */
  readonly editPath: (key: string) => string
  /** Where it is read once it is published. */
  readonly openPath: (key: string) => string
}

/** The form of one: a new one is kept in this tab until it is saved. */
export function useEvaluationForm<Body extends object>(of: EvaluationKind<Body>, opened: DefinitionView | null, body: Body): { readonly form: DefinitionForm<Body>; readonly open: (key: string) => void } {
  const navigate = useNavigate()
  const [search] = useSearchParams()
  const [start] = useState(() => (opened === null ? readKept(of) : { names: { zh: opened.name.zh, en: opened.name.en ?? '', key: opened.key }, body }))
  const go = (path: string, replace: boolean) => {
    keepDraft(of.place, null)
    void navigate(keepScope(path, search), { replace })
  }
  const form = useDefinitionForm<Body>({ kind: of.kind, opened, start, refreshes: of.refreshes, onCreated: (key) => go(of.editPath(key), true) })
  const { names, body: written, definition } = form
  useEffect(() => {
    const isEmpty = names.zh === '' && JSON.stringify(written) === JSON.stringify(of.start)
    if (definition === null && !isEmpty) keepDraft(of.place, { names, body: written })
  }, [of, definition, names, written])
  return { form, open: (key) => go(of.openPath(key), false) }
}
