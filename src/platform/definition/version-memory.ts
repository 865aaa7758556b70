import type { VersionRow } from './definition-store.js'

/** Characters of bodies kept, written as JSON: thousands of ordinary definitions. */
const MOST_CHARACTERS = 32_000_000

/** Published versions that were read. One never changes, so what is found here is not asked of the ledger again. */
export interface VersionMemory {
  find(kind: string, key: string, version: number): VersionRow | undefined
  keep(row: VersionRow): void
  /** Characters of the bodies kept; never above the bound. */
  readonly size: number
}

/** Keeps what was used last, up to so many characters of bodies; a body larger than all of it is not kept. */
export function createVersionMemory(most = MOST_CHARACTERS): VersionMemory {
  const kept = new Map<string, { readonly row: VersionRow; readonly size: number }>()
  let size = 0
  const drop = (id: string) => {
    size -= kept.get(id)?.size ?? 0
    kept.delete(id)
  }
  return {
    find(kind, key, version) {
      const id = idOf({ kind, key, version })
      const found = kept.get(id)
      if (found === undefined) return undefined
      kept.delete(id)
      kept.set(id, found)
      return found.row
    },
    keep(row) {
      const id = idOf(row)
      const own = JSON.stringify(row.body).length
      drop(id)
      if (own > most) return
      kept.set(id, { row: { ...row, name: frozen(row.name), body: frozen(row.body) }, size: own })
      size += own
      for (const oldest of kept.keys()) {
        if (size <= most) break
        drop(oldest)
      }
    },
    get size() {
      return size
    },
  }
}

const idOf = ({ kind, key, version }: Pick<VersionRow, 'kind' | 'key' | 'version'>): string => `${kind}/${key}@${version}`

/** Every reader is given the same value: nobody may write into it. */
function frozen<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
  for (const inner of Object.values(value)) frozen(inner)
  return Object.freeze(value)
}
