/** One thing a customer said about one purpose. */
export interface Statement {
  /** Empty: every channel. */
  readonly channel: string
  readonly granted: boolean
  /** ISO instant. */
  readonly ts: string
}

export interface ConsentState {
  /** Whether the purpose is agreed to; null when nothing was ever said. */
  readonly consent: boolean | null
  /** A channel asked about was refused by name, and not agreed to by name since. */
  readonly channelOut: boolean
}

const NEVER = ''
const newest = (statements: readonly Statement[]): string => statements.reduce((last, { ts }) => (ts > last ? ts : last), NEVER)

/**
 * The rule of consent (PRV-3): of what was said for every channel, the newest counts, and of two at one instant the
 * withdrawal. A yes for one channel counts only if it is newer than the last no for all. A no for one channel stays until
 * that channel is agreed to by name: a later yes for all does not bring it back (domain L23).
 */
export function consentStateOf(statements: readonly Statement[], words: readonly string[]): ConsentState {
  const of = (channel: string, granted: boolean) => newest(statements.filter((each) => each.channel === channel && each.granted === granted))
  const refused = of('', false)
  const agreed = [of('', true), ...words.map((word) => of(word, true))].reduce((a, b) => (a > b ? a : b))
  const known = refused !== NEVER || agreed !== NEVER
  const channelOut = words.some((word) => of(word, false) !== NEVER && of(word, false) >= of(word, true))
  return { consent: known ? agreed > refused : null, channelOut }
}
