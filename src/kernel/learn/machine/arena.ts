import { fail } from '#kernel/error'
import { MOST_PAGES, type Machine } from './machine.js'

/** Arrays in a machine's memory, given out one behind the other and given back all at once. */
export interface Arena {
  /** Each array begins at a multiple of 64 bytes and holds zeros; its `byteOffset` is its address for a kernel. */
  f32(length: number): Float32Array
  /** The same with whatever was there: for what is written whole. */
  unsetF32(length: number): Float32Array
  f64(length: number): Float64Array
  unsetF64(length: number): Float64Array
  i32(length: number): Int32Array
  u32(length: number): Uint32Array
  u16(length: number): Uint16Array
  u8(length: number): Uint8Array
  /** Forgets every array; their memory is used again. */
  free(): void
}

const PAGE = 65_536
const ALIGNED = 64
/** The lowest page is left to the kernels' own constants. */
const FIRST = PAGE

/** @throws AppError LEARN_TOO_LARGE when the arrays would not fit into 4 GB. */
export function createArena(machine: Machine): Arena {
  const { memory } = machine
  let next = FIRST
  const take = (bytes: number, zeroed: boolean): number => {
    const at = Math.ceil(next / ALIGNED) * ALIGNED
    next = at + bytes
    if (next > MOST_PAGES * PAGE) fail('LEARN_TOO_LARGE', { bytes: next })
    const missing = Math.ceil(next / PAGE) - memory.buffer.byteLength / PAGE
    if (missing > 0) memory.grow(missing)
    if (zeroed) new Uint8Array(memory.buffer, at, bytes).fill(0)
    return at
  }
  // The memory may grow while a place is found: its buffer is asked for afterwards.
  const place = <Kind>(length: number, size: number, make: new (buffer: SharedArrayBuffer, at: number, length: number) => Kind, zeroed = true): Kind => {
    const at = take(length * size, zeroed)
    return new make(memory.buffer, at, length)
  }
  return {
    f32: (length) => place(length, 4, Float32Array),
    unsetF32: (length) => place(length, 4, Float32Array, false),
    f64: (length) => place(length, 8, Float64Array),
    unsetF64: (length) => place(length, 8, Float64Array, false),
    i32: (length) => place(length, 4, Int32Array),
    u32: (length) => place(length, 4, Uint32Array),
    u16: (length) => place(length, 2, Uint16Array),
    u8: (length) => place(length, 1, Uint8Array),
    free: () => {
      next = FIRST
    },
  }
}
