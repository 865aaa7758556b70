import type { ReactNode } from 'react'

interface Props {
  /** What belongs here. */
  readonly title: ReactNode
  /** Why there is nothing yet. */
  readonly why: ReactNode
  /** The one thing to do. */
  readonly action?: ReactNode
}

/** Stands where content would: what this is, why it is empty, the one thing to do. */
export function EmptyState({ title, why, action }: Props) {
  return (
    <div className="empty-state">
      <h2>{title}</h2>
      <p>{why}</p>
      {action}
    </div>
  )
}
