/**
 * Regular expressions a rule may use: the part of RE2 that means the same in ClickHouse and in JavaScript, and that
 * JavaScript also runs without exponential time. Gives the reason a pattern is refused, or null.
 */
export function patternProblem(pattern: string): string | null {
  if (pattern === '' || pattern.length > 500) return 'length'
  const unescaped = pattern.replace(ESCAPES, 'x')
  const plain = unescaped.replace(/\[[^\]]*\]/g, 'x')
  const refused = REFUSED.find((each) => each.form.test(each.inClass ? unescaped : plain))
  if (refused !== undefined) return refused.reason
  if (hasRiskyRepeat(plain)) return 'nested repeat'
  try {
    new RegExp(pattern, 'us')
    return null
  } catch {
    return 'syntax'
  }
}

/** The escapes that mean the same in both engines. */
const ESCAPES = /\\[dDwWtnr.*+?()[\]{}|\\/^$-]/g

const REFUSED: readonly { readonly form: RegExp; readonly reason: string; readonly inClass: boolean }[] = [
  { form: /\\/, reason: 'escape', inClass: true },
  { form: /\[\^?\]|\[[^\]]*\[/, reason: 'class', inClass: true },
  { form: /\(\?(?!:)/, reason: '(?', inClass: false },
  { form: /\{\d{4,}|,\d{4,}\}/, reason: 'repeat over 999', inClass: false },
  { form: /[*+?}][*+]/, reason: 'double repeat', inClass: false },
]

/** Whether a repeated group itself holds a repeat or alternatives. */
function hasRiskyRepeat(plain: string): boolean {
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
