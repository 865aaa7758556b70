import { z } from 'zod'

export const ownerPreferences = ['OPEN', 'VALUE', 'OLDEST', 'NEWEST'] as const
export type OwnerPreference = (typeof ownerPreferences)[number]

const limit = (byDefault: number) => z.number().int().min(2).max(50).default(byDefault)

/** Body of the definition `identity-rules/one-id`: when two customer numbers are one person. */
export const identityRulesSchema = z.strictObject({
  /** Rules that decide alone, before the probability does. */
  deterministic: z
    .strictObject({
      /** The same identity number, unless birth date or gender contradict. */
      idNumber: z.boolean().default(true),
      /** The same WeCom or official account, nothing contradicting. */
      social: z.boolean().default(true),
      /** The same mobile and name, nothing contradicting. */
      mobileAndName: z.boolean().default(true),
    })
    .default({ idNumber: true, social: true, mobileAndName: true }),
  /** Probability from which a pair is linked, and from which it is reviewed. */
  thresholds: z
    .strictObject({ accept: z.number().min(0.5).max(1), review: z.number().min(0).max(1) })
    .refine(({ accept, review }) => review <= accept, 'review must not be above accept')
    .default({ accept: 0.99, review: 0.5 }),
  /** More customers than this sharing one value say nothing: pairs are not made from it. */
  sharing: z
    .strictObject({ idNumber: limit(10), mobile: limit(8), email: limit(8), device: limit(8), social: limit(8), nameBirth: limit(20) })
    .default({ idNumber: 10, mobile: 8, email: 8, device: 8, social: 8, nameBirth: 20 }),
  /** A larger person is not made by machine. */
  maxMembers: z.number().int().min(2).max(20).default(5),
  /** Whose main org and manager a person with several customer numbers has: the first preference that tells them apart. */
  owner: z.array(z.enum(ownerPreferences)).min(1).default(['OPEN', 'VALUE', 'OLDEST']),
})
export type IdentityRules = z.infer<typeof identityRulesSchema>

/** What holds until somebody publishes rules. */
export const defaultRules: IdentityRules = identityRulesSchema.parse({})

/** Key of the one definition. */
export const RULES_KEY = 'one-id'

/** Name it is first saved by. */
export const RULES_NAME = { zh: '身份归并规则', en: 'One-ID rules' } as const
