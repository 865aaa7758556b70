import { z } from 'zod'
import { messageSchema, pageOf } from '#platform/http/contract'
import { dataClasses } from './domain/data-class.js'

export { balanceEdges, bandOf, type BalanceBand } from './domain/balance-band.js'
export { channelWords } from './domain/channel-words.js'
export { consentStateOf, type ConsentState, type Statement } from './domain/consent-state.js'
export { defaultClass, isAuthenticationData, isSensitiveData, type DataClass, type SecurityClass } from './domain/data-class.js'
export { disclosureOf, type Disclosure, type Onlooker } from './domain/disclosure.js'
export { maskAddress, maskCard, maskEmail, maskIdNo, maskMobile, maskName, maskValue, maskedKinds, type MaskedKind } from './domain/mask.js'
export * from './contract-objection.js'
export { isQuiet, mergePreferences, type Preference } from './domain/preference.js'
export { builtInPurposes, purposeCode, purposeKey } from './domain/purposes.js'

const custId = z.string().min(1).max(200)
const reason = z.string().trim().min(4).max(500)
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'HH:MM')
const channel = z.string().trim().max(30).regex(/^[A-Za-z_]*$/, 'letters and _').default('')

/** Body of a `purpose` definition. Its code is its key in capitals. */
export const purposeSchema = z.strictObject({
  legalBasis: z.enum(['contract', 'consent', 'legal-duty', 'public']),
  description: messageSchema,
  /** Consent must be given for it alone, apart from any other (PIPL 23, 29). */
  separateConsent: z.boolean().default(false),
  sensitive: z.boolean().default(false),
  retention: z.strictObject({ years: z.int().min(0).max(100), after: z.enum(['relationship', 'consent', 'collection']) }),
  /** What customers are told, a version each, newest last. */
  notices: z.array(z.strictObject({ version: z.string().trim().min(1).max(40), zh: z.string().trim().min(1).max(5000), en: z.string().trim().max(5000) })).min(1).max(100),
})
export type Purpose = z.infer<typeof purposeSchema>

const usesSchema = z.object({ source: z.number().int(), tag: z.number().int(), segment: z.number().int(), strategy: z.number().int() })
export const purposeListSchema = z.object({
  items: z.array(purposeSchema.extend({ key: z.string(), code: z.string(), name: messageSchema.partial({ en: true }), uses: usesSchema })),
})
export const purposeUsesSchema = z.object({ items: z.array(z.object({ kind: z.string(), key: z.string(), name: messageSchema.partial({ en: true }) })) })

export const privacyPolicySchema = z.strictObject({
  /** Unmaskings a person may make on one day. */
  unmaskPerDay: z.int().min(0).max(10_000),
  /** A source without a purpose cannot be published. */
  requirePurpose: z.boolean(),
  /** Years identity and transaction data are kept after the last of them (anti-money-laundering law 34). */
  retentionYears: z.int().min(0).max(100),
})
export type PrivacyPolicy = z.infer<typeof privacyPolicySchema>
export const defaultPolicy: PrivacyPolicy = { unmaskPerDay: 20, requirePurpose: true, retentionYears: 10 }
export const policyViewSchema = privacyPolicySchema.extend({ version: z.number().int() })

export const ways = ['CUSTOMER', 'RM', 'IMPORT', 'API'] as const
export const statementSchema = z.object({
  id: z.string(),
  purpose: z.string(),
  channel: z.string(),
  granted: z.boolean(),
  at: z.string(),
  separate: z.boolean(),
  notice: z.string(),
  evidence: z.string(),
  way: z.string(),
  by: z.string(),
})

export const consentRequestSchema = z.strictObject({
  custId,
  /** A purpose's code, such as MARKETING. */
  purpose: z.string().min(2).max(63),
  /** Empty: every channel. */
  channel,
  granted: z.boolean(),
  separate: z.boolean().default(false),
  /** Version of the notice shown; the newest when absent. */
  notice: z.string().max(40).optional(),
  /** Where the proof is; needed to agree, not to withdraw. */
  evidence: z.string().trim().max(500).default(''),
  /** CUSTOMER: said in the bank's own app or page. */
  way: z.enum(['CUSTOMER', 'RM', 'API']).optional(),
})
export type ConsentRequest = z.infer<typeof consentRequestSchema>

export const preferenceSchema = z.object({
  doNotContact: z.boolean(),
  channelsOff: z.array(z.string()).readonly(),
  personalisedOff: z.boolean(),
  quietFrom: z.string().nullable(),
  quietTo: z.string().nullable(),
  lang: z.string().nullable(),
  elderMode: z.boolean(),
  preferredChannel: z.string().nullable(),
})
export const preferenceRequestSchema = z
  .strictObject({
    custId,
    doNotContact: z.boolean().default(false),
    channelsOff: z.array(z.string().trim().regex(/^[A-Za-z_]{1,30}$/)).max(20).default([]),
    personalisedOff: z.boolean().default(false),
    quietFrom: time.nullable().default(null),
    quietTo: time.nullable().default(null),
    lang: z.string().trim().min(1).max(10).nullable().default(null),
    elderMode: z.boolean().default(false),
    preferredChannel: z.string().trim().regex(/^[A-Za-z_]{1,30}$/).nullable().default(null),
    reason,
  })
  .refine((body) => (body.quietFrom === null) === (body.quietTo === null), { path: ['quietTo'], message: 'both ends or none' })
export type PreferenceRequest = z.infer<typeof preferenceRequestSchema>

