import { z } from 'zod'

/** Past campaigns an uplift model can learn from. Counts below the asker's smallest cell are null. */
export const pastCampaignsSchema = z.object({
  items: z.array(
    z.object({
      campaign: z.string(),
      first: z.string(),
      last: z.string(),
      customers: z.number().int().nullable(),
      arms: z.array(z.object({ arm: z.string(), customers: z.number().int().nullable() })),
      channels: z.array(z.string()),
      /** Outcomes whose rows name it, and whether amounts come with them. */
      metrics: z.array(z.object({ metric: z.string(), amounts: z.boolean() })),
    }),
  ),
  /** There are more than are listed. */
  cut: z.boolean(),
})
export type PastCampaigns = z.infer<typeof pastCampaignsSchema>
