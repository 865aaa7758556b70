import { z } from 'zod'
import type { Mistake } from './app-error.js'

const chinese = z.locales.zhCN().localeError

/** What a schema check reports: zod's issue, structurally. */
export interface Issue {
  readonly path: readonly PropertyKey[]
  readonly message: string
}

/** Schema issues as located mistakes. */
export function issueMistakes(issues: readonly Issue[]): Mistake[] {
  return issues.map((issue) => ({ code: 'FIELD_INVALID', path: pathOf(issue.path), params: { reason: issue.message, reasonZh: reasonZh(issue) } }))
}

/** The reason in Chinese, from the schema library's own words; a reason of ours stays as it was written. */
function reasonZh(issue: Issue): string {
  if (!('code' in issue) || issue.code === 'custom') return issue.message
  const said = chinese(issue as Parameters<typeof chinese>[0])
  return typeof said === 'string' ? said : (said?.message ?? issue.message)
}

/** A path as text: `items[2].name`. */
export function pathOf(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`
    return text === '' ? String(part) : `${text}.${String(part)}`
  }, '')
}
