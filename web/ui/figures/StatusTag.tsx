import type { ReactNode } from 'react'

/** What a status means to the reader; the mark differs in shape as well as colour. */
export type StatusTone = 'quiet' | 'active' | 'done' | 'attention' | 'gain' | 'loss'

const marks: Readonly<Record<StatusTone, string>> = {
  quiet: '○',
  active: '◐',
  done: '●',
  attention: '▲',
  gain: '▴',
  loss: '▾',
}

/** A short status word with a mark. `gain` is for a proven gain, `loss` for a loss or breach; a failure is `attention`. */
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
