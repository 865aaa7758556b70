/** A reason of a score with the name of its feature. */
export interface NamedReason {
  readonly name: { readonly zh: string; readonly en?: string | undefined }
  readonly value: string | number | null
  readonly effect: number
}

/** A reason in both languages: feature, value, and which way it moves the score. */
export function reasonWords({ name, value, effect }: NamedReason): { readonly zh: string; readonly en: string } {
  const [up, en] = [effect > 0, name.en ?? name.zh]
  const [moveZh, moveEn] = up ? ['推高', 'raises it'] : ['压低', 'lowers it']
  if (value === null) return { zh: `${name.zh}没有值，${moveZh}`, en: `${en} has no value: ${moveEn}` }
  const told = typeof value === 'number' ? toldNumber(value) : value
  return { zh: `${name.zh}为 ${told}，${moveZh}`, en: `${en} is ${told}: ${moveEn}` }
}

/** Three digits are enough of a fraction; whole numbers stay whole. */
function toldNumber(value: number): string {
  return String(Number.isInteger(value) ? value : Number(value.toPrecision(3)))
}
