export { createCompute } from './create-compute.js'
export type { Compute } from './compute.js'
