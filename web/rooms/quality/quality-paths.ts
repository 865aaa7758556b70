export const QUALITY = '/api/v1/quality'
export const DICTIONARY = '/api/v1/data/dictionary'
export const LINEAGE = '/api/v1/data/lineage'

export const rulePath = (key: string): string => `/data/quality/rules/${encodeURIComponent(key)}`

/** What an alert is about: a rule, the drift of a model (`model/<key>`), or the size of a segment (`segment/<key>/<subscription>`). */
export function alertPath(rule: string): string {
  const [kind, key] = rule.split('/', 2)
  if (kind === 'segment' && key !== undefined) return `/customers/segments/${encodeURIComponent(key)}?tab=life`
  return kind === 'model' && key !== undefined ? `/models/${encodeURIComponent(key)}?tab=drift` : rulePath(rule)
}
export const ruleEditPath = (key: string): string => `${rulePath(key)}/edit`
export const NEW_RULE = '/data/quality/rules/new'
export const columnPath = (table: string, column: string): string => `/data/dictionary/${encodeURIComponent(table)}/${encodeURIComponent(column)}`
export const lineagePath = (node: string): string => `/data/lineage?node=${encodeURIComponent(node)}`

/** Dictionary ids are `kind/key`; a column's key is `table.column`. */
export function columnOf(id: string): readonly [table: string, column: string] | null {
  const [kind, key] = id.split('/', 2)
  const at = key?.indexOf('.') ?? -1
  return kind === 'column' && key !== undefined && at > 0 ? [key.slice(0, at), key.slice(at + 1)] : null
}
