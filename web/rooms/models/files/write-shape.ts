import type { ModelFile } from '#models/contract'

/** A tensor in one line: name, element type, size; an open size is `n`. */
export function writeShape({ name, type, shape }: ModelFile['inputs'][number]): string {
  return `${name}: ${type} [${shape.map((size) => size ?? 'n').join(' × ')}]`
}
