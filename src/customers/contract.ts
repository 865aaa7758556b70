import { z } from 'zod'
import { messageSchema, pageOf, pageQuery } from '#platform/http/contract'
import { amountSchema, codeSchema, doNotSellSchema } from './contract-amount.js'
import { faces } from './domain/face.js'
import { timelineKinds } from './domain/timeline-kind.js'

export { identifierKindOf, type IdentifierKind } from './domain/identifier-kind.js'
export { channelName, shippedName } from './domain/code-names.js'
export { faceOf, faces, type Face } from './domain/face.js'
export { earnedTypes, insideMemos, insideTypes, leavingTypes, moneyClasses, productMoves, type MoneyClass, type MoneyMove } from './domain/money-moves.js'
export { cityName, provinceName, provinceOf } from './domain/places.js'
export { crossesBank, isOfTypes, MOVE_COLUMNS, productOfMove, wentThrough } from './sql/money-moves.js'
export * from './contract-amount.js'
export * from './contract-more.js'
export * from './contract-recurring.js'
export { flowClasses, isMove, type FlowClass } from './domain/flow-class.js'
export { rhythms, type Rhythm } from './domain/flow-rhythm.js'
export { flowStates, type FlowState } from './domain/recurring-flow.js'
export { timelineKinds, type TimelineKind } from './domain/timeline-kind.js'

export const searchKinds = ['custId', 'name', 'mobile', 'idNo', 'email'] as const
export const searchSorts = ['custId', 'assets', 'opened', 'lastActivity'] as const
export type SearchSort = (typeof searchSorts)[number]

/** A search of customers. In a body, so that no identifier is in a URL or a log. */
export const customerSearchSchema = z.strictObject({
  by: z.enum(searchKinds).default('custId'),
  /** Start of the customer number, or a whole name, mobile, identity number or e-mail. */
  text: z.string().trim().max(200).default(''),
  /** Why; needed when a direct identifier is searched for. */
  purpose: z.string().trim().max(200).optional(),
  segment: z.string().max(80).optional(),
  tag: z.strictObject({ key: z.string().max(80), value: z.string().max(200) }).optional(),
  orgId: z.string().max(40).optional(),
  rm: z.string().max(40).optional(),
  status: z.string().max(40).optional(),
  sort: z.enum(searchSorts).default('custId'),
  order: z.enum(['asc', 'desc']).default('asc'),
  asOf: z.iso.date().optional(),
  cursor: pageQuery.shape.cursor,
  limit: z.number().int().min(1).max(200).default(50),
})
export type CustomerSearch = z.infer<typeof customerSearchSchema>

export const placeSchema = z.object({ orgId: z.string().nullable(), path: z.string(), zh: z.string(), en: z.string() })

export const customerItemSchema = z.object({
  custId: z.string(),
  name: z.string().nullable(),
  gender: codeSchema.nullable(),
  age: z.number().int().nullable(),
  org: placeSchema,
  rm: z.string().nullable(),
  status: codeSchema.nullable(),
  kycStatus: codeSchema.nullable(),
  openDate: z.string().nullable(),
  assets: amountSchema.nullable(),
  assetsOn: z.string().nullable(),
  lastActivity: z.string().nullable(),
})
export type CustomerItem = z.infer<typeof customerItemSchema>
export const customerPageSchema = pageOf(customerItemSchema).extend({ asOf: z.string() })

export const kycFieldSchema = codeSchema.extend({ filled: z.boolean() })
export const kycSchema = z.object({
  /** Filled required fields over required fields (domain A10). */
  filled: z.number().int(),
  required: z.number().int(),
  fields: z.array(kycFieldSchema),
  status: codeSchema.nullable(),
  expiresOn: z.string().nullable(),
})

export const assetKinds = ['deposit', 'wealth', 'fund', 'insurance', 'gold'] as const
export type AssetKind = (typeof assetKinds)[number]
export const assetMonthSchema = z.object({
  month: z.string(),
  total: amountSchema.nullable(),
  debt: amountSchema.nullable(),
  parts: z.array(z.object({ kind: z.enum(assetKinds), amount: amountSchema })),
})

