import { z } from 'zod'
import { messageSchema, mistakeSchema } from '#platform/http/contract'
import { bankTableNames } from './domain/bank-model.js'
import { connectorSchema } from './domain/connector-schema.js'
import { driftPolicySchema, lateSchema } from './domain/drift-schema.js'
import { testResultSchema } from './domain/registry-schema.js'
import { refreshSchema, retrySchema, scheduleSchema } from './domain/schedule-schema.js'

export { bankModel, bankTable, bankTableNames, storedName, type BankColumn, type BankTable, type BankTableName, type BankType } from './domain/bank-model.js'
export { maskText } from './domain/mask-text.js'
export { identifierKind, normalisedIdentifier } from './domain/identifier-kind.js'
export { personFinder, tellingTexts } from './domain/person-finder.js'
export { bankRows, type BankRowsOptions } from './sql/bank-rows-query.js'
export { bankPersons } from './sql/person-query.js'
export { devicesOf } from './sql/stitched-rows.js'
export { currentNumbers, customerNumberRows, firstNumberOf, firstNumbersOf, movedCustomers, seenBut, seenRows, sharedNumbers, standingQuery, type HiddenRows } from './sql/person-rows.js'
export * from './domain/connector-schema.js'
export * from './domain/drift-schema.js'
export * from './domain/registry-schema.js'
export * from './domain/schedule-schema.js'

export const dateFormats = [
  'YYYY-MM-DD', 'YYYY/MM/DD', 'YYYYMMDD', 'YYMMDD', 'DD/MM/YYYY', 'MM/DD/YYYY', 'DD.MM.YYYY',
  'YYYY-MM-DD HH:mm:ss', 'YYYY/MM/DD HH:mm:ss', 'YYMMDD HH:mm:ss', 'YYYYMMDDHHmmss', 'ISO', 'UNIX', 'UNIX_MS',
] as const
export type DateFormat = (typeof dateFormats)[number]

const fromColumn = z.strictObject({
  from: z.string().min(1),
  /** Texts that mean "no value", besides the empty one. */
  missing: z.array(z.string()).optional(),
  /** Characters [start, end) of the text, before anything else. */
  slice: z.tuple([z.number().int().min(0), z.number().int().min(1)]).optional(),
  /** Put in front of the text, so ids of two files cannot meet: `card-`. */
  prefix: z.string().max(20).optional(),
  /** Replaces texts; one that is not listed is `otherwise`, or a reject when that is absent. */
  values: z
    .record(z.string(), z.string())
    .refine((values) => Object.keys(values).length > 0, 'at least one value')
    .optional(),
  otherwise: z.string().optional(),
  /** Number bands, first match wins: `[{below: 50, value: 'M'}, {value: 'F'}]`. */
  bands: z.array(z.strictObject({ below: z.number().optional(), value: z.string() })).optional(),
  format: z.enum(dateFormats).optional(),
  /** Two-digit years up to this are 20yy, above it 19yy. Default 50. */
  pivot: z.number().int().min(-1).max(99).optional(),
  /** Months above it have it subtracted (women's month in Czech birth numbers: 50). */
  monthOffset: z.number().int().min(0).max(80).optional(),
  /** Money: the file's numbers are major units (yuan, the default) or minor (fen). */
  unit: z.enum(['major', 'minor']).optional(),
  decimal: z.enum(['.', ',']).optional(),
})
export type FromColumn = z.infer<typeof fromColumn>

export const columnSpecSchema = z.union([
  z.string().min(1),
  fromColumn,
  z.strictObject({ constant: z.union([z.string(), z.number(), z.boolean()]) }),
  /** A value already loaded: `lookup.value` of the row of `lookup.table` whose `lookup.by` equals the text of `from`. */
  z.strictObject({
    from: z.string().min(1),
    lookup: z.strictObject({
      table: z.enum(bankTableNames),
      by: z.string(),
      value: z.string(),
      where: z.record(z.string(), z.string()).optional(),
    }),
  }),
  /** An id made of the file's hash and the line number, for files without ids. */
  z.strictObject({ line: z.literal(true) }),
])
export type ColumnSpec = z.infer<typeof columnSpecSchema>

