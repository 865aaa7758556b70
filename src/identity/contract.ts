import { z } from 'zod'
import { messageSchema, pageOf, pageQuery } from '#platform/http/contract'
import { linkRules } from './domain/decide-pair.js'
import { identityRulesSchema, ownerPreferences } from './domain/identity-rules.js'

export { linkRules, sayRule, type LinkDecision, type LinkRule } from './domain/decide-pair.js'
export { RULES_KEY, RULES_NAME, defaultRules, identityRulesSchema, ownerPreferences, type IdentityRules, type OwnerPreference } from './domain/identity-rules.js'

/** A bank's customer number as given in a file. */
export const custIdSchema = z.string().min(1).max(200)
export type CustId = z.infer<typeof custIdSchema>

export const changeKinds = ['link', 'merge', 'split', 'undo'] as const
export type ChangeKind = (typeof changeKinds)[number]
export const pairDecisions = ['merge', 'apart', 'unsure'] as const
export type PairDecision = (typeof pairDecisions)[number]

const note = z.string().trim().min(1).max(1000)

export const linkRequestSchema = z.strictObject({ asOf: z.iso.date().optional() })
/** Rules to try; the draft when there is one, else what is published, when absent. */
export const previewRequestSchema = linkRequestSchema.extend({ rules: identityRulesSchema.optional() })

const ruleCountSchema = z.object({ rule: z.enum(linkRules), decision: z.enum(['accept', 'review', 'reject']), pairs: z.number().int(), sentence: messageSchema })
const levelSchema = z.object({ level: z.number().int(), words: messageSchema, m: z.number(), u: z.number(), weight: z.number() })
const fieldModelSchema = z.object({ field: z.string(), name: messageSchema, levels: z.array(levelSchema) })

const samplePairSchema = z.object({ a: z.string(), b: z.string(), rule: z.enum(linkRules), sentence: messageSchema, probability: z.number() })

/** What a link run found; a preview changed nothing. */
export const linkSummarySchema = z.object({
  runId: z.number().int(),
  asOf: z.string(),
  applied: z.boolean(),
  rulesVersion: z.number().int().nullable(),
  customers: z.number().int(),
  personsBefore: z.number().int(),
  personsAfter: z.number().int(),
  pairsCompared: z.number().int(),
  linked: z.number().int(),
  review: z.number().int(),
  vanished: z.number().int(),
  /** Persons made larger or smaller. */
  merges: z.number().int(),
  customersMoved: z.number().int(),
  expectedPrecision: z.number(),
  expectedRecall: z.number(),
  prior: z.number(),
  rules: z.array(ruleCountSchema),
  fields: z.array(fieldModelSchema),
  quality: z.object({
    sharedDevices: z.number().int(),
    familyDevices: z.number().int(),
    recycledMobiles: z.number().int(),
    sharedTooWidely: z.number().int(),
    sameIdTwoNames: z.number().int(),
    twoIdsOnePerson: z.number().int(),
  }),
  /** Against the last run that was applied. */
  difference: z.object({ appear: z.number().int(), vanish: z.number().int(), toReview: z.number().int(), samples: z.array(samplePairSchema.extend({ change: z.enum(['appear', 'vanish', 'toReview']) })) }),
  seconds: z.number(),
})
export type LinkSummary = z.infer<typeof linkSummarySchema>

export const linkRunsSchema = z.object({ items: z.array(linkSummarySchema.omit({ fields: true, difference: true }).extend({ at: z.string() })) })

const fieldEvidenceSchema = z.object({
  field: z.string(),
  name: messageSchema,
  level: z.number().int(),
  words: messageSchema,
  /** Bits; above 0 speaks for one person, below against. */
  weight: z.number(),
  /** What each side has, masked. */
  a: z.string().nullable(),
  b: z.string().nullable(),
})

const sideSchema = z.object({
  custId: z.string(),
  otherCustIds: z.array(z.string()),
  openDate: z.string().nullable(),
  status: z.string().nullable(),
  mainOrg: z.string().nullable(),
  rm: z.string().nullable(),
  valueMinor: z.number(),
})

const queueItemSchema = z.object({
  a: z.string(),
  b: z.string(),
  rule: z.enum(linkRules),
  sentence: messageSchema,
  weight: z.number(),
  probability: z.number(),
  valueMinor: z.number(),
  state: z.enum(['waiting', 'unsure']),
})
export const queueQuerySchema = pageQuery.extend({
  rule: z.enum(linkRules).optional(),
  minProbability: z.coerce.number().min(0).max(1).optional(),
  state: z.enum(['waiting', 'unsure', 'all']).default('waiting'),
})
export const queuePageSchema = pageOf(queueItemSchema)

export const pairRequestSchema = z.strictObject({ a: custIdSchema, b: custIdSchema })
/** The next pair when nothing is asked for. */
export const nextRequestSchema = z.strictObject({ after: pairRequestSchema.optional(), rule: z.enum(linkRules).optional() })

export const reviewItemSchema = queueItemSchema.extend({
  fields: z.array(fieldEvidenceSchema),
  sides: z.tuple([sideSchema, sideSchema]),
  /** Everybody who would be one person after a merge. */
  together: z.array(z.string()),
  history: z.array(z.object({ decision: z.enum(pairDecisions), note: z.string().nullable(), by: z.string(), at: z.string() })),
})
export type ReviewItem = z.infer<typeof reviewItemSchema>
export const nextReviewSchema = z.object({ item: reviewItemSchema.nullable(), left: z.number().int() })

