import { Button } from 'antd'
import type { ReactNode } from 'react'

/** A small tool with its name as title and for screen readers. */
export function IconButton({ label, icon, onClick, disabled = false }: { label: string; icon: ReactNode; onClick: () => void; disabled?: boolean }) {
  return <Button type="text" size="small" icon={icon} title={label} aria-label={label} onClick={onClick} disabled={disabled} />
}
