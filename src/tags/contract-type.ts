import { z } from 'zod'

/** The type of a value as the contracts carry it. */
export const typeInfoSchema = z.object({
  type: z.string(),
  values: z.array(z.object({ code: z.string(), zh: z.string(), en: z.string() })).optional(),
  /** Codes beside `values` are met too. */
  isOpen: z.boolean().optional(),
  ccy: z.string().optional(),
})
