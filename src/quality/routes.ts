import type { ServerResponse } from 'node:http'
import { z } from 'zod'
import type { Context } from '#platform/context'
import { idempotencyKey, type Routes } from '#platform/http'
import { startedSchema } from '#platform/http/contract'
import { blockedTables } from './actions/blocked-tables.js'
import { describeColumn, noteColumn } from './actions/describe-column.js'
import { moveQualityAlert } from './actions/move-alert.js'
import { previewRule } from './actions/preview-rule.js'
import { readDictionary } from './actions/read-dictionary.js'
import { readImpact, readLineage } from './actions/read-lineage.js'
import { readRuleHistory, readRules } from './actions/read-rules.js'
import { readScores } from './actions/read-scores.js'
import { switchRule } from './actions/switch-rule.js'
import {
  alertNoteSchema, alertPageSchema, alertQuerySchema, alertSchema, blockedListSchema, checkRequestSchema, columnDetailSchema, columnParamsSchema, dictionaryPageSchema,
  dictionaryQuerySchema, impactQuerySchema, impactSchema, lineageQuerySchema, lineageSchema, noteSchema, qualityResultPageSchema, resultQuerySchema, ruleHistorySchema,
  ruleListQuerySchema, ruleListSchema, rulePreviewRequestSchema, rulePreviewSchema, ruleSwitchSchema, scoreBoardSchema, scoreQuerySchema,
} from './contract.js'
import { qualityPolicy } from './policy.js'
import type { QualityPorts } from './ports.js'
import { checkInput, presentBrief } from './present.js'
import { pageAlerts } from './store/alert-store.js'
import { pageResults } from './store/result-store.js'

const TAGS = ['quality']
const keyParams = z.object({ key: z.string().max(160) })
const idParams = z.object({ id: z.string().max(20) })
const asOfQuery = z.object({ asOf: z.iso.date().optional() })

/** Routes of rules, results, alerts, the dictionary and lineage. Rules are written under /api/v1/definitions/quality-rule. */
export function qualityRoutes(routes: Routes, context: Context, ports: QualityPorts): void {
  addRules(routes, context)
  addPreview(routes, context, ports)
  addResults(routes, context)
  addAlerts(routes, context)
  addDictionary(routes, context, ports)
  addLineage(routes, context, ports)
}

function addRules(routes: Routes, context: Context): void {
  routes.add({
    method: 'GET', url: '/api/v1/quality/rules', permission: qualityPolicy.read, tags: TAGS,
    summary: 'Quality rules, published and built in, with how they stand',
    query: ruleListQuerySchema,
    response: ruleListSchema,
    handler: async ({ query }) => ({ items: await readRules(context, query) }),
  })
  routes.add({
    method: 'GET', url: '/api/v1/quality/rules/:key', permission: qualityPolicy.read, tags: TAGS,
    summary: 'A rule with its results by date and source, with masked samples of offenders',
    params: keyParams,
    response: ruleHistorySchema,
    handler: ({ params }) => readRuleHistory(context, params.key),
  })
  routes.add({
    method: 'PUT', url: '/api/v1/quality/rules/:key/switch', permission: qualityPolicy.write, tags: TAGS,
    summary: 'Switch a rule off or on; audited',
    params: keyParams,
    body: ruleSwitchSchema,
    response: ruleSwitchSchema,
    handler: async ({ params, body, actor }) => {
      await switchRule(context, params.key, body.off, actor)
      return body
    },
  })
}

function addPreview(routes: Routes, context: Context, ports: QualityPorts): void {
  routes.add({
    method: 'POST', url: '/api/v1/quality/rules/preview', permission: qualityPolicy.write, tags: TAGS,
    summary: 'What a rule would say of the newest data; nothing is kept',
    body: rulePreviewRequestSchema,
    response: rulePreviewSchema,
    handler: ({ body, reply }) => previewRule(context, ports, body.body, goneSignal(reply.raw)),
  })
}

/** Aborts when the asker goes away before the answer is out. */
function goneSignal(answer: ServerResponse): AbortSignal {
  const gone = new AbortController()
  answer.once('close', () => gone.abort())
  return gone.signal
}

