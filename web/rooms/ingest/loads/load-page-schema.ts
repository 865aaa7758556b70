import { loadSchema } from '#ingest/contract'
import { pageOf } from '#platform/http/contract'

/** A page of the list of loads. */
export const loadPageSchema = pageOf(loadSchema)
