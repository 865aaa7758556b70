const SPECIAL = /[\t\n\r\\\0]/
const EACH = /[\t\n\r\\\0]/g
const ESCAPED: Readonly<Record<string, string>> = { '\t': '\\t', '\n': '\\n', '\r': '\\r', '\\': '\\\\', '\0': '\\0' }

/** A text as a TabSeparated field. */
export function tsv(text: string): string {
  return SPECIAL.test(text) ? text.replace(EACH, (letter) => ESCAPED[letter] ?? letter) : text
}

const MEANT: Readonly<Record<string, string>> = Object.fromEntries(Object.entries(ESCAPED).map(([letter, written]) => [written, letter]))

/** The text of a TabSeparated field. */
export function fromTsv(field: string): string {
  return field.replace(/\\[tnr\\0]/g, (written) => MEANT[written] ?? written)
}

/** A text as a nullable field: empty is NULL. */
export function tsvOrNull(text: string): string {
  return text === '' ? '\\N' : tsv(text)
}

/** ISO instant of milliseconds as the engine reads it fastest: `2026-01-02 03:04:05.678`. */
export function tsvInstant(ms: number): string {
  const second = Math.floor(ms / 1000)
  if (second !== last.second) {
    const iso = new Date(second * 1000).toISOString()
    last = { second, text: `${iso.slice(0, 10)} ${iso.slice(11, 19)}.` }
  }
  const part = Math.floor(ms - second * 1000)
  return last.text + (part < 10 ? `00${part}` : part < 100 ? `0${part}` : String(part))
}

/** Events come in bursts of one second: its text is made once. */
let last = { second: Number.NaN, text: '' }

/** A list of texts as a field. */
export function tsvTexts(texts: readonly string[]): string {
  return `[${texts.map((text) => `'${tsv(text.replace(/\\/g, '\\\\').replace(/'/g, "\\'"))}'`).join(',')}]`
}
