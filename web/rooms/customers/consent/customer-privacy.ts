import type { z } from 'zod'
import type { customerPrivacySchema } from '#privacy/contract'

/** What a customer agreed to and wishes, as the server tells it. */
export type CustomerPrivacy = z.infer<typeof customerPrivacySchema>