export const customerSchema = z.object({
  custId: z.string(),
  asOf: z.string(),
  name: z.string().nullable(),
  /** Whether amounts are exact for the asker. */
  exact: z.boolean(),
  /** Other customer numbers of the same person inside the asker's scope. */
  otherNumbers: z.array(z.object({ custId: z.string(), org: placeSchema, status: codeSchema.nullable() })),
  /** How many more the person has outside it. */
  hiddenNumbers: z.number().int(),
  age: z.number().int().nullable(),
  gender: codeSchema.nullable(),
  city: codeSchema.nullable(),
  occupation: codeSchema.nullable(),
  education: codeSchema.nullable(),
  marital: codeSchema.nullable(),
  incomeBand: codeSchema.nullable(),
  org: placeSchema,
  rm: z.string().nullable(),
  status: codeSchema.nullable(),
  openDate: z.string().nullable(),
  openChannel: codeSchema.nullable(),
  minor: z.boolean(),
  deceased: z.boolean(),
  staff: z.boolean(),
  doNotContact: z.boolean(),
  /** After a complaint; the contact gate stops marketing at step 4 until then. */
  doNotSell: doNotSellSchema.nullable(),
  /** null: never asked. */
  marketingConsent: z.boolean().nullable(),
  /** `restricted`: kept by law, of no other use; `erased`: direct identifiers are gone. */
  dataState: z.enum(['normal', 'restricted', 'erased']),
  kyc: kycSchema,
  risk: z.object({ rating: codeSchema, assessedOn: z.string(), expiresOn: z.string().nullable(), expired: z.boolean() }).nullable(),
  assets: z.object({ total: amountSchema.nullable(), on: z.string().nullable(), debt: amountSchema.nullable() }),
  productsHeld: z.number().int(),
  lastActivity: z.string().nullable(),
})
export type Customer = z.infer<typeof customerSchema>

export const productSchema = z.object({ id: z.string(), zh: z.string(), en: z.string(), category: codeSchema.nullable() })
export const holdingsSchema = z.object({
  asOf: z.string(),
  months: z.array(assetMonthSchema),
  accounts: z.array(
    z.object({
      account: z.string(), custId: z.string(), type: z.string().nullable(), product: productSchema.nullable(), openDate: z.string().nullable(), closeDate: z.string().nullable(),
      status: z.string().nullable(), balance: amountSchema.nullable(), balanceAt: z.string().nullable(),
    }),
  ),
  positions: z.array(
    z.object({
      position: z.string(), custId: z.string(), product: productSchema, openDate: z.string().nullable(), maturityDate: z.string().nullable(),
      /** Days from the date asked; negative when past. */
      daysLeft: z.number().int().nullable(), principal: amountSchema.nullable(), status: codeSchema.nullable(),
    }),
  ),
  loans: z.array(
    z.object({
      loan: z.string(), custId: z.string(), product: productSchema.nullable(), principal: amountSchema.nullable(), rateBp: z.number().nullable(), startDate: z.string().nullable(),
      endDate: z.string().nullable(), status: z.string().nullable(), daysPastDue: z.number().int().nullable(), nextDue: z.string().nullable(),
    }),
  ),
})
export type Holdings = z.infer<typeof holdingsSchema>

/** Channels the bank model knows; a bank may have its own, which filter just as well. */
export const timelineChannels = ['APP', 'WEB', 'COUNTER', 'ATM', 'POS', 'ONLINE', 'SMS', 'PHONE', 'CALL', 'HOTLINE', 'WECOM', 'EMAIL', 'PUSH', 'AUTO', 'BATCH', 'FILE', 'WEBHOOK', 'TASK'] as const
/** What a timeline is narrowed by. */
export const timelineFilters = ['kinds', 'channels', 'dates'] as const
export type TimelineFilter = (typeof timelineFilters)[number]

export const timelineItemSchema = z.object({
  id: z.string(),
  kind: z.enum(timelineKinds),
  at: z.string(),
  /** The source gave a day only. */
  dayOnly: z.boolean(),
  custId: z.string(),
  title: messageSchema,
  detail: messageSchema.nullable(),
  amount: amountSchema.nullable(),
  direction: z.enum(['in', 'out']).nullable(),
  /** Where it happened; null where the bank does not say, or by several. */
  channel: z.string().nullable(),
  link: z.object({ kind: z.enum(['list', 'consents', 'identity']), key: z.string() }).nullable(),
})
export type TimelineItem = z.infer<typeof timelineItemSchema>
export const timelineQuerySchema = z.object({
  asOf: z.iso.date().optional(),
  /** First day; everything when absent. */
  from: z.iso.date().optional(),
  /** Last day; the business date when absent. */
  until: z.iso.date().optional(),
  /** Channels, comma separated; with any, what has no channel is left out. */
  channels: z.string().max(400).optional(),
  /** Kinds, comma separated; all when absent. */
  kinds: z.string().max(200).optional(),
  cursor: pageQuery.shape.cursor,
  limit: z.coerce.number().int().min(1).max(200).default(50),
})
/** Of a timeline that filters leave empty: those of which one alone, taken away, would show something, or all of them together. */
const emptiedSchema = z.object({ by: z.array(z.enum(timelineFilters)), together: z.boolean() })
export type Emptied = z.infer<typeof emptiedSchema>
export const timelineSchema = z.object({ items: z.array(timelineItemSchema), nextCursor: z.string().nullable(), asOf: z.string(), emptied: emptiedSchema.nullable() })

