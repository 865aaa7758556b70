import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import type { DefinitionLookup } from '#platform/definition'
import { builtInPurposes, purposeCode } from '../domain/purposes.js'
import type { Purpose } from '../contract.js'
import { purposeUses } from './purpose-uses.js'

/** The product itself, in the audit log. */
const product: Actor = { id: 'product', name: 'Qunce', kind: 'system', roles: [], permissions: [], scope: { orgPaths: [], masking: 'masked', minCell: 0 } }

/** Publishes the built-in purposes a bank does not have yet; what the bank changed or archived stays as it is. */
export async function installPurposes(context: Context): Promise<void> {
  const [live, archived] = await Promise.all([context.definitions.list('purpose'), context.definitions.list('purpose', { archived: true })])
  const known = new Set([...live, ...archived].map(({ key }) => key))
  const missing = builtInPurposes.filter(({ key }) => !known.has(key))
  if (missing.length === 0) return
  // JSON is YAML.
  const files = missing.map(({ key, name, body }) => ({ path: `purpose/${key}.yaml`, text: JSON.stringify({ kind: 'purpose', key, name, version: null, body }) }))
  await context.definitions.apply(files, product, { note: 'built in' })
}

/** Codes of the purposes a bank has, drafts left out. */
export async function purposeCodes(context: Context): Promise<string[]> {
  const heads = await context.definitions.list<Purpose>('purpose')
  return heads.filter(({ version }) => version !== null).map(({ key }) => purposeCode(key))
}

/** Codes a definition may name while it is checked: one file of an apply sees the purposes of the others. */
export async function codesInSight(lookup: DefinitionLookup): Promise<string[]> {
  return (await lookup.list('purpose')).map(({ key }) => purposeCode(key))
}

/** Every purpose with how many of each kind name it. */
export async function listPurposes(context: Context) {
  const heads = await context.definitions.list<Purpose>('purpose')
  const uses = await purposeUses(context)
  return heads.map(({ key, name, body }) => {
    const code = purposeCode(key)
    const count = (kind: string) => uses.filter((use) => use.kind === kind && use.purposes.includes(code)).length
    return { ...body, key, code, name, uses: { source: count('source'), tag: count('tag'), segment: count('segment'), strategy: count('strategy') } }
  })
}

/** What names a purpose. */
export async function usesOf(context: Context, key: string) {
  await context.definitions.get('purpose', key)
  const code = purposeCode(key)
  return (await purposeUses(context)).filter(({ purposes }) => purposes.includes(code)).map(({ kind, key: user, name }) => ({ kind, key: user, name }))
}

