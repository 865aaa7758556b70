/** A compared field. Level 0: a side is missing (says nothing); 1: the sides differ; 2 and up: they agree, ever closer. */
export interface LinkField {
  readonly name: string
  /** How many levels there are, 0 and 1 included. */
  readonly levels: number
}

/** How often each level occurs among pairs of one person (m) and of two (u), by level; index 0 is not used. */
export interface FieldModel {
  readonly name: string
  readonly m: readonly number[]
  readonly u: readonly number[]
}

/** A fitted model: plain data. `prior` is the chance that two records taken at random are one person. */
export interface LinkModel {
  readonly prior: number
  readonly fields: readonly FieldModel[]
}

/** Pairs that compare alike: the level of every field, and how many there are. */
export interface PatternCount {
  readonly levels: readonly number[]
  readonly pairs: number
}

/**
 * Weight of a field's level in bits, log2(m / u) (Fellegi and Sunter 1969, A Theory for Record Linkage); 0 for a missing
 * one.
 */
export function fieldWeight(field: FieldModel, level: number): number {
  if (level === 0) return 0
  return Math.log2((field.m[level] ?? 0) / (field.u[level] ?? 1))
}

/** Sum of the fields' weights, bits; fields are taken to be independent given whether the pair is one person. */
export function matchWeight(model: LinkModel, levels: readonly number[]): number {
  return model.fields.reduce((sum, field, at) => sum + fieldWeight(field, levels[at] ?? 0), 0)
}

/** Chance that a pair is one person: prior odds times 2^weight, as a probability. */
export function matchProbability(prior: number, weight: number): number {
  const bits = Math.log2(prior / (1 - prior)) + weight
  return bits > 0 ? 1 / (1 + 2 ** -bits) : 2 ** bits / (1 + 2 ** bits)
}

/** One number for a comparison: its levels in mixed radix, the first field the highest place. */
export function patternCode(fields: readonly LinkField[], levels: readonly number[]): number {
  return fields.reduce((code, field, at) => code * field.levels + (levels[at] ?? 0), 0)
}

/** The levels a code stands for. */
export function patternLevels(fields: readonly LinkField[], code: number): number[] {
  const levels = new Array<number>(fields.length).fill(0)
  let rest = code
  for (let at = fields.length - 1; at >= 0; at -= 1) {
    const radix = fields[at]?.levels ?? 1
    levels[at] = rest % radix
    rest = Math.floor(rest / radix)
  }
  return levels
}
