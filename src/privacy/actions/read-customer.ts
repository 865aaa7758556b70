import { neutralCsvLine } from '#platform/http'
import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import { presentCustomer, presentStatement } from '../present.js'
import { presentObjection } from '../present-objection.js'
import type { PrivacyPorts } from '../ports.js'
import { objectionHistoryQuery } from '../sql/objection-queries.js'
import { preferenceHistoryQuery, preferencePageQuery } from '../sql/preference-queries.js'
import { historyQuery } from '../sql/statement-queries.js'
import { findSubject, onlyThis, statementGround, stateOf } from './find-subject.js'

/** What one customer in reach agreed to, wishes and may have done with their data, with its history. */
export async function readCustomer(context: Context, ports: PrivacyPorts, custId: string, actor: Actor) {
  const subject = await findSubject(context, ports, custId, actor)
  const ground = await statementGround(context)
  const who = onlyThis(subject)
  const [state, statements, books, history] = await Promise.all([
    stateOf(context, subject),
    context.warehouse.query(historyQuery(ground, who)),
    context.warehouse.query(preferencePageQuery(ground, who)),
    context.warehouse.query(preferenceHistoryQuery(who)),
  ])
  return presentCustomer(subject, state, statements, books, history)
}

/** The record of consents and of objections to tags (`TAG:` and the tag) of a customer in reach as a file, for the customer; audited before the first byte. */
export async function exportConsents(context: Context, ports: PrivacyPorts, ask: { custId: string; format: 'csv' | 'json'; purpose: string }, actor: Actor) {
  const subject = await findSubject(context, ports, ask.custId, actor)
  const statements = (await context.warehouse.query(historyQuery(await statementGround(context), onlyThis(subject)))).map(presentStatement)
  const objections = (await context.warehouse.query(objectionHistoryQuery(onlyThis(subject)))).map(presentObjection)
  await context.audit.record(actor, { action: 'consent.export', objectKind: 'customer', objectKey: context.secrets.hash('cust_id', subject.cust_id), after: { statements: statements.length, objections: objections.length, format: ask.format }, purpose: ask.purpose })
  if (ask.format === 'json') {
    const text = JSON.stringify({ custId: subject.cust_id, exportedAt: context.clock.now().toISOString(), statements, tagObjections: objections }, null, 2)
    return { name: 'consents.json', type: 'application/json; charset=utf-8', text: `${text}\n` }
  }
  const head = ['at', 'purpose', 'channel', 'granted', 'separate', 'notice', 'evidence', 'way', 'by', 'id']
  const lines = statements.map((each) => neutralCsvLine([each.at, each.purpose, each.channel, String(each.granted), String(each.separate), each.notice, each.evidence, each.way, each.by, each.id]))
  lines.push(...objections.map((each) => neutralCsvLine([each.at, `TAG:${each.tag}`, '', String(!each.objected), 'false', '', each.reason, each.channel, each.by, each.id])))
  return { name: 'consents.csv', type: 'text/csv; charset=utf-8', text: `\uFEFF${neutralCsvLine(head)}${lines.join('')}` }
}