const attributeSchema = z.strictObject({
  type: z.enum(['text', 'int', 'decimal', 'money', 'date', 'bool', 'enum']),
  name: z.strictObject({ zh: z.string(), en: z.string().optional() }),
  column: columnSpecSchema,
})
export type AttributeSpec = z.infer<typeof attributeSchema>

export const targetSchema = z.strictObject({
  table: z.enum(bankTableNames),
  mode: z.enum(['snapshot', 'upsert', 'append']),
  /** Bank columns. Without a key the row's key is (file hash, line number), so every row is kept. */
  columns: z.record(z.string(), columnSpecSchema),
  /** Custom customer attributes by key (customer table only). */
  attributes: z.record(z.string().regex(/^[a-z][a-z0-9_]{0,40}$/), attributeSchema).optional(),
  /** Only rows whose file column has this text. */
  where: z.record(z.string(), z.string()).optional(),
  currency: z.string().regex(/^[A-Z]{3}$/).optional(),
  /** Purposes of single columns or attributes, instead of the source's. */
  columnPurposes: z.record(z.string(), z.array(z.string().min(1).max(100)).min(1).max(50)).optional(),
})
export type Target = z.infer<typeof targetSchema>

export const formatSchema = z.strictObject({
  type: z.enum(['csv', 'jsonl', 'parquet']),
  delimiter: z.string().length(1).optional(),
  quotes: z.boolean().optional(),
  header: z.boolean().optional(),
  encoding: z.enum(['utf-8', 'gb18030']).optional(),
  gzip: z.boolean().optional(),
  /** Column names, for files without a header. */
  names: z.array(z.string().min(1)).optional(),
})
export type FileFormat = z.infer<typeof formatSchema>

/** Body of a `source` definition: where a file comes from, how it is written, what its columns mean. */
export const sourceSchema = z.strictObject({
  description: z.strictObject({ zh: z.string(), en: z.string().optional() }).optional(),
  /** The person who answers for it, and their department. */
  owner: z.string().optional(),
  department: z.string().max(200).optional(),
  purpose: z.string().optional(),
  /** Keys of the purposes its data may serve. */
  purposes: z.array(z.string().min(1).max(100)).max(50).optional(),
  legalBasis: z.enum(['contract', 'consent', 'legal-duty', 'public']).optional(),
  classification: z.enum(['C1', 'C2', 'C3']).optional(),
  /** Data security level, 1 (public) to 5. */
  securityLevel: z.number().int().min(1).max(5).optional(),
  trust: z.enum(['core', 'internal', 'third-party']).optional(),
  /** File column that holds the proof of consent; no row may lack it. */
  consentProof: z.string().min(1).max(200).optional(),
  /** Made-up data: the only kind a demo takes, since anybody may sign in to it. */
  demo: z.boolean().optional(),
  format: formatSchema,
  /** Business date of the file: fixed, or null for the business date of the load. */
  businessDate: z.iso.date().nullable().default(null),
  targets: z.array(targetSchema).min(1).max(20),
  /** Where files come from; uploads when absent. */
  connector: connectorSchema.optional(),
  schedule: scheduleSchema.optional(),
  /** Sources that must have loaded for the same business date first. */
  after: z.array(z.string().min(1).max(100)).max(20).optional(),
  retry: retrySchema.optional(),
  refresh: refreshSchema.optional(),
  /** A business date this many days older than the newest loaded one needs a decision. */
  lateDays: z.number().int().min(0).max(3660).optional(),
  drift: driftPolicySchema.optional(),
})
export type Source = z.infer<typeof sourceSchema>

export const inferredColumnSchema = z.object({
  name: z.string(),
  type: z.enum(['text', 'int', 'decimal', 'date', 'instant', 'bool', 'enum']),
  format: z.enum(dateFormats).nullable(),
  /** Of the sampled rows: values, empty ones, ones that do not fit the type. */
  values: z.number().int(),
  empty: z.number().int(),
  misfits: z.number().int(),
  misfitSamples: z.array(z.string()),
  distinct: z.number().int(),
  samples: z.array(z.string()),
})
export type InferredColumn = z.infer<typeof inferredColumnSchema>

