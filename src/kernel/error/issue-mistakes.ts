import type { Mistake } from './app-error.js'

/** What a schema check reports: zod's issue, structurally. */
export interface Issue {
  readonly path: readonly PropertyKey[]
  readonly message: string
}

/** Schema issues as located mistakes. */
export function issueMistakes(issues: readonly Issue[]): Mistake[] {
  return issues.map((issue) => ({ code: 'FIELD_INVALID', path: pathOf(issue.path), params: { reason: issue.message } }))
}

/** A path as text: `items[2].name`. */
export function pathOf(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`
    return text === '' ? String(part) : `${text}.${String(part)}`
  }, '')
}
