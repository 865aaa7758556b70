export { createCompute } from './create-compute.js'
export type { Compute, ComputeTask } from './compute.js'
export { threadedMachine, type ThreadedMachine } from './threads.js'
export { kernelBytes } from './kernel-bytes.js'
