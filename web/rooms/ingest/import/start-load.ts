import type { FileFormat, Source } from '#ingest/contract'
import { startedSchema } from '#platform/http/contract'
import { post } from '../../../api/client.js'
import { publishDefinition, saveDefinition } from '../../../api/definitions.js'
import { isSameBody, readSource, toSourceBody } from '../mapping/source-body.js'
import type { ImportDraft } from './import-draft.js'

/** Body the draft's source will have. A chosen source keeps how its files are written. */
export function bodyOf(draft: ImportDraft, format: FileFormat): Source {
  const { source, about, targets } = draft
  const written = source === null ? format : { ...source.body.format, ...draft.format }
  return toSourceBody(about, written as FileFormat, targets ?? [], source?.body ?? {})
}

/** Whether the chosen source must be published again to load this file. */
export function needsVersion(draft: ImportDraft, format: FileFormat): boolean {
  const { source, about } = draft
  if (source === null || source.version === null) return true
  const isSameName = source.name.zh === about.nameZh && (source.name.en ?? '') === about.nameEn
  return !isSameName || !isSameBody(readSource(bodyOf(draft, format)), source.body)
}

/** Publishes the mapping when it is new or changed, then starts the load; answers the job's id. */
export async function startLoad(draft: ImportDraft, format: FileFormat): Promise<string> {
  const { file, about, source } = draft
  if (file === null) throw new TypeError('No file')
  const key = source?.key ?? about.key.trim()
  if (needsVersion(draft, format)) {
    const name = {
      zh: about.nameZh.trim(),
      ...(about.nameEn.trim() === '' ? {} : { en: about.nameEn.trim() }),
    }
    const body = bodyOf(draft, format)
    const saved = await saveDefinition('source', { key, name, body }, source?.revision ?? null)
    await publishDefinition('source', key, saved.revision)
  }
  const { businessDate } = about
  const request = { source: key, file: file.ref, ...(businessDate === '' ? {} : { businessDate }) }
  return (await post('/api/v1/data/loads', request, startedSchema)).jobId
}
