import type { ReactNode } from 'react'

interface Props {
  readonly onClick: () => void
  readonly children: ReactNode
}

/** A button that reads like a link, for opening a drawer from a table cell; a link proper goes to a page. */
export function TextButton({ onClick, children }: Props) {
  return (
    <button type="button" className="text-button" onClick={onClick}>
      {children}
    </button>
  )
}
