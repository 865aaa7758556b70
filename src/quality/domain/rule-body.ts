import { z } from 'zod'
import { bankTableNames } from '#ingest/contract'
import { roleSchema } from '#platform/access/contract'
import { messageSchema } from '#platform/http/contract'

const share = z.number().gt(0).max(1)
const days = z.int().min(1).max(400)
const columnName = z.string().regex(/^[a-z][a-z0-9_]{0,60}$/)
const equals = z.record(columnName, z.string().max(200))

const side = z.strictObject({
  table: z.enum(bankTableNames),
  column: columnName,
  /** `sum`: over the rows of the last `days`; `change`: the sum on the date less the sum `days` before. */
  measure: z.enum(['sum', 'change']),
  /** Rows that count negative, such as `{dir: D}`. */
  minus: equals.optional(),
  where: equals.optional(),
})
export type ReconciliationSide = z.infer<typeof side>

/** What a rule checks. Shares are of the rows that have a value, completeness of all rows. */
export const checkSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('completeness'), minShare: share.default(1) }),
  z.strictObject({
    kind: z.literal('validity'),
    test: z.enum(['pattern', 'values', 'id-checksum', 'mobile', 'email', 'date', 'json']),
    pattern: z.string().max(500).optional(),
    values: z.array(z.string().max(200)).min(1).max(2000).optional(),
    /** Of a date: first and last day allowed; never after the business date unless `future`. */
    from: z.iso.date().optional(),
    to: z.iso.date().optional(),
    future: z.boolean().optional(),
    minShare: share.default(1),
  }),
  z.strictObject({ kind: z.literal('range'), min: z.number().optional(), max: z.number().optional(), minShare: share.default(1) }),
  z.strictObject({
    kind: z.literal('referential'),
    to: z.strictObject({ table: z.enum(bankTableNames), column: columnName }),
    minShare: share.default(1),
  }),
  z.strictObject({ kind: z.literal('uniqueness'), minShare: share.default(1) }),
  z.strictObject({
    kind: z.literal('timeliness'),
    /** Loaded by this time of the bank's day, `dayOffset` days after the business date. */
    by: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/).optional(),
    dayOffset: z.int().min(0).max(31).default(1),
    /** The newest load is at most this many days old. Without any of the three: twice the source's usual interval. */
    maxAgeDays: days.optional(),
    /** The newest row is at most this many hours older than the end of the business date. */
    newestWithinHours: z.number().gt(0).max(9000).optional(),
  }),
  z.strictObject({
    kind: z.literal('volume'),
    /** Weeks of the same weekday that are compared with. */
    weeks: z.int().min(1).max(26).default(4),
    /** Share of the mean a day may be above or below it. */
    tolerance: z.number().gt(0).max(10).default(0.5),
    /** Saturdays and Sundays are not judged. */
    weekdaysOnly: z.boolean().default(false),
    /** Days that are neither judged nor compared with, such as public holidays. */
    holidays: z.array(z.iso.date()).max(400).default([]),
    /** Below this mean nothing is said. */
    minRows: z.int().min(1).default(100),
  }),
  z.strictObject({
    kind: z.literal('drift'),
    days: days.default(30),
    /** Population stability index over it alarms (Siddiqi 2006: 0.10 some shift, 0.25 a real one). */
    max: z.number().gt(0).max(10).default(0.25),
    /** Number columns: how many parts of equal size the reference window has. */
    buckets: z.union([z.literal(4), z.literal(5), z.literal(10), z.literal(20)]).default(10),
    minRows: z.int().min(1).default(100),
  }),
  z.strictObject({
    kind: z.literal('unit-change'),
    days: days.default(30),
    /** How near to a whole power of ten, in decades, the ratio of medians is taken for a change of unit. */
    tolerance: z.number().gt(0).max(0.4).default(0.15),
    minRows: z.int().min(1).default(20),
  }),
  z.strictObject({
    kind: z.literal('reconciliation'),
    left: side,
    right: side,
    days: days.default(1),
    /** Largest difference as a share of the larger side. */
    tolerance: z.number().min(0).max(1).default(0.001),
  }),
])
export type Check = z.infer<typeof checkSchema>
export type CheckKind = Check['kind']

/** Who is told: everybody with a role, or one person by login. */
export const tellSchema = z.union([z.strictObject({ role: roleSchema }), z.strictObject({ login: z.string().min(1).max(100) })])
export type Tell = z.infer<typeof tellSchema>

/** Body of a `quality-rule` definition. */
export const qualityRuleSchema = z.strictObject({
  description: messageSchema.partial({ en: true }).optional(),
  owner: z.string().max(100).optional(),
  /** Bank table and columns that are checked; not for a reconciliation, which names its own. */
  table: z.enum(bankTableNames).optional(),
  columns: z.array(columnName).max(10).default([]),
  /** Only what this source brought. */
  source: z.string().max(80).optional(),
  /** Only rows whose columns have these values. */
  where: equals.optional(),
  check: checkSchema,
  /** `block`: what is built from the table should wait until it is mended. */
  severity: z.enum(['warn', 'block']).default('warn'),
  /** Weight in the score; 1 for warn and 3 for block when absent. */
  weight: z.number().gt(0).max(100).optional(),
  tell: z.array(tellSchema).max(20).default([{ role: 'DATA_STEWARD' }]),
})
export type QualityRuleBody = z.infer<typeof qualityRuleSchema>
export type Severity = QualityRuleBody['severity']
