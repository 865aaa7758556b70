import type { Load } from './contract.js'

/** A load as people see it: paths shortened to the file's name, nothing of its content in clear. */
export function presentLoad(load: Load): Load {
  return { ...load, fileName: load.fileName.split(/[\\/]/).at(-1) ?? load.fileName }
}
