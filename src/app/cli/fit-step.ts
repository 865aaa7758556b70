import { definitionInputsSchema, inputKinds } from '#segments/contract'
import type { Connection } from './connect.js'
import { definitionFiles, readLoopFile } from './loop-file.js'
import type { LoopOptions } from './run-loop.js'

/** What of another loop's definitions was applied, and what each of the others lacks. */
export interface Fitted {
  readonly applied: readonly string[]
  readonly lacking: readonly { readonly definition: string; readonly lacks: readonly string[] }[]
}

/**
 * Applies of another loop's tags, segments and tierings those that have every table, column and code they read in what the
 * bank's sources bring; the others are left alone and named with what they lack.
 */
export async function fitStep(connection: Connection, file: string, options: Pick<LoopOptions, 'force' | 'say'>): Promise<Fitted> {
  const loop = await readLoopFile(file)
  const kinds: readonly string[] = inputKinds
  const definitions = loop.definitions.filter(({ kind }) => kinds.includes(kind))
  const { items } = definitionInputsSchema.parse(await connection.request('POST', '/api/v1/rule/inputs', { items: definitions.map(({ kind, key, body }) => ({ kind, key, body })) }))
  const isReady = new Set(items.filter(({ lacking }) => lacking.length === 0).map(({ kind, key }) => `${kind}/${key}`))
  const chosen = definitions.filter(({ kind, key }) => isReady.has(`${kind}/${key}`))
  if (chosen.length > 0) await connection.request('POST', '/api/v1/definitions/apply', { files: definitionFiles({ ...loop, definitions: chosen }), force: options.force })
  const lacking = items.flatMap(({ kind, key, lacking: lacks }) => (lacks.length === 0 ? [] : [{ definition: `${kind}/${key}`, lacks: lacks.map(({ what, name }) => `${what} ${name}`) }]))
  options.say(`fit ${loop.name.en ?? loop.name.zh}: ${chosen.length} applied, ${lacking.length} lack inputs 应用 ${chosen.length} 个，${lacking.length} 个缺少数据`)
  for (const { definition, lacks } of lacking) options.say(`  inputs not there 缺少数据 ${definition}: ${lacks.join(', ')}`)
  return { applied: [...isReady], lacking }
}
