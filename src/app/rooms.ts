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
import { customersRoutes } from '#customers'
import { closeIntake, eventErasure, eventsMigrations, eventsRoutes, eventsTables, registerEvents } from '#events'
import { createCustomerNumbers, identityErasure, identityMigrations, identityRoutes, identityTables, registerIdentity, type IdentityPorts, type IdentityReadPorts } from '#identity'
import { erasedCustomers, forgetErased, installPurposes, privacyMigrations, privacyRoutes, privacyTables, purposeMistakes, registerPrivacy, sourceMistakes, type PrivacyPorts } from '#privacy'
import { maskValue, purposeCode } from '#privacy/contract'
import { qualityMigrations, qualityRoutes, qualityTables, registerQuality } from '#quality'
import { ingestErasure, ingestMigrations, ingestRoutes, ingestTables, registerIngest } from '#ingest'
import { customerPorts } from './customer-ports.js'
import { demoBankRoutes, registerDemoBank } from './demo-bank.js'
import { demoClockRoutes, registerDemoClock } from './demo-clock.js'
import { loadWatch, qualityPorts } from './quality-ports.js'
import { effectPort } from './effect-port.js'
import { exampleLoopRoutes, registerExampleLoop } from './example-loop.js'
import { maySeeCustomer } from './may-see-customer.js'
import { readTemplatePacks } from './template-packs.js'
import { closeTasks, executionErasure, executionMigrations, executionRoutes, executionTables, registerExecution } from '#execution'
import { insightMigrations, insightRoutes, insightTables, registerInsight } from '#insight'
import { experimentPort, modelMigrations, modelRoutes, modelTables, registerModels, scorePort } from '#models'
import { registerReview, reviewRoutes, type ListPort } from '#review'
import { registerSegments, segmentErasure, segmentMigrations, segmentRoutes, segmentTables } from '#segments'
import { listUnits, registerStrategy, strategyMigrations, strategyRoutes, strategyTables } from '#strategy'
import { registerTags, tagMigrations, tagRoutes, tagTables, type TagPorts } from '#tags'

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
  ...tagMigrations,
  ...segmentMigrations,
  ...insightMigrations,
  ...modelMigrations,
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
  ...tagTables,
  ...segmentTables,
  ...insightTables,
  ...modelTables,
  ...strategyTables,
  ...executionTables,
]

/** Registers jobs and definition kinds, and gives earlier rooms what later ones provide. */
export function wireRooms(context: Context, access: Access): void {
  const numbers = createCustomerNumbers(context)
  registerIngest(context, {
    numbers,
    orgs: {
      async replace(orgs) {
        await access.upsertOrgs(orgs.map((org) => ({ ...org, level: levelOf(org.level) })))
      },
    },
    privacy: { mistakes: (source, lookup) => sourceMistakes(context, source, lookup), forget: (run) => forgetErased(context, run) },
    watch: loadWatch(context),
  })
  registerQuality(context, qualityPorts(context, access))
  registerEvents(context, {
    numbers,
    maySee: (actor, custId) => maySeeCustomer(context, tagPorts(access), actor, custId),
    erased: () => erasedCustomers(context),
    purposeMistakes: (lookup, purposes) => purposeMistakes(lookup, {}, purposes.map(purposeCode), 'purposes'),
  })
  registerIdentity(context, identityPorts(context, access, numbers))
  registerPrivacy(context, privacyPorts(context, access))
  registerTags(context, tagPorts(access), { scores: scorePort(context), effects: effectPort(context), experiments: experimentPort(context) })
  registerSegments(context, tagPorts(access))
  registerInsight(context, tagPorts(access))
  registerModels(context, tagPorts(access))
  registerStrategy(context, tagPorts(access))
  registerExecution(context, tagPorts(access))
  registerReview(context, listPort(context))
  registerExampleLoop(context)
  registerDemoClock(context)
  registerDemoBank(context)
}

function identityReading(access: Access): IdentityReadPorts {
  return { orgPaths: () => access.orgs(), mask: maskValue }
}

function identityPorts(context: Context, access: Access, numbers: IdentityPorts['numbers']): IdentityPorts {
  return {
    ...identityReading(access),
    numbers,
    async afterChange(actor) {
      if ((await context.runs.latest('tags', 'all')) === null) return
      const { items } = await context.jobs.list({ kind: 'tags.build', status: 'queued', limit: 1 })
      if (items.length === 0) await context.jobs.start('tags.build', {}, actor)
    },
  }
}

function tagPorts(access: Access): TagPorts {
  return { orgPaths: () => access.orgs() }
}

function privacyPorts(context: Context, access: Access): PrivacyPorts {
  return {
    orgPaths: () => access.orgs(),
    closeWork: (custId, why, actor) => closeTasks(context, custId, why, actor),
    erasures: [...ingestErasure(context), ...eventErasure(context), ...identityErasure(context), ...segmentErasure(context), ...executionErasure(context)],
  }
}

/** What a new data directory begins with. Call before work is taken up. */
export async function prepareRooms(context: Context): Promise<void> {
  await installPurposes(context)
}

function listPort(context: Context): ListPort {
  return { unitsOf: (strategy, list) => listUnits(context, strategy, list) }
}

function levelOf(level: string | null): 'HO' | 'BRANCH' | 'SUB' {
  return level === 'HO' || level === 'BRANCH' ? level : 'SUB'
}

/** Finishes what rooms still have in memory, before the engines close. */
export async function closeRooms(context: Context): Promise<void> {
  await closeIntake(context)
}

/** Every product route. */
export function addRoutes(routes: Routes, context: Context, access: Access): void {
  sessionRoutes(routes, access)
  peopleRoutes(routes, access)
  definitionRoutes(routes, context.definitions)
  jobRoutes(routes, context.jobs)
  auditRoutes(routes, context.ledger, context.audit)
  ingestRoutes(routes, context)
  qualityRoutes(routes, context, qualityPorts(context, access))
  eventsRoutes(routes, context)
  identityRoutes(routes, context, identityReading(access))
  privacyRoutes(routes, context, privacyPorts(context, access))
  customersRoutes(routes, context, customerPorts(context, access))
  tagRoutes(routes, context, tagPorts(access))
  segmentRoutes(routes, context, { ...tagPorts(access), templates: readTemplatePacks })
  insightRoutes(routes, context, tagPorts(access))
  modelRoutes(routes, context, tagPorts(access))
  strategyRoutes(routes, context, tagPorts(access))
  executionRoutes(routes, context)
  reviewRoutes(routes, context)
  exampleLoopRoutes(routes, context)
  demoClockRoutes(routes, context)
  demoBankRoutes(routes, context)
}
