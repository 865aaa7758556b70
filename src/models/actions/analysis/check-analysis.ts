import { issueMistakes, type Mistake } from '#kernel/error'
import { checkRule, checkValue, referencesOfAll, type RuleDocument, type RuleReferences, type RuleSchema, type ValueDocument } from '#kernel/rule'
import type { Context } from '#platform/context'
import type { DefinitionLookup } from '#platform/definition'
import { purposeMistakes } from '#privacy'
import { loadCheckSchema } from '#tags'
import { analysisSchema, type Analysis } from '../../contract-analysis.js'
import { valuesOf, type WantedValue } from '../../domain/analysis/analysis-values.js'
import { aggregateOf } from '../../domain/analysis/purchase-model.js'

/** Checks an analysis: its shape, its population and every value in it, and what its inputs may be used for. */
export async function checkAnalysis(context: Context, body: unknown, lookup: DefinitionLookup): Promise<{ body: Analysis } | { mistakes: readonly Mistake[] }> {
  const parsed = analysisSchema.safeParse(body)
  if (!parsed.success) return { mistakes: issueMistakes(parsed.error.issues) }
  const analysis = parsed.data
  const schema = await loadCheckSchema(context, lookup, analysisReferences(analysis))
  const rule = checkRule(analysis.population, schema)
  const mistakes = [
    ...(rule.ok ? [] : rule.mistakes.map((mistake) => ({ ...mistake, path: `population.${mistake.path}` }))),
    ...valuesOf(analysis).flatMap((wanted) => valueMistakes(wanted, schema)),
    ...repeatedMistakes(analysis),
    ...(analysis.task === 'lifetime' && analysis.balance !== undefined && analysis.start === undefined ? [{ code: 'ANALYSIS_BALANCE_START' as const, path: 'start', params: {} }] : []),
  ]
  if (mistakes.length > 0) return { mistakes }
  const found = await Promise.all(analysisDocuments(analysis).map((document) => purposeMistakes(lookup, asBody(document), analysis.purposes ?? [], 'purposes')))
  const purposes = [...new Map(found.flat().map((mistake) => [JSON.stringify(mistake), mistake])).values()]
  return purposes.length > 0 ? { mistakes: purposes } : { body: analysis }
}

function asBody(document: RuleDocument | ValueDocument): object {
  return document.kind === 'rule' ? { rule: document } : { compute: document }
}

function analysisDocuments(analysis: Analysis): (RuleDocument | ValueDocument)[] {
  return [analysis.population, ...valuesOf(analysis).map(({ value }) => value)]
}

/** What an analysis is made of. */
export function analysisReferences(analysis: Analysis): RuleReferences {
  return referencesOfAll(analysisDocuments(analysis))
}

function valueMistakes({ path, value, fn, types }: WantedValue, schema: RuleSchema): Mistake[] {
  const checked = checkValue(value, schema)
  if (!checked.ok) return checked.mistakes.map((mistake) => ({ ...mistake, path: `${path}.${mistake.path}` }))
  const aggregate = aggregateOf(value)
  if (fn !== undefined && (aggregate?.fn !== fn || (aggregate.window ?? { kind: 'all' }).kind !== 'all')) return [{ code: 'ANALYSIS_AGGREGATE', path, params: { fn } }]
  if (types !== undefined && !types.includes(checked.type.type)) return [{ code: 'ANALYSIS_VALUE_TYPE', path, params: { type: checked.type.type, allowed: types.join(', ') } }]
  return []
}

function repeatedMistakes(analysis: Analysis): Mistake[] {
  const keys = analysis.task === 'worth' ? analysis.lines.map(({ key }) => key) : analysis.task === 'timing' ? analysis.clocks.map(({ key }) => key) : []
  const place = analysis.task === 'worth' ? 'lines' : 'clocks'
  return keys.flatMap((key, at): Mistake[] => (keys.indexOf(key) < at ? [{ code: 'ANALYSIS_KEY_REPEATED', path: `${place}[${at}].key`, params: { key } }] : []))
}