function addResults(routes: Routes, context: Context): void {
  routes.add({
    method: 'POST', url: '/api/v1/quality/checks', permission: qualityPolicy.write, tags: TAGS,
    summary: 'Judge the rules now: all, or of one source or rule',
    body: checkRequestSchema,
    response: startedSchema,
    handler: async ({ body, actor, request }) => ({
      jobId: await context.jobs.start('quality.check', checkInput(body), actor, { subject: body.rule ?? body.source ?? 'all', ...idempotencyKey(request) }),
    }),
  })
  routes.add({
    method: 'GET', url: '/api/v1/quality/results', permission: qualityPolicy.read, tags: TAGS,
    summary: 'Results, newest business date first',
    query: resultQuerySchema,
    response: qualityResultPageSchema,
    handler: async ({ query }) => {
      const page = await pageResults(context.ledger.db, query)
      return { ...page, items: page.items.map(presentBrief) }
    },
  })
  routes.add({
    method: 'GET', url: '/api/v1/quality/scores', permission: qualityPolicy.read, tags: TAGS,
    summary: 'Score board: sources or tables by business date, or the whole bank\'s trend',
    query: scoreQuerySchema,
    response: scoreBoardSchema,
    handler: ({ query }) => readScores(context, query),
  })
  routes.add({
    method: 'GET', url: '/api/v1/quality/blocked', permission: qualityPolicy.read, tags: TAGS,
    summary: 'Tables that should not be built from as of a date, with the rules that say so',
    query: asOfQuery,
    response: blockedListSchema,
    handler: async ({ query }) => {
      const asOf = query.asOf ?? (await context.businessClock.today())
      return { asOf, items: await blockedTables(context, asOf) }
    },
  })
}

function addAlerts(routes: Routes, context: Context): void {
  routes.add({
    method: 'GET', url: '/api/v1/quality/alerts', permission: qualityPolicy.read, tags: TAGS,
    summary: 'Alerts, newest first, with who was told',
    query: alertQuerySchema,
    response: alertPageSchema,
    handler: ({ query }) => pageAlerts(context.ledger.db, query),
  })
  for (const [verb, to] of [['acknowledge', 'acknowledged'], ['close', 'closed']] as const) {
    routes.add({
      method: 'POST', url: `/api/v1/quality/alerts/:id/${verb}`, permission: qualityPolicy.write, tags: TAGS,
      summary: to === 'closed' ? 'End an alert; audited' : 'Take an alert on; audited',
      params: idParams,
      body: alertNoteSchema,
      response: alertSchema,
      handler: ({ params, body, actor }) => moveQualityAlert(context, params.id, to, body.note, actor),
    })
  }
}

function addDictionary(routes: Routes, context: Context, ports: QualityPorts): void {
  routes.add({
    method: 'GET', url: '/api/v1/data/dictionary', permission: qualityPolicy.read, tags: TAGS,
    summary: 'Data dictionary: tables, columns and definitions, searched in Chinese or English',
    query: dictionaryQuerySchema,
    response: dictionaryPageSchema,
    handler: ({ query }) => readDictionary(context, ports, query),
  })
  routes.add({
    method: 'GET', url: '/api/v1/data/dictionary/:table/:column', permission: qualityPolicy.read, tags: TAGS,
    summary: 'A column: meaning, class, profile, newest load and quality',
    params: columnParamsSchema,
    response: columnDetailSchema,
    handler: ({ params }) => describeColumn(context, ports, params.table, params.column),
  })
  routes.add({
    method: 'PUT', url: '/api/v1/data/dictionary/notes', permission: qualityPolicy.write, tags: TAGS,
    summary: 'Write what a table or column means and who owns it; audited',
    body: noteSchema,
    response: noteSchema,
    handler: async ({ body, actor }) => {
      await noteColumn(context, body, actor)
      return body
    },
  })
}

function addLineage(routes: Routes, context: Context, ports: QualityPorts): void {
  routes.add({
    method: 'GET', url: '/api/v1/data/lineage', permission: qualityPolicy.read, tags: TAGS,
    summary: 'Where a node comes from and what is made of it, from source column to list',
    query: lineageQuerySchema,
    response: lineageSchema,
    handler: ({ query }) => readLineage(context, ports, query),
  })
  routes.add({
    method: 'GET', url: '/api/v1/data/lineage/impact', permission: qualityPolicy.read, tags: TAGS,
    summary: 'What stops working when a node vanishes, nearest first',
    query: impactQuerySchema,
    response: impactSchema,
    handler: ({ query }) => readImpact(context, ports, query.node),
  })
}
