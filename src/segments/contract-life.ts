import { z } from 'zod'
import { messageSchema, pageQuery } from '#platform/http/contract'

/** How often a snapshot of the newest version is taken by itself. */
export const segmentRefreshes = ['daily', 'weekly', 'monthly'] as const

export const changeWays = ['entered', 'left', 'stayed'] as const
export type ChangeWay = (typeof changeWays)[number]

/** Two snapshots, the earlier one first. */
export const changeQuery = z.object({ from: z.coerce.number().int().positive(), to: z.coerce.number().int().positive() })
export const changeMembersQuery = pageQuery.extend({ ...changeQuery.shape, way: z.enum(changeWays), columns: z.string().max(8000).optional() })

const count = z.number().int().nullable()

/** What changed between two snapshots, of the customers the asker may see; null where a count is hidden. */
export const segmentChangeSchema = z.object({ from: z.number().int(), to: z.number().int(), before: count, after: count, entered: count, left: count, stayed: count })
export type SegmentChange = z.infer<typeof segmentChangeSchema>

export const segmentOrgsSchema = z.object({
  runId: z.number().int(),
  asOf: z.string(),
  /** Every org with customers the asker may see, parents before their children. */
  items: z.array(z.object({ path: z.string(), depth: z.number().int(), customers: count, members: count })),
})
export type SegmentOrgs = z.infer<typeof segmentOrgsSchema>

export const segmentLifeSchema = z.strictObject({ refresh: z.enum(['never', ...segmentRefreshes]), frozen: z.boolean() })
export type SegmentLife = z.infer<typeof segmentLifeSchema>

/** What may be watched: growth and shrinking as a share of the size compared with, or a size that is passed. */
export const sizeMeasures = ['grows', 'shrinks', 'above', 'below'] as const
export type SizeMeasure = (typeof sizeMeasures)[number]

export const subscribeSchema = z
  .strictObject({
    measure: z.enum(sizeMeasures),
    /** A share (0.1 is 10 %) for growth and shrinking, customers for sizes. */
    threshold: z.number().positive().max(1e9),
    /** Growth since the snapshot before, or since the subscription began. */
    against: z.enum(['before', 'start']).default('before'),
  })
  .refine(({ measure, threshold }) => measure !== 'shrinks' || threshold <= 1, { path: ['threshold'], message: 'at most 1' })
export type Subscribe = z.infer<typeof subscribeSchema>

export const subscriptionSchema = z.object({
  id: z.string(),
  measure: z.enum(sizeMeasures),
  threshold: z.number(),
  against: z.enum(['before', 'start']),
  startSize: z.number().int().nullable(),
  since: z.string(),
  /** The last time it was met: as of when, and what was measured. */
  met: z.object({ asOf: z.string(), value: z.number() }).nullable(),
})
export const subscriptionsSchema = z.object({ items: z.array(subscriptionSchema) })
export type Subscription = z.infer<typeof subscriptionSchema>

export const webhookRequestSchema = z.strictObject({ url: z.url({ protocol: /^https?$/ }).max(500), purpose: z.string().trim().min(4).max(200) })

export const segmentWebhookSchema = z.object({
  id: z.string(),
  url: z.string(),
  purpose: z.string(),
  createdBy: z.string(),
  createdAt: z.string(),
  active: z.boolean(),
  /** The newest snapshot the receiver knows of in full; null before the first. */
  doneRun: z.number().int().nullable(),
  /** Deliveries that failed one after the other since the last that arrived. */
  failures: z.number().int(),
  /** Answer of the last attempt: an HTTP status, 0 without an answer; null before the first. */
  lastStatus: z.number().int().nullable(),
  lastAt: z.string().nullable(),
})
export const segmentWebhooksSchema = z.object({ items: z.array(segmentWebhookSchema) })
export type SegmentWebhook = z.infer<typeof segmentWebhookSchema>

/** What a receiver is sent, one POST a part of at most 500 customers. */
export const segmentDeliverySchema = z.object({
  segment: z.string(),
  version: z.number().int(),
  asOf: z.string(),
  fromRun: z.number().int().nullable(),
  toRun: z.number().int(),
  entered: z.array(z.string()),
  left: z.array(z.string()),
  /** Nothing more comes of this pair of snapshots. */
  last: z.boolean(),
})
export type SegmentDelivery = z.infer<typeof segmentDeliverySchema>

/** `FORMER`: who had this mobile or document has another by now. `AMBIGUOUS`: several persons the uploader may see have it. */
export const listReasons = ['EMPTY', 'TOO_LONG', 'MALFORMED', 'REPEATED', 'UNKNOWN', 'FORMER', 'AMBIGUOUS'] as const
export type ListReason = (typeof listReasons)[number]

/** Each reason in words. */
export const listReasonWords: Readonly<Record<ListReason, { readonly zh: string; readonly en: string }>> = {
  EMPTY: { zh: '空行', en: 'Empty line' },
  TOO_LONG: { zh: '过长，不是客户标识', en: 'Too long to name a customer' },
  MALFORMED: { zh: '不像手机号或证件号（表格软件可能改成了科学记数，请以文本保存）', en: 'Does not look like a mobile or a document (a spreadsheet may have rounded it: save the column as text)' },
  REPEATED: { zh: '重复，或与前面某行是同一客户', en: 'Repeated, or the same customer as a line above' },
  UNKNOWN: { zh: '查无此客户，或不在可见范围', en: 'No such customer, or out of your scope' },
  FORMER: { zh: '客户已改用别的号码，不按旧号匹配', en: 'The customer has another one by now; former ones do not match' },
  AMBIGUOUS: { zh: '对应多位客户，无法确定是谁', en: 'Several customers have it; it does not tell who is meant' },
}

/** What a list names customers by. */
export const listKinds = ['cust_id', 'mobile', 'id_no'] as const
export type ListKind = (typeof listKinds)[number]

/** A list of customers, one a line; a first line that names the column, and further columns, are left out. */
export const listUploadSchema = z.strictObject({
  key: z.string().regex(/^[a-z][a-z0-9-]{1,59}$/),
  by: z.enum(listKinds).default('cust_id'),
  /** A new list for a segment of a list that is there, of this revision: its rule stays, its next version has these customers. */
  revision: z.number().int().positive().optional(),
  name: messageSchema.partial({ en: true }),
  purpose: z.string().trim().min(4).max(200),
  fileName: z.string().max(200).optional(),
  text: z.string().min(1),
})
export type ListUpload = z.input<typeof listUploadSchema>

export const uploadedListSchema = z.object({
  runId: z.number().int(),
  key: z.string(),
  purpose: z.string(),
  fileName: z.string().nullable(),
  /** Who uploaded it. */
  by: z.string(),
  kind: z.enum(listKinds).default('cust_id'),
  asOf: z.string(),
  lines: z.number().int(),
  matched: z.number().int(),
  rejected: z.array(z.object({ reason: z.enum(listReasons), lines: z.number().int() })),
})
export type UploadedList = z.infer<typeof uploadedListSchema>

export const listRejectsSchema = z.object({
  items: z.array(z.object({ line: z.number().int(), shown: z.string(), reason: z.enum(listReasons) })),
  nextCursor: z.string().nullable(),
  total: z.number().int(),
})
