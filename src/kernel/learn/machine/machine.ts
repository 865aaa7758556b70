import { fail } from '#kernel/error'

/**
 * Where the heavy loops run: kernels compiled to WebAssembly over one shared memory, with one thread or several. A kernel
 * is an exported function `(part, parts, ...arguments)` that does its part of the work and writes to places no other part
 * writes to, so the result is the same at any number of threads.
 */
export interface Machine {
  readonly memory: WebAssembly.Memory
  readonly threads: number
  /** Runs every part of a kernel, side by side where there are threads, and waits for all. */
  run(kernel: string, parts: number, ...args: readonly number[]): void
  /** Calls a function once, here. */
  call(name: string, ...args: readonly number[]): number
}

export type KernelFunction = (...args: readonly number[]) => number

/** Pages of 64 KB: at most 4 GB. */
export const MOST_PAGES = 65_536

/** The kernels' memory: shared, so that threads see one. */
export function kernelMemory(): WebAssembly.Memory {
  return new WebAssembly.Memory({ initial: 16, maximum: MOST_PAGES, shared: true })
}

/** The kernels' functions over a memory. */
export function kernelFunctions(module: WebAssembly.Module, memory: WebAssembly.Memory): Readonly<Record<string, KernelFunction>> {
  return new WebAssembly.Instance(module, { env: { memory } }).exports as Record<string, KernelFunction>
}

/** A machine of one thread from the bytes of the compiled kernels. */
export function singleMachine(wasm: Uint8Array): Machine {
  const memory = kernelMemory()
  const functions = kernelFunctions(new WebAssembly.Module(wasm), memory)
  const call = (name: string, ...args: readonly number[]): number => functionOf(functions, name)(...args)
  return {
    memory,
    threads: 1,
    call,
    run(kernel, parts, ...args) {
      for (let part = 0; part < parts; part += 1) call(kernel, part, parts, ...args)
    },
  }
}

export function functionOf(functions: Readonly<Record<string, KernelFunction>>, name: string): KernelFunction {
  return functions[name] ?? fail('LEARN_MODEL_UNREADABLE', { reason: `no kernel ${name}` })
}
