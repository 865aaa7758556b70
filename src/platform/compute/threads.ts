import { functionOf, kernelFunctions, kernelMemory, type Machine } from '#kernel/learn'
import { AppError } from '#kernel/error'
import { FIELDS, MOST_ARGUMENTS, MOST_PARTS, takeParts, type ThreadGround } from './fork-join.js'
import { startThread } from './start-thread.js'

/** A machine with threads; `close` ends them. */
export interface ThreadedMachine extends Machine {
  close(): Promise<void>
}

const SPINS = 20_000

/**
 * A machine of several threads over one memory: a kernel's parts are taken one by one by whoever is free, the caller
 * included, which waits by spinning a little and then sleeping. Call it from a thread that may block.
 */
export function threadedMachine(wasm: Uint8Array, threads: number): ThreadedMachine {
  const module = new WebAssembly.Module(wasm)
  const memory = kernelMemory()
  const functions = kernelFunctions(module, memory)
  const names = Object.keys(functions)
  const ground: ThreadGround = { control: new Int32Array(new SharedArrayBuffer(FIELDS.length * 4)), args: new Float64Array(new SharedArrayBuffer(MOST_ARGUMENTS * 8)) }
  const workers = Array.from({ length: threads - 1 }, () => {
    const worker = startThread('thread-main', { module, memory, ...ground })
    worker.unref()
    return worker
  })
  let generation = 0
  const call = (name: string, ...args: readonly number[]): number => functionOf(functions, name)(...args)
  return {
    memory,
    threads,
    call,
    run(kernel, parts, ...args) {
      if (parts > MOST_PARTS || args.length > MOST_ARGUMENTS) throw new RangeError(`${parts} parts, ${args.length} arguments`)
      functionOf(functions, kernel)
      generation = (generation + 1) % 0x7fff
      begin(ground, generation, names.indexOf(kernel), parts, args)
      takeParts(ground, generation, (part, all) => call(kernel, part, all, ...args))
      join(ground, parts)
    },
    close: async () => {
      Atomics.store(ground.control, FIELDS.indexOf('stop'), 1)
      Atomics.notify(ground.control, FIELDS.indexOf('generation'))
      await Promise.all(workers.map((worker) => worker.terminate()))
    },
  }
}

function begin({ control, args }: ThreadGround, generation: number, kernel: number, parts: number, given: readonly number[]): void {
  // No part of the last run is left and none of this one is offered yet: these fields are nobody else's.
  args.set(given)
  Atomics.store(control, FIELDS.indexOf('kernel'), kernel)
  Atomics.store(control, FIELDS.indexOf('arguments'), given.length)
  Atomics.store(control, FIELDS.indexOf('parts'), parts)
  Atomics.store(control, FIELDS.indexOf('done'), 0)
  Atomics.store(control, FIELDS.indexOf('ticket'), generation << 16)
  Atomics.store(control, FIELDS.indexOf('generation'), generation)
  Atomics.notify(control, FIELDS.indexOf('generation'))
}

function join({ control }: ThreadGround, parts: number): void {
  const done = FIELDS.indexOf('done')
  for (let spin = 0; spin < SPINS && Atomics.load(control, done) < parts; spin += 1);
  for (let now = Atomics.load(control, done); now < parts; now = Atomics.load(control, done)) Atomics.wait(control, done, now)
  if (Atomics.exchange(control, FIELDS.indexOf('fault'), 0) === 1) throw new AppError('COMPUTE_FAILED', { reason: 'a kernel trapped' })
}
