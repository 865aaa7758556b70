/** Fields of one record's text; doubled quotes inside a quoted field are one. */
export function parseRecord(text: string, delimiter: string, quotes: boolean): string[] {
  const fields: string[] = []
  let at = 0
  for (;;) {
    if (quotes && text[at] === '"') {
      const end = closing(text, at + 1)
      fields.push(text.slice(at + 1, end).replace(/""/g, '"'))
      at = end + 1
    } else {
      const end = text.indexOf(delimiter, at)
      fields.push(text.slice(at, end < 0 ? text.length : end))
      at = end < 0 ? text.length : end
    }
    if (at >= text.length) return fields
    at += delimiter.length
  }
}

function closing(text: string, from: number): number {
  let at = from
  for (;;) {
    const quote = text.indexOf('"', at)
    if (quote < 0) return text.length
    if (text[quote + 1] !== '"') return quote
    at = quote + 2
  }
}
