import { Form, Input, InputNumber } from 'antd'
import { type ReactNode, useId } from 'react'
import type { DefinitionMistake } from '../../api/definitions.js'
import { useSay } from '../language/use-say.js'

export interface FieldPlace {
  readonly label: ReactNode
  /** Path of the value in the body, such as `connector.pattern`: mistakes there and below are shown here. */
  readonly path: string
  readonly mistakes: readonly DefinitionMistake[]
  readonly hint?: ReactNode
  readonly required?: boolean
  readonly wide?: boolean
}

interface Props extends FieldPlace {
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

interface NumberProps extends FieldPlace {
  readonly value: number | undefined
  readonly onChange: (value: number | undefined) => void
  readonly min?: number
  readonly max?: number
  readonly step?: number
  /** Shown and typed as a percentage; kept as a share. */
  readonly percent?: boolean
  readonly unit?: string
}

/** 0.999 is 99.9, not 99.90000000000001. */
const fine = (value: number): number => Number(value.toPrecision(12))

/** A number, or nothing. */
export function NumberField({ value, onChange, min, max, step, percent = false, unit, ...place }: NumberProps) {
  const times = percent ? 100 : 1
  const bounds = { ...(min === undefined ? {} : { min: min * times }), ...(max === undefined ? {} : { max: max * times }), ...(step === undefined ? {} : { step: step * times }) }
  const suffix = percent ? '%' : unit
  return (
    <Field {...place}>
      {(id) => (
        <InputNumber
          id={id}
          {...bounds}
          {...(suffix === undefined ? {} : { suffix })}
          value={value === undefined ? null : fine(value * times)}
          onChange={(typed) => onChange(typed === null ? undefined : fine(typed / times))}
        />
      )}
    </Field>
  )
}

interface TextProps extends FieldPlace {
  readonly value: string | undefined
  readonly onChange: (value: string | undefined) => void
  readonly most?: number
  readonly lines?: number
}

/** A text, or nothing. */
export function TextField({ value, onChange, most = 200, lines = 1, ...place }: TextProps) {
  const shared = { value: value ?? '', maxLength: most }
  const taken = (typed: string) => onChange(typed === '' ? undefined : typed)
  return <Field {...place}>{(id) => (lines > 1 ? <Input.TextArea id={id} {...shared} autoSize={{ minRows: lines }} onChange={({ target }) => taken(target.value)} /> : <Input id={id} {...shared} onChange={({ target }) => taken(target.value)} />)}</Field>
}
