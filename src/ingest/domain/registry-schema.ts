import { z } from 'zod'
import { pageQuery } from '#platform/http/contract'
import { connectorKinds } from './connector-schema.js'
import { shapeColumnSchema } from './drift-schema.js'
import { dueSchema, waitSchema } from './schedule-schema.js'

/** `decision` before all others: nothing more is taken until somebody decides. */
export const sourceStates = ['decision', 'failed', 'running', 'retry', 'waiting', 'paused', 'idle'] as const

const name = z.object({ zh: z.string(), en: z.string().optional() })

export const registryItemSchema = z.object({
  key: z.string(),
  name,
  /** Null before the first publish: such a source loads nothing. */
  version: z.number().int().nullable(),
  owner: z.string().nullable(),
  department: z.string().nullable(),
  purposes: z.array(z.string()),
  legalBasis: z.string().nullable(),
  classification: z.string().nullable(),
  securityLevel: z.number().int().nullable(),
  trust: z.string().nullable(),
  connector: z.enum(connectorKinds),
  targets: z.array(z.string()),
  state: z.enum(sourceStates),
  /** `unknown` without a refresh expectation. `expected` is the newest date that should be in by now. */
  freshness: z.object({ state: z.enum(['fresh', 'overdue', 'unknown']), expected: z.string().nullable() }),
  lastLoad: z
    .object({ id: z.string(), status: z.string(), businessDate: z.string(), endedAt: z.string().nullable(), accepted: z.number().int(), rejected: z.number().int() })
    .nullable(),
  newestDate: z.string().nullable(),
  nextDue: z.string().nullable(),
  waitsFor: z.array(waitSchema),
  driftPending: z.number().int(),
})
export type RegistryItem = z.infer<typeof registryItemSchema>

export const registryQuery = pageQuery.extend({
  search: z.string().max(100).optional(),
  state: z.enum(sourceStates).optional(),
  connector: z.enum(connectorKinds).optional(),
  freshness: z.enum(['fresh', 'overdue', 'unknown']).optional(),
  sort: z.enum(['key', 'state', 'nextDue', 'newestDate']).default('key'),
  order: z.enum(['asc', 'desc']).default('asc'),
})
export type RegistryQuery = z.infer<typeof registryQuery>

export const registryDetailSchema = registryItemSchema.extend({
  description: name.nullable(),
  paused: z.object({ by: z.string(), at: z.string() }).nullable(),
  schedule: z.unknown(),
  after: z.array(z.string()),
  /** Columns of the last accepted load; empty before the first. */
  shape: z.array(shapeColumnSchema),
  /** The next five due moments. */
  upcoming: z.array(z.string()),
  history: z.array(dueSchema),
  /** Whether the holidays of the next due moment's year are published. */
  holidaysKnown: z.boolean(),
})
export type RegistryDetail = z.infer<typeof registryDetailSchema>

/** What a test of a connection found. */
export const testResultSchema = z.object({
  /** Files or objects that match, newest ten by date; none for tables and addresses. */
  files: z.array(z.object({ name: z.string(), bytes: z.number(), businessDate: z.string().nullable(), taken: z.boolean() })),
  matching: z.number().int(),
  columns: z.array(z.object({ name: z.string(), type: z.string(), values: z.number().int(), empty: z.number().int() })),
  /** Letters and digits masked. */
  rows: z.array(z.array(z.string())),
})
export type TestResult = z.infer<typeof testResultSchema>