export const decideRequestSchema = z.strictObject({ a: custIdSchema, b: custIdSchema, decision: z.enum(pairDecisions), note: note.optional() })
/** `jobId` is set when rows move. */
export const decidedSchema = z.object({ changeId: z.string().nullable(), jobId: z.string().nullable(), pairs: z.number().int() })

export const bulkRequestSchema = z.strictObject({
  minProbability: z.number().min(0.5).max(1),
  rule: z.enum(linkRules).optional(),
  /** How many pairs the asker saw: refused when it is another number by now. */
  expected: z.number().int().min(1),
  note: note.optional(),
})

export const mergeRequestSchema = z.strictObject({ custIds: z.array(custIdSchema).min(2).max(50), note })
export const splitRequestSchema = z.strictObject({ custIds: z.array(custIdSchema).min(1).max(50), note })
export const undoRequestSchema = z.strictObject({
  note,
  /** One merge of a link run; all of the change when absent. */
  merge: z.number().int().min(1).optional(),
})
export const changeStartedSchema = z.object({ changeId: z.string(), jobId: z.string() })

export const changeSchema = z.object({
  id: z.string(),
  kind: z.enum(changeKinds),
  status: z.enum(['pending', 'applied', 'failed']),
  note: z.string().nullable(),
  by: z.string(),
  createdAt: z.string(),
  appliedAt: z.string().nullable(),
  merges: z.number().int(),
  customers: z.number().int(),
  rulesVersion: z.number().int().nullable(),
  undoOf: z.string().nullable(),
  jobId: z.string().nullable(),
})
export type Change = z.infer<typeof changeSchema>
export const changePageSchema = pageOf(changeSchema)
export const changeQuerySchema = pageQuery.extend({ kind: z.enum(changeKinds).optional() })
export const changeIdSchema = z.object({ id: z.string().max(20) })

const mergeGroupSchema = z.object({
  merge: z.number().int(),
  undone: z.boolean(),
  members: z.array(z.object({ custId: z.string(), moved: z.boolean(), wasWith: z.array(z.string()) })),
  /** The links that made it. */
  because: z.array(samplePairSchema),
})
export const changeDetailSchema = changeSchema.extend({ groups: z.array(mergeGroupSchema), nextMerge: z.number().int().nullable() })
export const changeDetailQuerySchema = z.object({ from: z.coerce.number().int().min(1).default(1), limit: z.coerce.number().int().min(1).max(100).default(20) })

export const lineageRequestSchema = z.strictObject({ custId: custIdSchema })
export const personSchema = z.object({
  custIds: z.array(z.string()),
  first: z.string(),
  history: z.array(changeSchema.extend({ merge: z.number().int(), custIds: z.array(z.string()) })),
})

export const identifierKinds = ['mobile', 'id_no', 'email', 'name'] as const
export const findRequestSchema = z.strictObject({
  kind: z.enum(identifierKinds),
  value: z.string().trim().min(2).max(200),
  /** Why somebody looks a person up; audited. */
  purpose: note,
})
export const foundSchema = z.object({ items: z.array(z.object({ custId: z.string(), current: z.boolean() })), more: z.boolean() })

const countSchema = z.object({ key: z.string(), n: z.number().int() })
export const qualitySchema = z.object({
  asOf: z.string(),
  customers: z.number().int(),
  persons: z.number().int(),
  sizes: z.array(z.object({ size: z.number().int(), persons: z.number().int() })),
  waiting: z.number().int(),
  unsure: z.number().int(),
  hiddenCopies: z.number().int(),
  orphans: z.array(countSchema),
  ownerConflicts: z.number().int(),
  lastRun: linkSummarySchema.nullable(),
})

export const orphanReasons = ['NO_ORG', 'UNKNOWN_ORG', 'NO_RM', 'UNKNOWN_RM', 'RM_LEFT'] as const
export type OrphanReason = (typeof orphanReasons)[number]
export const orphanQuerySchema = pageQuery.extend({ reason: z.enum(orphanReasons).optional() })
export const orphanPageSchema = pageOf(z.object({ custId: z.string(), mainOrg: z.string().nullable(), rm: z.string().nullable(), reasons: z.array(z.enum(orphanReasons)), valueMinor: z.number() }))
export const ownerConflictPageSchema = pageOf(
  z.object({
    first: z.string(),
    owner: z.object({ custId: z.string(), mainOrg: z.string().nullable(), rm: z.string().nullable(), because: z.string() }),
    members: z.array(z.object({ custId: z.string(), mainOrg: z.string().nullable(), rm: z.string().nullable(), status: z.string().nullable(), openDate: z.string().nullable(), valueMinor: z.number() })),
  }),
)
const placeSchema = z.object({ custId: z.string(), mainOrg: z.string().nullable(), rm: z.string().nullable() })
/** Preferences to try; the published ones when absent. */
export const ownerPreviewRequestSchema = z.strictObject({ owner: z.array(z.enum(ownerPreferences)).min(1).max(4).optional() })
export const ownerPreviewSchema = z.object({
  /** Persons with several customer numbers. */
  persons: z.number().int(),
  /** Of them those whose main org or manager would be another. */
  changed: z.number().int(),
  samples: z.array(z.object({ first: z.string(), before: placeSchema, after: placeSchema, because: z.string() })),
})
export const exportRequestSchema = z.strictObject({ purpose: note })
export { pageQuery }
