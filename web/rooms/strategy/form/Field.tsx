import { Form } from 'antd'
import type { ReactNode } from 'react'

interface Props {
  readonly label: ReactNode
  readonly help?: ReactNode
  readonly mistakes?: readonly string[]
  readonly children: ReactNode
}

/** A labelled field with its mistakes under it. */
export function Field({ label, help, mistakes = [], children }: Props) {
  const isWrong = mistakes.length > 0
  return (
    <Form.Item
      label={label}
      extra={help}
      {...(isWrong ? { validateStatus: 'error' as const, help: mistakes.map((text) => <div key={text}>{text}</div>) } : {})}
    >
      {children}
    </Form.Item>
  )
}
