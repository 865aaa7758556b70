import type { Mistake } from '#kernel/error'
import type { Context } from '#platform/context'
import type { DefinitionLookup } from '#platform/definition'
import type { Source } from '#ingest/contract'
import { isAuthenticationData } from '../domain/data-class.js'
import { declaredOf } from '../domain/declared-purposes.js'
import { loadClasses } from '../store/class-store.js'
import { loadPolicy } from '../store/policy-store.js'
import { codesInSight } from './purpose-registry.js'

/**
 * What a source may not do (domain L01, L19): take data in without a registered purpose, or take in data that
 * authenticates people. `ingest` asks through its port.
 */
export async function sourceMistakes(context: Context, source: Source, lookup: DefinitionLookup): Promise<Mistake[]> {
  return [...(await purposesOfSource(context, source, lookup)), ...(await forbiddenData(context, source))]
}

async function purposesOfSource(context: Context, source: Source, lookup: DefinitionLookup): Promise<Mistake[]> {
  const declared = declaredOf(source)
  if (declared === null) {
    const { requirePurpose } = await loadPolicy(context.ledger.db)
    return requirePurpose ? [{ code: 'PURPOSE_MISSING', path: 'purposes', params: {} }] : []
  }
  const known = await codesInSight(lookup)
  const wrong = (purpose: string, path: string): Mistake[] => (known.includes(purpose) ? [] : [{ code: 'PURPOSE_UNKNOWN', path, params: { purpose, known: known.join(', ') } }])
  const own = declared.flatMap((purpose, at) => wrong(purpose, source.purposes === undefined ? 'purpose' : `purposes[${at}]`))
  const columns = source.targets.flatMap((target, at) =>
    Object.entries(target.columnPurposes ?? {}).flatMap(([column, purposes]) => purposes.flatMap((purpose) => wrong(purpose, `targets[${at}].columnPurposes.${column}`))),
  )
  return [...own, ...columns]
}

async function forbiddenData(context: Context, source: Source): Promise<Mistake[]> {
  const refused = new Set((await loadClasses(context.ledger.db)).filter((row) => row.class === 'C3').map((row) => `${row.table_name}.${row.column_name}`))
  const whole: Mistake[] = source.classification === 'C3' ? [{ code: 'DATA_CLASS_REFUSED', path: 'classification', params: { column: 'classification' } }] : []
  const columns = source.targets.flatMap((target, at) => {
    const bank = Object.entries(target.columns).map(([name, spec]) => ({ name, from: fromOf(spec), path: `targets[${at}].columns.${name}` }))
    const own = Object.entries(target.attributes ?? {}).map(([name, { column }]) => ({ name, from: fromOf(column), path: `targets[${at}].attributes.${name}` }))
    return [...bank, ...own]
      .filter(({ name, from }) => refused.has(`${target.table}.${name}`) || isAuthenticationData(name) || isAuthenticationData(from))
      .map(({ name, path }): Mistake => ({ code: 'DATA_CLASS_REFUSED', path, params: { column: name } }))
  })
  return [...whole, ...columns]
}

/** The file's column a mapping reads. */
function fromOf(spec: Source['targets'][number]['columns'][string]): string {
  if (typeof spec === 'string') return spec
  return 'from' in spec ? spec.from : ''
}
