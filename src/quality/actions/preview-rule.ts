import { Mistakes } from '#kernel/error'
import type { Context } from '#platform/context'
import { listAttributes } from '#ingest'
import type { QualityRuleBody, RulePreview } from '../contract.js'
import { ruleMistakes } from '../domain/check-rule.js'
import type { QualityRule } from '../domain/quality-rule.js'
import { ruleSentence } from '../domain/rule-sentence.js'
import type { QualityPorts } from '../ports.js'
import type { NewResult } from '../store/result-store.js'
import { feedsOfRule } from './check-ground.js'
import { checkFeed, checkWhole, groundOf } from './check-quality.js'

const PREVIEW = 'preview'

/**
 * What a rule would say of the newest data, by source, with masked samples of offenders. Nothing is kept and nobody is
 * told; `signal` ends it when the asker goes away.
 * @throws Mistakes of the rule, each located under `body`
 */
export async function previewRule(context: Context, ports: QualityPorts, body: QualityRuleBody, signal: AbortSignal): Promise<RulePreview> {
  const mistakes = ruleMistakes(body, await listAttributes(context.ledger))
  if (mistakes.length > 0) throw new Mistakes(mistakes.map((mistake) => ({ ...mistake, path: `body.${mistake.path}` })))
  const rule: QualityRule = { key: PREVIEW, name: { zh: PREVIEW }, version: null, body }
  const asOf = await context.businessClock.today()
  const ground = await groundOf(context, ports, [rule], asOf, { input: { rule: PREVIEW }, signal })
  const results: NewResult[] = []
  for (const feed of feedsOfRule(rule, ground.feeds)) results.push(...(await checkFeed(ground, feed, [rule], false)))
  results.push(...(await checkWhole(ground, [rule], new Set(ground.feeds.map(({ table }) => table)))))
  return { asOf, sentence: ruleSentence(body), items: results }
}
