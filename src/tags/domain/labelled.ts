import type { EnumValue, TypeInfo } from '#kernel/rule'
import type { Tag } from '../contract.js'

const CODED: readonly string[] = ['enum', 'string', 'set']

/** What a definition calls its codes. */
export function labelNames(labels: Tag['labels']): EnumValue[] {
  return Object.entries(labels ?? {}).map(([code, { zh, en }]) => ({ code, zh, en }))
}

/** A type whose codes are called as the definition says; codes it does not name keep their names. */
export function labelled(type: TypeInfo, labels: Tag['labels']): TypeInfo {
  if (labels === undefined || !CODED.includes(type.type)) return type
  const known = type.values ?? []
  const renamed = known.map((value) => ({ ...value, ...labels[value.code] }))
  const more = labelNames(labels).filter(({ code }) => !known.some((value) => value.code === code))
  return { ...type, values: [...renamed, ...more] }
}

/** Codes that are named although the tag never has them, where all it can have are known. */
export function neverSaid(type: TypeInfo, labels: Tag['labels']): string[] {
  if (labels === undefined) return []
  if (!CODED.includes(type.type)) return Object.keys(labels)
  if (type.type !== 'enum' || type.values === undefined || type.isOpen === true) return []
  const codes = new Set(type.values.map(({ code }) => code))
  return Object.keys(labels).filter((code) => !codes.has(code))
}
