import { keepDraft, readKept } from '../../../ui/form/kept-draft.js'
import { type AboutForm, emptyAbout } from './tag-draft.js'
import { emptyForm, type ValueForm, valueKinds } from './value-form.js'

/** The whole form, as it stands. */
export interface TagDraft {
  readonly about: AboutForm
  readonly form: ValueForm
}

interface Kept extends TagDraft {
  /** What the draft changes: the revision it was opened at; 0 for a new one. */
  readonly revision: number
}

const placeOf = (key: string | null): string => `qunce.tag-draft.${key ?? 'new'}`

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

/** A kept draft of any age with the parts it lacks; null for what is none. */
function read(body: unknown): Kept | null {
  if (!isObject(body) || !isObject(body.about) || !isObject(body.form) || typeof body.revision !== 'number') return null
  const form = { ...emptyForm, ...body.form }
  return valueKinds.includes(form.kind) ? { about: { ...emptyAbout, ...body.about }, form, revision: body.revision } : null
}

/** What was written and not saved in this tab, of the same revision; null when there is nothing. */
export function keptTag(key: string | null, revision: number): TagDraft | null {
  const start: Kept = { about: emptyAbout, form: emptyForm, revision: -1 }
  const { body } = readKept<Kept>({ place: placeOf(key), read, start })
  return body.revision === revision ? { about: body.about, form: body.form } : null
}

/** Keeps what is written; null forgets it. */
export function keepTag(key: string | null, revision: number, draft: TagDraft | null): void {
  keepDraft<Kept>(placeOf(key), draft === null ? null : { names: { zh: '', en: '', key: '' }, body: { ...draft, revision } })
}
