import { z } from 'zod'
import { messageSchema, pageQuery } from '#platform/http/contract'

export { PLAN_KIND } from './domain/plan-kind.js'
export { eventNameOf } from './domain/check-plan.js'
export { eventPropertiesOf, type EventProperty, type PropertyType } from './domain/event-property.js'
export { eventReading, eventUse, type EventReading, type EventUse, type UsedEvent } from './domain/event-use.js'

export const sourceTypes = ['segment', 'sensors', 'plain'] as const

/** Which pages may send with a key: exact origins, or `*` for any. Servers send no origin and are not asked. */
const originsSchema = z.array(z.union([z.literal('*'), z.string().regex(/^https?:\/\/[^/\s]+$/).max(200)])).max(50)

export const writeKeyCreateSchema = z.strictObject({
  name: z.string().min(1).max(100),
  sourceType: z.enum(sourceTypes),
  origins: originsSchema.default([]),
  /** Events a second; null for no limit. */
  rateLimit: z.number().int().min(1).max(10_000_000).nullable().default(null),
})
export type WriteKeyCreate = z.infer<typeof writeKeyCreateSchema>

export const writeKeyPatchSchema = z.strictObject({
  name: z.string().min(1).max(100).optional(),
  origins: originsSchema.optional(),
  rateLimit: z.number().int().min(1).max(10_000_000).nullable().optional(),
  enabled: z.boolean().optional(),
})
export type WriteKeyPatch = z.infer<typeof writeKeyPatchSchema>

export const writeKeySchema = z.object({
  id: z.string(),
  name: z.string(),
  /** First letters of the key, to recognise it by. */
  hint: z.string(),
  sourceType: z.enum(sourceTypes),
  origins: z.array(z.string()),
  rateLimit: z.number().int().nullable(),
  enabled: z.boolean(),
  createdBy: z.string(),
  createdAt: z.string(),
  lastUsedAt: z.string().nullable(),
})
export type WriteKey = z.infer<typeof writeKeySchema>

/** The key itself is in this answer and nowhere else. */
export const writeKeyCreatedSchema = z.object({ key: z.string(), entry: writeKeySchema })

export const intakeSettingsSchema = z.strictObject({
  /** Bytes one event and one request may have. */
  maxEventBytes: z.number().int().min(1024).max(1_048_576).default(32 * 1024),
  maxBodyBytes: z.number().int().min(65_536).max(16 * 1024 ** 2).default(4 * 1024 ** 2),
  /** Events older than this are rejected. */
  maxAgeDays: z.number().int().min(1).max(4000).default(400),
  /** Bytes taken in and not yet durable; above it requests get 429. */
  maxQueueBytes: z.number().int().min(65_536).max(1024 ** 3).default(64 * 1024 ** 2),
  /** Under load, inserts begin at least this far apart, ms: fewer, larger parts. */
  commitEveryMs: z.number().int().min(1).max(1000).default(50),
  /** Message ids remembered in memory; older ones are looked up in the store. */
  rememberedIds: z.number().int().min(1000).max(50_000_000).default(6_000_000),
  /** A message sent again within this many days is not stored twice. */
  dedupDays: z.number().int().min(1).max(30).default(7),
  /** A user id no load ever described: kept with its device until the customer arrives, or made a customer. */
  unknownUser: z.enum(['hold', 'create']).default('hold'),
  /** Events that say device and customer belong together, besides identify, alias and track_signup. */
  linkingEvents: z.array(z.string().max(200)).max(50).default(['login_ok', '$SignUp']),
})
export type IntakeSettings = z.infer<typeof intakeSettingsSchema>
export const defaultSettings: IntakeSettings = intakeSettingsSchema.parse({})

/** Answer of every intake route. Rejected events are kept; `index` is the place in the batch. */
export const takenSchema = z.object({
  success: z.boolean(),
  accepted: z.number().int(),
  duplicates: z.number().int(),
  rejected: z.array(z.object({ index: z.number().int(), code: z.string(), message: messageSchema })),
})
export type Taken = z.infer<typeof takenSchema>

export const propTypes = ['text', 'int', 'number', 'bool', 'time', 'list', 'object'] as const

const planPropSchema = z.strictObject({
  type: z.enum(propTypes),
  required: z.boolean().default(false),
  values: z.array(z.string().max(200)).min(1).max(500).optional(),
  name: z.strictObject({ zh: z.string().max(200), en: z.string().max(200).optional() }).optional(),
})
export type PlanProp = z.infer<typeof planPropSchema>

/** Body of a `tracking-plan-event` definition; its key with `_` for `-` is the event's name, unless `event` says otherwise. */
export const planEventSchema = z.strictObject({
  /** The name as sent, where it is no slug: `$AppStart`, `Order Completed`. */
  event: z.string().min(1).max(200).optional(),
  owner: z.string().max(100).default(''),
  description: z.strictObject({ zh: z.string().max(1000), en: z.string().max(1000).optional() }).optional(),
  purposes: z.array(z.string().max(100)).max(20).default([]),
  /** `keep` stores what breaks the plan and counts it; `block` sends it to the rejects. */
  onViolation: z.enum(['keep', 'block']).default('keep'),
  props: z.record(z.string().min(1).max(200), planPropSchema).default({}),
})
export type PlanEvent = z.infer<typeof planEventSchema>

const plannedName = messageSchema.partial({ en: true })

export const plannedEventItemSchema = z.object({
  key: z.string(),
  /** Its name as sent. */
  event: z.string(),
  name: plannedName,
  props: z.array(z.string()),
})
export type PlannedEventItem = z.infer<typeof plannedEventItemSchema>
export const plannedEventListSchema = z.object({ items: z.array(plannedEventItemSchema) })

