import { type ReactNode, useEffect } from 'react'

interface Props {
  readonly title: string
  /** One sentence: what the page is for. */
  readonly purpose?: ReactNode
  /** The primary action comes last, at the right edge. */
  readonly actions?: ReactNode
}

/** Title, purpose and actions of a page; also names the browser tab. */
export function PageHeader({ title, purpose, actions }: Props) {
  useEffect(() => {
    document.title = `${title} · Qunce`
  }, [title])
  return (
    <header className="page-header">
      <div>
        <h1>{title}</h1>
        {purpose !== undefined && <p className="purpose">{purpose}</p>}
      </div>
      {actions !== undefined && <div className="page-actions">{actions}</div>}
    </header>
  )
}
