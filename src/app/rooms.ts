import { accessMigrations, peopleRoutes, sessionRoutes, type Access } from '#platform/access'
import { auditMigrations, auditRoutes } from '#platform/audit'
import { clockMigrations } from '#platform/clock'
import type { Context } from '#platform/context'
import { definitionMigrations, definitionRoutes } from '#platform/definition'
import type { Routes } from '#platform/http'
import { jobMigrations, jobRoutes } from '#platform/jobs'
import type { LedgerMigration } from '#platform/ledger'
import { runMigrations } from '#platform/runs'
import type { TableDefinition } from '#platform/warehouse'
import { customersMigrations, customersRoutes, customersTables, registerCustomers } from '#customers'
import { eventsMigrations, eventsRoutes, eventsTables, registerEvents } from '#events'
import { createCustomerNumbers, identityMigrations, identityRoutes, identityTables, registerIdentity } from '#identity'
import { privacyMigrations, privacyRoutes, privacyTables, registerPrivacy } from '#privacy'
import { qualityMigrations, qualityRoutes, qualityTables, registerQuality } from '#quality'
import { ingestMigrations, ingestRoutes, ingestTables, registerIngest } from '#ingest'
import { exampleLoopRoutes, registerExampleLoop } from './example-loop.js'
import { executionMigrations, executionRoutes, executionTables, registerExecution } from '#execution'
import { insightRoutes, registerInsight } from '#insight'
import { registerReview, reviewRoutes, type ListPort } from '#review'
import { registerSegments, segmentRoutes, segmentTables } from '#segments'
import { listUnits, registerStrategy, strategyMigrations, strategyRoutes, strategyTables } from '#strategy'
import { registerTags, tagRoutes, type TagPorts } from '#tags'

/** Every ledger migration, platform first, then rooms in the order of the loop. */
export const ledgerMigrations: readonly LedgerMigration[] = [
  ...clockMigrations,
  ...auditMigrations,
  ...accessMigrations,
  ...definitionMigrations,
  ...jobMigrations,
  ...runMigrations,
  ...ingestMigrations,
  ...qualityMigrations,
  ...eventsMigrations,
  ...identityMigrations,
  ...privacyMigrations,
  ...customersMigrations,
  ...strategyMigrations,
  ...executionMigrations,
]

/** Every warehouse table that exists from the start. */
export const warehouseTables: readonly TableDefinition[] = [
  ...identityTables,
  ...ingestTables,
  ...qualityTables,
  ...eventsTables,
  ...privacyTables,
  ...customersTables,
  ...segmentTables,
  ...strategyTables,
  ...executionTables,
]

/** Registers jobs and definition kinds, and gives earlier rooms what later ones provide. */
export function wireRooms(context: Context, access: Access): void {
  registerIngest(context, {
    numbers: createCustomerNumbers(context),
    orgs: {
      async replace(orgs) {
        await access.upsertOrgs(orgs.map((org) => ({ ...org, level: levelOf(org.level) })))
      },
    },
  })
  registerQuality(context)
  registerEvents(context)
  registerIdentity(context)
  registerPrivacy(context)
  registerCustomers(context)
  registerTags(context, tagPorts(access))
  registerSegments(context, tagPorts(access))
  registerInsight(context)
  registerStrategy(context, tagPorts(access))
  registerExecution(context, tagPorts(access))
  registerReview(context, listPort(context))
  registerExampleLoop(context)
}

function tagPorts(access: Access): TagPorts {
  return { orgPaths: () => access.orgs() }
}

function listPort(context: Context): ListPort {
  return { unitsOf: (strategy, list) => listUnits(context, strategy, list) }
}

function levelOf(level: string | null): 'HO' | 'BRANCH' | 'SUB' {
  return level === 'HO' || level === 'BRANCH' ? level : 'SUB'
}

/** Every product route. */
export function addRoutes(routes: Routes, context: Context, access: Access): void {
  sessionRoutes(routes, access)
  peopleRoutes(routes, access)
  definitionRoutes(routes, context.definitions)
  jobRoutes(routes, context.jobs)
  auditRoutes(routes, context.ledger, context.audit)
  ingestRoutes(routes, context)
  qualityRoutes(routes, context)
  eventsRoutes(routes, context)
  identityRoutes(routes, context)
  privacyRoutes(routes, context)
  customersRoutes(routes, context)
  tagRoutes(routes, context, tagPorts(access))
  segmentRoutes(routes, context, tagPorts(access))
  insightRoutes(routes, context)
  strategyRoutes(routes, context, tagPorts(access))
  executionRoutes(routes, context)
  reviewRoutes(routes, context)
  exampleLoopRoutes(routes, context)
}