export const previewSchema = z.object({
  format: formatSchema,
  bytes: z.number().int(),
  sampledRows: z.number().int(),
  columns: z.array(inferredColumnSchema),
  rows: z.array(z.array(z.string())),
  mistakes: z.array(mistakeSchema),
  suggestion: z.array(targetSchema),
})
export type Preview = z.infer<typeof previewSchema>

/** What a test of a connection found, with a first mapping of it; samples are left out. */
export const sourceTestSchema = testResultSchema.extend({
  proposal: z.object({ format: formatSchema, columns: z.array(inferredColumnSchema), targets: z.array(targetSchema) }).optional(),
})
export type SourceTest = z.infer<typeof sourceTestSchema>

/** A file to read: uploaded before, or a path below the import folder. */
export const fileRefSchema = z.union([z.strictObject({ fileId: z.string() }), z.strictObject({ path: z.string().min(1) })])
export type FileRef = z.infer<typeof fileRefSchema>

export const previewRequestSchema = z.strictObject({ file: fileRefSchema, format: formatSchema.partial().optional() })
export const uploadedSchema = z.object({ fileId: z.string(), name: z.string(), bytes: z.number().int(), sha256: z.string() })

export const loadRequestSchema = z.strictObject({
  /** Key of a published source. */
  source: z.string(),
  file: fileRefSchema,
  businessDate: z.iso.date().optional(),
})

export const columnReportSchema = z.object({
  table: z.string(),
  column: z.string(),
  type: z.string(),
  missing: z.number().int(),
  distinct: z.number().int(),
  min: z.string().nullable(),
  max: z.string().nullable(),
})

export const rejectGroupSchema = z.object({
  code: z.string(),
  column: z.string(),
  count: z.number().int(),
  message: messageSchema,
  /** Up to five line numbers with the value, letters and digits masked. */
  samples: z.array(z.object({ line: z.number().int(), masked: z.string() })),
})

export const loadReportSchema = z.object({
  rows: z.number().int(),
  accepted: z.number().int(),
  rejected: z.number().int(),
  duplicates: z.number().int(),
  newCustomers: z.number().int(),
  unknownCustomers: z.number().int(),
  targets: z.array(z.object({ table: z.string(), mode: z.string(), rows: z.number().int(), already: z.number().int() })),
  columns: z.array(columnReportSchema),
  rejects: z.array(rejectGroupSchema),
  /** File columns no target reads. */
  unmapped: z.array(z.string()).optional(),
  /** Set when the business date is older than the newest one loaded before. */
  late: lateSchema.nullable().optional(),
})
export type LoadReport = z.infer<typeof loadReportSchema>

export const loadSchema = z.object({
  id: z.string(),
  source: z.string(),
  sourceVersion: z.number().int(),
  sourceName: messageSchema.partial({ en: true }),
  fileName: z.string(),
  sha256: z.string().nullable(),
  bytes: z.number().int(),
  businessDate: z.string(),
  status: z.enum(['running', 'loaded', 'unchanged', 'waiting', 'failed', 'cancelled']),
  report: loadReportSchema.nullable(),
  jobId: z.string().nullable(),
  by: z.string(),
  startedAt: z.string(),
  endedAt: z.string().nullable(),
})
export type Load = z.infer<typeof loadSchema>

const bankColumnSchema = z.object({
  type: z.string(),
  zh: z.string(),
  en: z.string(),
  required: z.boolean().optional(),
  identifier: z.string().optional(),
  values: z.record(z.string(), messageSchema).optional(),
})

/** Answer of the bank model route. */
export const bankModelSchema = z.object({
  tables: z.record(
    z.string(),
    z.object({
      zh: z.string(),
      en: z.string(),
      key: z.array(z.string()).readonly(),
      customer: z.enum(['one', 'many', 'none']),
      timeColumn: z.string().optional(),
      modes: z.array(z.string()).readonly(),
      columns: z.record(z.string(), bankColumnSchema),
    }),
  ),
  attributes: z.array(z.object({ key: z.string(), type: z.string(), name: messageSchema.partial({ en: true }) })),
})
