/**
 * Regular expressions a rule may use: the part of RE2 that means the same in ClickHouse and in JavaScript, and that
 * JavaScript also runs without exponential time. Gives the reason a pattern is refused, or null.
 */
export function patternProblem(pattern: string): string | null {
  if (pattern === '' || pattern.length > 500) return 'length'
  const refused = REFUSED.find((each) => each.form.test(pattern))
  if (refused !== undefined) return refused.reason
  if (hasRiskyRepeat(pattern)) return 'nested repeat'
  try {
    new RegExp(pattern, 'us')
    return null
  } catch {
    return 'syntax'
  }
}

const REFUSED: readonly { readonly form: RegExp; readonly reason: string }[] = [
  { form: /\(\?(?!:)/, reason: '(?' },
  { form: /\\[1-9]/, reason: 'back reference' },
  { form: /\\(?![dDwWtnr.*+?()[\]{}|\\/^$-])/, reason: 'escape' },
  { form: /\[\^?\]|\[[^\]]*\[/, reason: 'class' },
  { form: /\{\d{4,}|,\d{4,}\}/, reason: 'repeat over 999' },
  { form: /[*+?}][*+]/, reason: 'double repeat' },
]

/** Whether a repeated group itself holds a repeat or alternatives. */
function hasRiskyRepeat(pattern: string): boolean {
  const plain = withoutClasses(pattern)
  const open: boolean[] = []
  for (let at = 0; at < plain.length; at++) {
    const letter = plain[at] ?? ''
    if (letter === '(') open.push(false)
    else if (letter === ')') {
      const risky = open.pop() ?? false
      if (risky && /^[*+{]/.test(plain.slice(at + 1))) return true
      if (risky) markOpen(open)
    } else if (isRisk(plain, at)) markOpen(open)
  }
  return false
}

/** The pattern with each escape and each class [...] as one letter. */
function withoutClasses(pattern: string): string {
  return pattern.replace(/\\./gsu, 'x').replace(/\[[^\]]*\]/g, 'x')
}

function isRisk(pattern: string, at: number): boolean {
  const letter = pattern[at] ?? ''
  return '*+|{'.includes(letter) || (letter === '?' && pattern.slice(at - 1, at + 1) !== '(?')
}

function markOpen(open: boolean[]): void {
  if (open.length > 0) open[open.length - 1] = true
}

/** Whether a text matches anywhere, `.` matching line breaks as in the engine. */
export function patternMatches(pattern: string, text: string): boolean {
  return new RegExp(pattern, 'us').test(text)
}
