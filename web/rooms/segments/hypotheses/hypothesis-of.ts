import { segmentSchema } from '#segments/contract'

const partSchema = segmentSchema.pick({ hypothesis: true }).loose()

/** The card a segment was adopted from. */
export function hypothesisOf(body: unknown): { readonly id: number; readonly claim: string } | null {
  return partSchema.safeParse(body).data?.hypothesis ?? null
}