/** A definition that names an event or reads its properties. */
export const plannedEventUserSchema = z.object({ kind: z.string(), key: z.string(), name: plannedName, isNamed: z.boolean(), props: z.array(z.string()) })
export type PlannedEventUser = z.infer<typeof plannedEventUserSchema>

/** An event of the plan as rules meet it. */
export const plannedEventSchema = z.object({
  key: z.string(),
  event: z.string(),
  name: plannedName,
  /** Null while it is a draft nobody published: rules do not know it yet. */
  version: z.number().int().nullable(),
  hasDraft: z.boolean(),
  archived: z.boolean(),
  owner: z.string(),
  description: plannedName.optional(),
  purposes: z.array(z.string()),
  onViolation: z.enum(['keep', 'block']),
  props: z.array(
    planPropSchema.extend({
      key: z.string(),
      /** How rules ask for it: as `props.<key>`, as a column of events, or not at all, being an identifier or an object. */
      rules: z.enum(['property', 'column', 'identifier', 'object']),
      /** The type rules read, which fits every event that declares the property; null where they cannot ask for it by `props.`. */
      readAs: z.enum(propTypes).nullable(),
    }),
  ),
  /** Of kinds the reader may read. */
  usedBy: z.array(plannedEventUserSchema),
  /** How many more use it, of other kinds. */
  otherUsers: z.number().int(),
})
export type PlannedEventDetail = z.infer<typeof plannedEventSchema>

export const violationKinds = ['unknown-event', 'missing-prop', 'wrong-type', 'not-listed'] as const
export type ViolationKind = (typeof violationKinds)[number]

export const daysQuery = z.object({ days: z.coerce.number().int().min(1).max(90).default(7) })

export const summarySchema = z.object({
  settings: intakeSettingsSchema,
  /** Now: bytes waiting for the disk, ids remembered in memory, since when, events a second over the last minute. */
  now: z.object({ queueBytes: z.number(), rememberedIds: z.number(), rememberedSince: z.string(), perSecond: z.number(), commitMsP99: z.number().nullable() }),
  hours: z.array(z.object({ hour: z.string(), writeKey: z.string(), what: z.string(), count: z.number() })),
  heldUsers: z.number(),
})

export const violationSchema = z.object({
  event: z.string(),
  prop: z.string(),
  kind: z.enum(violationKinds),
  lib: z.string(),
  libVersion: z.string(),
  count: z.number(),
  firstDay: z.string(),
  lastDay: z.string(),
  samples: z.array(z.string()),
})
export const violationListSchema = z.object({ items: z.array(violationSchema) })

export const rejectQuery = pageQuery.extend({ code: z.string().max(60).optional(), days: z.coerce.number().int().min(1).max(400).default(30) })
export const eventRejectSchema = z.object({
  id: z.string(),
  at: z.string(),
  code: z.string(),
  message: messageSchema,
  protocol: z.string(),
  writeKey: z.string(),
  lib: z.string(),
  libVersion: z.string(),
  masked: z.string(),
})
export const rejectListSchema = z.object({ items: z.array(eventRejectSchema), nextCursor: z.string().nullable(), counts: z.array(z.object({ code: z.string(), count: z.number(), message: messageSchema })) })
export const replayRequestSchema = z.strictObject({ code: z.string().max(60).optional(), days: z.number().int().min(1).max(400).default(30) })

export const coverageSchema = z.object({
  items: z.array(
    z.object({
      event: z.string(),
      /** Key of its definition; null when the plan does not name it. */
      key: z.string().nullable(),
      name: messageSchema.partial({ en: true }).nullable(),
      owner: z.string(),
      status: z.enum(['seen', 'never-seen', 'not-declared']),
      count: z.number(),
      lastSeen: z.string().nullable(),
      violations: z.number(),
    }),
  ),
})

export const adoptRequestSchema = z.strictObject({ event: z.string().min(1).max(200) })
/** A draft for the plan, made of what was seen; saved through the definitions. */
export const adoptedSchema = z.object({ key: z.string(), name: messageSchema, body: planEventSchema, sampledEvents: z.number() })

export const shownEventSchema = z.object({
  id: z.string(),
  at: z.string(),
  name: z.string(),
  custId: z.string().nullable(),
  deviceId: z.string(),
  sessionId: z.string(),
  page: z.string().nullable(),
  element: z.string().nullable(),
  productId: z.string().nullable(),
  appVersion: z.string().nullable(),
  os: z.string().nullable(),
  props: z.record(z.string(), z.unknown()),
})
export type ShownEvent = z.infer<typeof shownEventSchema>

export const liveQuery = z.object({
  /** Position after the last one seen; 0 for the newest there are. */
  after: z.coerce.number().int().min(0).default(0),
  writeKey: z.string().max(40).optional(),
  event: z.string().max(200).optional(),
  /** Seconds to wait for something new. */
  wait: z.coerce.number().min(0).max(25).default(0),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})
export const liveItemSchema = z.object({ seq: z.number(), receivedAt: z.string(), writeKey: z.string(), protocol: z.string(), verdict: z.string(), violations: z.array(z.string()), event: shownEventSchema })
export type LiveItem = z.infer<typeof liveItemSchema>
export const liveSchema = z.object({ position: z.number(), items: z.array(liveItemSchema) })

export const lastOfCustomerSchema = z.strictObject({ custId: z.string().min(1).max(200), limit: z.number().int().min(1).max(200).default(50) })
export const lastOfDeviceSchema = z.strictObject({ deviceId: z.string().min(1).max(200), limit: z.number().int().min(1).max(200).default(50) })
export const lastEventsSchema = z.object({ items: z.array(shownEventSchema) })
