import { z } from 'zod'
import { messageSchema, pageOf } from '#platform/http/contract'

export const goalKinds = ['SCALE', 'CUSTOMERS', 'FEE', 'ACTIVITY', 'RETENTION', 'EXPERIENCE', 'RISK'] as const
export const goalKindSchema = z.enum(goalKinds)
export const channels = ['FILE', 'WEBHOOK', 'EMAIL', 'TASK'] as const
export const channelSchema = z.enum(channels)
export type Channel = z.infer<typeof channelSchema>
export const purposes = ['MARKETING', 'SERVICE'] as const
export const purposeSchema = z.enum(purposes)
export type Purpose = z.infer<typeof purposeSchema>

/** Variables a text may name in braces, such as `{name}`. */
export const contentVariables = ['name', 'arm', 'rm'] as const

const slug = z.string().regex(/^[a-z][a-z0-9-]{0,62}$/, 'a lower-case letter, then letters, digits or hyphens')
const metricKey = z.string().min(1).max(100)

export const contentSchema = z.strictObject({
  subject: z.string().trim().max(200).optional(),
  body: z.string().trim().min(1).max(20_000),
})
export type Content = z.infer<typeof contentSchema>

export const armSchema = z.strictObject({
  key: slug,
  name: messageSchema.partial({ en: true }),
  /** Part of the list, in (0, 1]. */
  share: z.number().positive().max(1),
  control: z.boolean().default(false),
  /** Instead of the strategy's own content. */
  content: contentSchema.optional(),
})
export type StrategyArm = z.infer<typeof armSchema>

/** Body of a `strategy` definition: goal, who, how, what is compared and what it is judged on. */
export const strategySchema = z.strictObject({
  description: messageSchema.partial({ en: true }).optional(),
  goal: z.strictObject({ kind: goalKindSchema, metric: metricKey.optional(), note: z.string().max(1000).optional() }),
  segment: z.strictObject({ key: z.string().min(1).max(80), version: z.union([z.int().min(1), z.literal('latest')]) }),
  purpose: purposeSchema,
  channel: channelSchema,
  arms: z.array(armSchema).min(2).max(10),
  metrics: z.array(metricKey).max(20).default([]),
  window: z.strictObject({ days: z.int().min(1).max(730) }).optional(),
  content: contentSchema.optional(),
  webhookUrl: z.url({ protocol: /^https?$/ }).max(500).optional(),
  /** false: everybody gets the same, so who switched personalisation off may be contacted too. */
  personalised: z.boolean().optional(),
  caps: z.strictObject({ perCustomerDays: z.int().min(1).max(365), max: z.int().min(1).max(100) }).optional(),
  validFrom: z.iso.date().optional(),
  validTo: z.iso.date().optional(),
})
export type Strategy = z.infer<typeof strategySchema>

export const listStatuses = ['FROZEN', 'RELEASED', 'CANCELLED'] as const
export const listStatusSchema = z.enum(listStatuses)
export type ListStatus = z.infer<typeof listStatusSchema>

export const listArmSchema = z.object({ key: z.string(), share: z.number(), control: z.boolean() })
export type ListArm = z.infer<typeof listArmSchema>

export const waterfallSteps = ['UNIVERSE', 'DECEASED', 'MINOR', 'STAFF', 'ACCOUNT', 'CONSENT', 'DO_NOT_CONTACT', 'DNC_LIST', 'OTHER_LIST', 'ASSIGNED'] as const
export const waterfallStepSchema = z.object({
  step: z.enum(waterfallSteps),
  /** NOT_EVALUATED: the bank gave no data for it; NOT_APPLICABLE: the purpose does not ask for it. */
  status: z.enum(['EVALUATED', 'NOT_EVALUATED', 'NOT_APPLICABLE']),
  in: z.number().int(),
  /** Customers this step took out; null when it is below the asker's smallest cell. */
  out: z.number().int().nullable(),
  left: z.number().int(),
  reasons: z.array(z.object({ reason: z.string(), n: z.number().int() })),
})
export type WaterfallStep = z.infer<typeof waterfallStepSchema>