export const subjectRequestSchema = z.strictObject({ custId })
export const subjectStateSchema = z.enum(['none', 'restricted', 'erased'])
export type SubjectState = z.infer<typeof subjectStateSchema>
/** What a customer said about one purpose, over all channels and by channel. */
export const purposeStateSchema = z.object({
  purpose: z.string(),
  consent: z.boolean().nullable(),
  channels: z.array(z.object({ channel: z.string(), granted: z.boolean(), at: z.string() })),
})
export const customerPrivacySchema = z.object({
  custId: z.string(),
  state: subjectStateSchema,
  purposes: z.array(purposeStateSchema),
  statements: z.array(statementSchema),
  preference: preferenceSchema,
  /** The two books the preference comes from; null where there is none. */
  books: z.object({ own: preferenceSchema.nullable(), bank: preferenceSchema.nullable() }),
  preferenceHistory: z.array(preferenceSchema.extend({ id: z.string(), at: z.string(), reason: z.string(), by: z.string() })),
})
export const consentExportRequestSchema = z.strictObject({ custId, format: z.enum(['csv', 'json']).default('csv'), purpose: z.string().trim().min(4).max(200) })

export const consentStatisticsSchema = z.object({
  /** Customers by what they said last; null below the asker's smallest cell. */
  items: z.array(z.object({ purpose: z.string(), channel: z.string(), granted: z.number().int().nullable(), refused: z.number().int().nullable() })),
  months: z.array(z.object({ month: z.string(), purpose: z.string(), granted: z.number().int().nullable(), refused: z.number().int().nullable() })),
})

export const classSchema = z.enum(dataClasses)
export const columnClassSchema = z.object({
  table: z.string(),
  column: z.string(),
  name: messageSchema.partial({ en: true }),
  class: classSchema,
  level: z.number().int(),
  sensitive: z.boolean(),
  identifier: z.boolean(),
  amount: z.boolean(),
  /** Set by a person instead of the default. */
  overridden: z.object({ why: z.string(), by: z.string(), at: z.string() }).nullable(),
})
export type ColumnClass = z.infer<typeof columnClassSchema>
export const columnClassListSchema = z.object({ items: z.array(columnClassSchema) })
export const columnClassChangeSchema = z.strictObject({ class: classSchema, level: z.int().min(1).max(5), sensitive: z.boolean(), why: reason })

export const unmaskFields = ['name', 'mobile', 'id_no', 'email', 'address'] as const
export const unmaskRequestSchema = z.strictObject({
  custId,
  fields: z.array(z.enum(unmaskFields)).min(1).max(5),
  purpose: z.string().min(2).max(63),
  reason,
})
export type UnmaskRequest = z.infer<typeof unmaskRequestSchema>
export const quotaSchema = z.object({ day: z.string(), used: z.number().int(), limit: z.number().int(), left: z.number().int() })
export const unmaskedSchema = z.object({ custId: z.string(), values: z.partialRecord(z.enum(unmaskFields), z.string()), quota: quotaSchema })

export const requestKinds = ['ERASE', 'RESTRICT', 'LIFT'] as const
export type RequestKind = (typeof requestKinds)[number]
export const certificateSchema = z.object({
  at: z.string(),
  /** Customer numbers of the person it covers. */
  numbers: z.number().int().default(1),
  removed: z.array(z.object({ table: z.string(), rows: z.number().int() })),
  kept: z.array(z.object({ table: z.string(), rows: z.number().int(), why: messageSchema })),
  /** Why data was restricted instead of erased; null when it was erased. */
  retained: z.object({ until: z.string().nullable(), why: messageSchema }).nullable(),
})
export type Certificate = z.infer<typeof certificateSchema>
export const erasureRequestSchema = z.strictObject({ custId, kind: z.enum(requestKinds), reason })
export const erasureDecisionSchema = z.strictObject({ confirm: z.boolean(), note: z.string().trim().max(1000).optional() })
export const erasureViewSchema = z.object({
  id: z.string(),
  custId: z.string(),
  /** Every customer number of the person that it covers; to a reach that is not the whole bank the asked one only. */
  custIds: z.array(z.string()),
  /** How many numbers it covers. */
  numbers: z.number().int(),
  kind: z.enum(requestKinds),
  reason: z.string(),
  status: z.enum(['OPEN', 'CONFIRMED', 'DONE', 'REFUSED']),
  outcome: z.enum(['ERASED', 'RESTRICTED', 'LIFTED']).nullable(),
  requestedBy: z.object({ id: z.string(), name: z.string() }),
  requestedAt: z.string(),
  decidedBy: z.object({ id: z.string(), name: z.string() }).nullable(),
  decidedAt: z.string().nullable(),
  note: z.string().nullable(),
  certificate: certificateSchema.nullable(),
  jobId: z.string().nullable(),
})
export type ErasureView = z.infer<typeof erasureViewSchema>
export const erasurePageSchema = pageOf(erasureViewSchema)
export const erasureQuerySchema = z.object({ status: z.enum(['OPEN', 'CONFIRMED', 'DONE', 'REFUSED']).optional() })

export const keyStateSchema = z.object({
  fromFile: z.boolean(),
  keys: z.array(
    z.object({
      id: z.string(),
      fingerprint: z.string(),
      active: z.boolean(),
      madeAt: z.string().nullable(),
      ageDays: z.number().int().nullable(),
      /** Rows it sealed, by table. */
      uses: z.array(z.object({ place: z.string(), rows: z.number().int() })),
    }),
  ),
})
