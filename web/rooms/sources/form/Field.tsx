import { Form } from 'antd'
import { type ReactNode, useId } from 'react'
import type { DefinitionMistake } from '../../../api/definitions.js'
import { useSay } from '../../../ui/language/use-say.js'
import type { ConnectorDraft, SourceDraft } from './source-draft.js'

/** What every part of the form gets. */
export interface PartProps {
  readonly body: SourceDraft
  readonly set: (part: { readonly [Key in keyof SourceDraft]?: SourceDraft[Key] | undefined }) => void
  readonly mistakes: readonly DefinitionMistake[]
}

export interface ConnectorProps {
  readonly connector: ConnectorDraft
  readonly set: (part: Readonly<Record<string, unknown>>) => void
  readonly mistakes: readonly DefinitionMistake[]
}

interface Props {
  readonly label: ReactNode
  /** Path of the value in the source's body, such as `connector.pattern`. */
  readonly path: string
  readonly mistakes: readonly DefinitionMistake[]
  readonly hint?: ReactNode
  readonly required?: boolean
  readonly wide?: boolean
  readonly children: (id: string) => ReactNode
}

/** A labelled control with what is wrong about it. */
export function Field({ label, path, mistakes, hint, required = false, wide = false, children }: Props) {
  const id = useId()
  const say = useSay()
  const own = mistakes.filter((mistake) => mistake.path === path || mistake.path.startsWith(`${path}.`) || mistake.path.startsWith(`${path}[`))
  const help = own.map(({ message }) => say(message)).join(' ')
  return (
    <Form.Item label={label} htmlFor={id} required={required} extra={hint} {...(wide ? { className: 'wide' } : {})} {...(own.length === 0 ? {} : { help, validateStatus: 'error' as const })}>
      {children(id)}
    </Form.Item>
  )
}