/** A frozen list without its members. */
export const listSchema = z.object({
  id: z.string(),
  strategy: z.string(),
  strategyVersion: z.number().int(),
  segment: z.string(),
  segmentVersion: z.number().int(),
  asOf: z.string(),
  channel: channelSchema,
  purpose: purposeSchema,
  arms: z.array(listArmSchema),
  /** Members drawn per arm. */
  counts: z.record(z.string(), z.number().int()),
  size: z.number().int(),
  status: listStatusSchema,
  author: z.object({ id: z.string(), name: z.string() }),
  releasedBy: z.object({ id: z.string(), name: z.string() }).nullable(),
  createdAt: z.string(),
  releasedAt: z.string().nullable(),
})
export type FrozenList = z.infer<typeof listSchema>
export const listPageSchema = pageOf(listSchema)

export const listDetailSchema = listSchema.extend({
  salt: z.string(),
  waterfall: z.array(waterfallStepSchema),
  /** Chance of counts this far from the designed shares; null when nothing can be compared. */
  sampleRatio: z.object({ pValue: z.number(), flagged: z.boolean() }).nullable(),
  /** Highest load the freeze saw. */
  maxLoadId: z.number().int(),
})

export const freezeRequestSchema = z.strictObject({ asOf: z.iso.date().optional() })
export const listMemberSchema = z.object({ custId: z.string(), orgPath: z.string(), rm: z.string(), arm: z.string(), bucket: z.number() })
export const listMemberPageSchema = pageOf(listMemberSchema)
export const listExportRequestSchema = z.strictObject({ purpose: z.string().trim().min(4).max(200) })

const custId = z.string().min(1).max(100)
export const armRequestSchema = z.strictObject({ strategy: z.string().max(80), custId, list: z.string().max(20).optional() })
export const armAnswerSchema = z.object({ arm: z.string(), listId: z.string(), bucket: z.number(), notInList: z.boolean() })

export const strategyItemSchema = z.object({
  key: z.string(),
  name: messageSchema.partial({ en: true }),
  goal: goalKindSchema,
  channel: channelSchema,
  purpose: purposeSchema,
  segment: z.object({ key: z.string(), sentence: messageSchema }),
  arms: z.array(listArmSchema),
  version: z.number().int().nullable(),
  hasDraft: z.boolean(),
  revision: z.number().int(),
  /** DRAFT before the first publish, else the newest list's status, PUBLISHED without a list. */
  status: z.enum(['DRAFT', 'PUBLISHED', ...listStatuses]),
  lastList: listSchema.nullable(),
  updatedAt: z.string(),
})
export const strategyListSchema = z.object({ items: z.array(strategyItemSchema) })

export const powerRequestSchema = z.strictObject({
  /** Rate expected in control. */
  baseline: z.number().gt(0).lt(1),
  /** Customers in the list. */
  n: z.int().min(4).max(1_000_000_000),
  /** Control's part. */
  share: z.number().gt(0).lt(1),
  /** Absolute rise to be found; gives `needed`. */
  effect: z.number().gt(0).lt(1).optional(),
})
export const powerAnswerSchema = z.object({
  control: z.number().int(),
  arm: z.number().int(),
  /** Smallest absolute rise found with power 0.8 at 0.05; null when there is none. */
  mde: z.number().nullable(),
  needed: z.object({ control: z.number().int(), arm: z.number().int(), total: z.number().int() }).nullable(),
})

export const doNotContactRequestSchema = z.strictObject({ custIds: z.array(custId).min(1).max(100_000), reason: z.string().trim().min(2).max(200) })
export const doNotContactChangeSchema = z.object({ changed: z.number().int(), total: z.number().int() })
export const doNotContactCountSchema = z.object({ total: z.number().int() })
export const doNotContactRemoveSchema = z.strictObject({ custId, reason: z.string().trim().min(2).max(200) })
