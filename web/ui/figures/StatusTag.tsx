import { type ReactNode } from 'react'

/** What a status means to the reader; the mark differs in shape as well as colour. */
export type StatusTone = 'quiet' | 'active' | 'attention' | 'good' | 'bad'

const marks: Readonly<Record<StatusTone, string>> = {
  quiet: '○',
  active: '◐',
  attention: '▲',
  good: '●',
  bad: '■',
}

/** A short status word with a mark. `good` is for proven or finished, `bad` for loss, breach or failure. */
export function StatusTag({ tone, children }: { readonly tone: StatusTone; readonly children: ReactNode }) {
  return (
    <span className={`status status-${tone}`}>
      <span aria-hidden="true" className="status-mark">
        {marks[tone]}
      </span>
      {children}
    </span>
  )
}
