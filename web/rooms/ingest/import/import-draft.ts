import type { FileFormat, FileRef, Preview, Source } from '#ingest/contract'
import type { DefinitionView } from '../../../api/definitions.js'
import { keyFromFile, nobodyKnows, readSource, type SourceAbout, targetFormsOf } from '../mapping/source-body.js'
import { type TargetForm, toTargetForm } from '../mapping/target-form.js'

export interface ChosenFile {
  readonly ref: FileRef
  readonly name: string
  /** Unknown for a path on the server until it is looked at. */
  readonly bytes: number | null
}

export type FormatChoice = { readonly [Key in keyof FileFormat]?: FileFormat[Key] | undefined }

/** The source whose mapping is used; its next version when the mapping is changed. */
export interface ChosenSource {
  readonly key: string
  readonly revision: number
  readonly version: number | null
  readonly name: { readonly zh: string; readonly en?: string | undefined }
  readonly body: Source
}

export const importSteps = ['file', 'preview', 'mapping', 'about', 'progress'] as const
export type ImportStep = (typeof importSteps)[number]

/** Everything the wizard knows; kept in the browser's session until the load is started. */
export interface ImportDraft {
  readonly step: ImportStep
  readonly file: ChosenFile | null
  readonly format: FormatChoice
  /** `null` until the first mapping is taken over. */
  readonly targets: readonly TargetForm[] | null
  readonly source: ChosenSource | null
  readonly about: SourceAbout
  readonly jobId: string | null
}

export const freshDraft: ImportDraft = {
  step: 'file',
  file: null,
  format: {},
  targets: null,
  source: null,
  about: nobodyKnows,
  jobId: null,
}

export const isDirty = (draft: ImportDraft): boolean => draft.file !== null && draft.jobId === null

/** A new file: what was read off the old one is forgotten. */
export function withFile(draft: ImportDraft, file: ChosenFile | null): ImportDraft {
  return { ...freshDraft, source: draft.source, format: draft.source?.body.format ?? {}, file }
}

/** Maps by a source that exists; null when its definition cannot be read. */
export function withSource(draft: ImportDraft, definition: DefinitionView): ImportDraft | null {
  const body = readSource(definition.body)
  if (body === null) return null
  const { key, revision, version, name } = definition
  return {
    ...draft,
    source: { key, revision, version, name, body },
    targets: targetFormsOf(body),
    about: {
      key,
      nameZh: name.zh,
      nameEn: name.en ?? '',
      purpose: body.purpose ?? '',
      legalBasis: body.legalBasis ?? '',
      classification: body.classification ?? '',
      demo: body.demo === true,
      businessDate: draft.about.businessDate,
    },
  }
}

/** Maps by what the server suggests for the file. */
export function withSuggestion(draft: ImportDraft, preview: Preview): ImportDraft {
  const key = draft.file === null ? '' : keyFromFile(draft.file.name)
  const nameZh = draft.file === null ? '' : (draft.file.name.split(/[\\/]/).at(-1) ?? '')
  return {
    ...draft,
    source: null,
    targets: preview.suggestion.map(toTargetForm),
    about: { ...nobodyKnows, key, nameZh, businessDate: draft.about.businessDate },
  }
}

export function stepBefore(step: ImportStep): ImportStep | null {
  return importSteps[importSteps.indexOf(step) - 1] ?? null
}

export function stepAfter(step: ImportStep): ImportStep | null {
  return importSteps[importSteps.indexOf(step) + 1] ?? null
}