export const identifierFields = ['name', 'mobile', 'id_no', 'email', 'address'] as const
export const customerIdentitySchema = z.object({
  numbers: z.array(z.object({ custId: z.string(), org: placeSchema, rm: z.string().nullable(), status: codeSchema.nullable(), openDate: z.string().nullable(), asked: z.boolean() })),
  hiddenNumbers: z.number().int(),
  identifiers: z.array(z.object({ custId: z.string(), field: z.enum(identifierFields), masked: z.string() })),
  /** Merges, splits and undos these numbers were part of, newest first; of other numbers only those the asker may see. */
  history: z.array(z.object({ changeId: z.string(), kind: z.enum(['link', 'merge', 'split', 'undo']), at: z.string(), by: z.string(), note: z.string().nullable(), custIds: z.array(z.string()), hidden: z.number().int() })),
  links: z.array(z.object({ custId: z.string(), kind: codeSchema, count: z.number().int(), verified: z.number().int(), lastSeen: z.string().nullable() })),
})
export type CustomerIdentity = z.infer<typeof customerIdentitySchema>

const named = messageSchema.partial({ en: true })
export const customerTagSchema = z.object({
  key: z.string(), name: named, facet: z.string(), classification: z.string(), type: z.string(),
  value: z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]).nullable(),
  /** The value's name when it is a code. */
  label: messageSchema.nullable(),
  /** Names of the items of a set. */
  items: z.array(messageSchema),
  /** Set instead of `value` for money. */
  amount: amountSchema.nullable(),
  /** How the customer is spread over codes, where the tag says so. */
  shares: z.array(z.object({ code: z.string(), zh: z.string(), en: z.string(), share: z.number() })),
  /** Since when the customer objects to the tag, which then has no value. */
  refused: z.string().nullable(),
  face: z.enum(faces),
  /** The date the value is of: a score's is that of its run. */
  asOf: z.string().nullable(),
  refresh: z.string(),
  /** Older than its refresh allows. */
  stale: z.boolean(),
  /** A to D of the newest evaluation; null of a tag not in it. */
  grade: z.string().nullable(),
  /** The value is a guess, by what the definition says of its confidence. */
  unsure: z.boolean(),
  /** The model or analysis it is the answer of. */
  model: z.string().nullable(),
})
export const customerUsesSchema = z.object({
  tagsAsOf: z.string().nullable(),
  tags: z.array(customerTagSchema),
  segments: z.array(z.object({ key: z.string(), name: named, asOf: z.string() })),
  /** Lists the customer is on; which arm is nobody's to see here, so that a comparison stays fair. */
  lists: z.array(z.object({ id: z.string(), strategy: z.string(), asOf: z.string(), status: z.string(), channel: z.string() })),
})
export type CustomerUses = z.infer<typeof customerUsesSchema>

/** The loads what is known of a customer comes from. */
export const customerLoadsSchema = z.object({
  items: z.array(z.object({ table: z.string(), name: messageSchema, source: z.string(), loadId: z.string().nullable(), asOf: z.string(), rows: z.number().int() })),
})
export type CustomerLoads = z.infer<typeof customerLoadsSchema>

/** Why a customer has a value of a tag. */
export const tagReasonSchema = z.object({
  key: z.string(),
  asOf: z.string(),
  sentence: messageSchema.nullable(),
  model: z.string().nullable(),
  /** Since when the customer objects to the tag; the other fields then tell nothing. */
  refused: z.string().nullable(),
  readings: z.array(z.object({ phrase: messageSchema, type: z.string(), value: z.string().nullable(), amount: amountSchema.nullable() })),
})
export type TagReason = z.infer<typeof tagReasonSchema>
export const tagReasonParams = z.object({ custId: z.string().min(1).max(200), key: z.string().min(1).max(80) })

export const customerParams = z.object({ custId: z.string().min(1).max(200) })
export const asOfQuery = z.object({ asOf: z.iso.date().optional() })
