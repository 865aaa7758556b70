import type { Actor } from '#platform/access/contract'
import type { Load } from './contract.js'

/** A load as people see it: paths shortened to the file's name, nothing of its content in clear. */
export function presentLoad(load: Load): Load {
  return { ...load, fileName: load.fileName.split(/[\\/]/).at(-1) ?? load.fileName }
}

/** Preview rows: only who loads data sees a file's content. */
export function mayseeRows(actor: Actor): boolean {
  return actor.permissions.includes('data.load')
}
