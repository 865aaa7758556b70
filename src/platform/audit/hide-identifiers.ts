const SHAPES: readonly RegExp[] = [
  /[\w.+-]+@[\w-]+\.[\w.]+/g,
  /(?<!\d)\d{17}[\dXx](?![\dXx])/g,
  /(?<!\d)(?:\+?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)/g,
  /(?<!\d)\d{12,19}(?!\d)/g,
]

/**
 * What a person wrote as a reason, with mobiles, identity and card numbers and mail addresses hidden: the log cannot be
 * altered when somebody's data are erased.
 */
export function hideIdentifiers(text: string): string {
  return SHAPES.reduce((kept, shape) => kept.replace(shape, '***'), text)
}
