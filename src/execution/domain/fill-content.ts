/** A text with its variables filled in; a line break in a value cannot break a header. */
export function fillContent(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name]?.replace(/[\r\n]+/g, ' ') ?? whole)
}
