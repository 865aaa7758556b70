/** Identifiers long enough that whatever holds one is the person's. */
const LEAST = 5
/** Long enough that it may be looked for across the blanks and dashes people write into numbers. */
const LONG = 11

/** Of identifiers those that tell a person, each once. */
export function tellingTexts(values: readonly string[]): string[] {
  return [...new Set(values.map((value) => value.trim()).filter((value) => value.length >= LEAST))]
}

/**
 * Says whether a text holds one of a person's identifiers: in half or full width, capitals or not, long ones also with
 * blanks, brackets and dashes between, a mobile also after 86. Part of a longer number or word is another one.
 */
export function personFinder(values: readonly string[]): (text: string) => boolean {
  const wanted = [...new Set(tellingTexts(values).map(plain))]
  const long = [...new Set(wanted.map(close))].filter((text) => text.length >= LONG)
  return (given) => {
    const text = plain(given)
    return wanted.some((each) => standsIn(text, each)) || standsAny(close(text), long)
  }
}

function plain(text: string): string {
  return text.normalize('NFKC').toUpperCase()
}

/** Tabs and line ends stay: they part fields. */
function close(text: string): string {
  return text.replace(/[ ()-]/g, '')
}

function standsAny(text: string, wanted: readonly string[]): boolean {
  return wanted.some((each) => standsIn(text, each))
}

function standsIn(text: string, wanted: string): boolean {
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) {
    if (isEdge(text, at, -1, wanted) && isEdge(text, at + wanted.length - 1, 1, wanted)) return true
  }
  return false
}

const LETTER = /[0-9A-Z]/
const MOBILE = /^1\d{10}$/

function isEdge(text: string, at: number, step: -1 | 1, wanted: string): boolean {
  const beside = text[at + step]
  if (beside === undefined || !LETTER.test(beside) || !LETTER.test(text[at] ?? '')) return true
  return step === -1 && MOBILE.test(wanted) && /(?:^|[^0-9A-Z])86$/.test(text.slice(0, at))
}
