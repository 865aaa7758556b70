import type { Machine } from './machine.js'

/** How many parts to cut `count` pieces of work into: one a thread, each at least `least`. For kernels whose result does not depend on it. */
export function partsFor(machine: Machine, count: number, least: number): number {
  return Math.max(1, Math.min(machine.threads, Math.floor(count / least)))
}

/** Runs a kernel in parts; one part is done here, without waking a thread. */
export function runParts(machine: Machine, kernel: string, parts: number, ...args: readonly number[]): void {
  if (parts === 1) machine.call(kernel, 0, 1, ...args)
  else machine.run(kernel, parts, ...args)
}
