import { z } from 'zod'

/** A bank's customer number as given in a file. */
export const custIdSchema = z.string().min(1).max(200)
export type CustId = z.infer<typeof custIdSchema>
