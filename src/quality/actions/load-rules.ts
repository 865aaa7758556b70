import type { Context } from '#platform/context'
import { builtInRules, sourceRule } from '../domain/built-in-rules.js'
import type { QualityRule } from '../domain/quality-rule.js'
import type { QualityRuleBody } from '../domain/rule-body.js'
import { loadSwitchedOff } from '../store/switch-store.js'

export interface KnownRule extends QualityRule {
  readonly off: boolean
}

const builtIn = builtInRules()

/** Every rule: the bank's published ones, then those built in, with one for each source. */
export async function loadRules(context: Context): Promise<KnownRule[]> {
  const [off, own, sources] = await Promise.all([loadSwitchedOff(context.ledger.db), publishedRules(context), context.definitions.list('source')])
  const ofSources = sources.filter(({ version }) => version !== null).map(({ key }) => sourceRule(key))
  return [...own, ...builtIn, ...ofSources].map((rule) => ({ ...rule, off: off.has(rule.key) }))
}

async function publishedRules(context: Context): Promise<QualityRule[]> {
  const heads = await context.definitions.list<QualityRuleBody>('quality-rule')
  const published = heads.filter(({ version }) => version !== null)
  return Promise.all(
    published.map(async ({ key }) => {
      const { name, version, body } = await context.definitions.version<QualityRuleBody>('quality-rule', key, 'latest')
      return { key, name, version, body }
    }),
  )
}
