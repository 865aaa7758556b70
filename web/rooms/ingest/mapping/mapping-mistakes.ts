import type { TwoLanguages } from '../../../ui/language/translated.js'
import type { Destination } from './target-form.js'

export interface MappingMistake {
  readonly code: string
  readonly path: string
  readonly params: Readonly<Record<string, string | number | boolean>>
  readonly message: TwoLanguages
}

const isUnder = (path: string, prefix: string): boolean =>
  path === prefix || path.startsWith(`${prefix}.`) || path.startsWith(`${prefix}[`)

/** Mistakes of one target, `targets[2]…`. */
export const mistakesOfTarget = (mistakes: readonly MappingMistake[], at: number) =>
  mistakes.filter(({ path }) => isUnder(path, `targets[${at}]`))

/** The sentences that belong beside one bank column or attribute of a target. */
export function mistakesAt(
  mistakes: readonly MappingMistake[],
  at: number,
  { kind, ...where }: Destination,
): readonly MappingMistake[] {
  const name = 'name' in where ? where.name : where.key
  const place = `targets[${at}].${kind === 'column' ? 'columns' : 'attributes'}`
  return mistakes.filter(
    ({ path, params }) =>
      isUnder(path, `${place}.${name}`) || (path === place && params['column'] === name),
  )
}

/** Mistakes of a target that no field of the mapping table shows. */
export function otherMistakes(
  mistakes: readonly MappingMistake[],
  at: number,
  shown: readonly Destination[],
): readonly MappingMistake[] {
  const placed = new Set(shown.flatMap((where) => mistakesAt(mistakes, at, where)))
  return mistakesOfTarget(mistakes, at).filter((mistake) => !placed.has(mistake))
}
