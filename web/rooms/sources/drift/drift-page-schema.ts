import { driftSchema } from '#ingest/contract'
import { pageOf } from '#platform/http/contract'

/** A page of loads that wait, or waited, for a decision. */
export const driftPageSchema = pageOf(driftSchema)
