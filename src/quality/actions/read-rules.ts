import { fail } from '#kernel/error'
import type { Context } from '#platform/context'
import type { QualityResult, QualityRuleView } from '../contract.js'
import { ruleSentence } from '../domain/rule-sentence.js'
import { worstStatus } from '../domain/score.js'
import { newestResults, resultsOfRule } from '../store/result-store.js'
import { loadRules, type KnownRule } from './load-rules.js'

export interface RuleFilter {
  readonly table?: string | undefined
  readonly kind?: string | undefined
  readonly builtIn?: boolean | undefined
}

/** Every rule, published and built in, with how it stands. */
export async function readRules(context: Context, filter: RuleFilter): Promise<QualityRuleView[]> {
  const [rules, newest] = await Promise.all([loadRules(context), newestResults(context.ledger.db)])
  const byRule = new Map<string, QualityResult[]>()
  for (const result of newest) byRule.set(result.rule, [...(byRule.get(result.rule) ?? []), result])
  return rules
    .filter(({ body }) => filter.table === undefined || body.table === filter.table)
    .filter(({ body }) => filter.kind === undefined || body.check.kind === filter.kind)
    .filter(({ version }) => filter.builtIn === undefined || (version === null) === filter.builtIn)
    .map((rule) => viewOf(rule, byRule.get(rule.key) ?? []))
}

const HISTORY = 400

/** A rule with its results, newest first. @throws AppError QUALITY_RULE_UNKNOWN */
export async function readRuleHistory(context: Context, key: string): Promise<{ rule: QualityRuleView; items: QualityResult[] }> {
  const rule = (await loadRules(context)).find((each) => each.key === key) ?? fail('QUALITY_RULE_UNKNOWN', { key })
  const items = await resultsOfRule(context.ledger.db, key, HISTORY)
  const newest = new Map<string | null, QualityResult>()
  for (const result of items) if (!newest.has(result.source)) newest.set(result.source, result)
  return { rule: viewOf(rule, [...newest.values()]), items }
}

function viewOf({ key, name, version, body, off }: KnownRule, newest: readonly QualityResult[]): QualityRuleView {
  return {
    key, name, version, body, off,
    builtIn: version === null,
    sentence: ruleSentence(body),
    status: worstStatus(newest.map(({ status }) => status)),
    checkedAsOf: newest.map(({ asOf }) => asOf).sort().at(-1) ?? null,
  }
}
