import { workerData } from 'node:worker_threads'
import { kernelFunctions } from '#kernel/learn'
import { FIELDS, takeParts, type ThreadGround } from './fork-join.js'

const SPINS = 20_000
const { module, memory, control, args } = workerData as ThreadGround & { readonly module: WebAssembly.Module; readonly memory: WebAssembly.Memory }
const functions = Object.values(kernelFunctions(module, memory))
const place = (name: (typeof FIELDS)[number]): number => Atomics.load(control, FIELDS.indexOf(name))

/** Waits for another run: spins a little, then sleeps. */
function next(seen: number): number {
  for (let spin = 0; spin < SPINS; spin += 1) if (place('generation') !== seen) return place('generation')
  Atomics.wait(control, FIELDS.indexOf('generation'), seen)
  return place('generation')
}

let generation = 0
while (place('stop') === 0) {
  const now = next(generation)
  if (now === generation) continue
  generation = now
  const kernel = functions[place('kernel')]
  const given = [...args.subarray(0, place('arguments'))]
  if (kernel !== undefined) takeParts({ control, args }, generation, (part, parts) => kernel(part, parts, ...given))
}
