import { z } from 'zod'
import { ruleDocument } from '#kernel/rule'
import { messageSchema, pageOf, pageQuery } from '#platform/http/contract'
import { clusterRunSchema } from './contract-clustering.js'

/** Every customer, where a set is not of a segment. */
export const EVERYBODY_SET = '_all'
const keySchema = z.string().regex(/^[a-z][a-z0-9-]{0,60}$/)
export const universeSchema = z.union([z.literal(EVERYBODY_SET), z.string().min(1).max(80)])

const text = (most: number) => z.string().trim().max(most)
/** A page of the bank's own, or one of this console. */
const evidenceSchema = z.string().trim().max(500).regex(/^(https?:\/\/[^\s]+|\/[^\s]*)$/)

/** What somebody thinks of customers of a set: who, what they need, why it matters, what is expected. */
export const hypothesisBodySchema = z.strictObject({
  claim: text(300).min(5),
  who: text(300).min(1),
  need: text(500).min(1),
  why: text(1000).min(1),
  /** How many customers are expected, and what is expected of acting on it. */
  expectedSize: z.number().int().min(0).max(1_000_000_000).nullable().default(null),
  expectedEffect: text(300).default(''),
  evidence: evidenceSchema.nullable().default(null),
  /** A draft of who they are. */
  rule: ruleDocument.nullable().default(null),
})
export type HypothesisBody = z.infer<typeof hypothesisBodySchema>

/** `orgPath`: where it belongs; the writer's own org where absent. */
export const hypothesisCreateSchema = hypothesisBodySchema.extend({ orgPath: z.string().regex(/^\/([^/]+\/)*$/).max(400).optional() })

export const hypothesisStates = ['open', 'adopted', 'rejected', 'archived'] as const
export type HypothesisState = (typeof hypothesisStates)[number]
export const hypothesisVotes = ['for', 'against'] as const
export type HypothesisVote = (typeof hypothesisVotes)[number]

export const hypothesisSchema = hypothesisBodySchema.extend({
  id: z.number().int(),
  universe: z.string(),
  orgPath: z.string(),
  author: z.string(),
  /** Whether it is the asker's own. */
  mine: z.boolean(),
  state: z.enum(hypothesisStates),
  reason: z.string().nullable(),
  /** The segment it became. */
  segment: z.string().nullable(),
  sentence: messageSchema.nullable(),
  votes: z.object({ for: z.number().int(), against: z.number().int(), own: z.enum(hypothesisVotes).nullable() }),
  comments: z.number().int(),
  createdAt: z.string(),
  updatedAt: z.string(),
  revision: z.number().int(),
})
export type Hypothesis = z.infer<typeof hypothesisSchema>

export const hypothesisSorts = ['newest', 'votes', 'size'] as const
export const hypothesisQuery = pageQuery.extend({
  q: text(100).optional(),
  state: z.enum(hypothesisStates).optional(),
  sort: z.enum(hypothesisSorts).default('newest'),
})
export type HypothesisQuery = z.infer<typeof hypothesisQuery>
export const hypothesisPageSchema = pageOf(hypothesisSchema)

const commentSchema = z.object({ id: z.number().int(), author: z.string(), text: z.string(), at: z.string() })
export const hypothesisDetailSchema = hypothesisSchema.extend({ discussion: z.array(commentSchema) })

export const hypothesisUpdateSchema = hypothesisBodySchema.extend({ revision: z.number().int().positive() })
export const hypothesisVoteSchema = z.strictObject({ vote: z.enum(hypothesisVotes).nullable() })
export const hypothesisCommentSchema = z.strictObject({ text: text(2000).min(1) })
/** Rejecting needs a reason; an archived or rejected card can be opened again. */
export const hypothesisStateSchema = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('rejected'), reason: text(1000).min(2) }),
  z.strictObject({ state: z.literal('archived') }),
  z.strictObject({ state: z.literal('open') }),
])
export type HypothesisMove = z.infer<typeof hypothesisStateSchema>

const clusterSchema = z.strictObject({ clustering: keySchema, run: z.number().int().positive(), cluster: z.number().int().min(0) })

/** Draft a segment of a card: its rule, or its rule with a cluster or another segment. */
export const hypothesisAdoptSchema = z.strictObject({
  key: keySchema,
  name: z.strictObject({ zh: z.string().trim().min(1).max(100), en: z.string().trim().max(200).optional() }),
  with: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('rule') }),
    z.strictObject({ kind: z.literal('cluster'), ...clusterSchema.shape }),
    z.strictObject({ kind: z.literal('segment'), segment: z.string().min(1).max(80) }),
  ]),
})
export type HypothesisAdopt = z.infer<typeof hypothesisAdoptSchema>

const nameSchema = messageSchema.partial({ en: true })

/** What was made of one set of customers: by rules, by machine, by people. */
export const segmentSetSchema = z.object({
  universe: z.object({ key: z.string(), name: nameSchema }),
  rules: z.array(z.object({ key: z.string(), name: nameSchema, sentence: messageSchema, size: z.number().int().nullable(), asOf: z.string().nullable(), hypothesis: z.number().int().nullable() })),
  clusterings: z.array(z.object({ key: z.string(), name: nameSchema, run: clusterRunSchema.nullable(), clusters: z.array(z.object({ cluster: z.number().int(), name: messageSchema, size: z.number().int().nullable() })) })),
  hypotheses: z.record(z.enum(hypothesisStates), z.number().int()),
})

export const setItemSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('segment'), key: z.string().min(1).max(80) }),
  z.strictObject({ kind: z.literal('cluster'), ...clusterSchema.shape }),
  z.strictObject({ kind: z.literal('card'), id: z.number().int().positive() }),
  /** A rule that is not saved yet. */
  z.strictObject({ kind: z.literal('rule'), rule: ruleDocument }),
])
export type SetItem = z.infer<typeof setItemSchema>
export const MOST_SET_ITEMS = 12
export const setOverlapRequestSchema = z.strictObject({ items: z.array(setItemSchema).min(1).max(MOST_SET_ITEMS), asOf: z.iso.date().optional() })

/** Customers of the set the asker may see; null where a count is hidden. `both` of items by their place in the request. */
export const setOverlapSchema = z.object({
  asOf: z.string(),
  total: z.number().int(),
  sizes: z.array(z.number().int().nullable()),
  pairs: z.array(z.object({ a: z.number().int(), b: z.number().int(), both: z.number().int().nullable() })),
})
