import { type InputHTMLAttributes, useId } from 'react'

interface Props extends Omit<InputHTMLAttributes<HTMLInputElement>, 'id' | 'onChange'> {
  readonly label: string
  readonly hint?: string
  /** What is wrong with the value; shown under the field. */
  readonly mistake?: string | undefined
  readonly onValue: (value: string) => void
}

/** A labelled text field with its hint or mistake. */
export function Field({ label, hint, mistake, onValue, ...rest }: Props) {
  const id = useId()
  const note = mistake ?? hint
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        required
        aria-invalid={mistake !== undefined}
        {...(note === undefined ? {} : { 'aria-describedby': `${id}-note` })}
        onChange={(event) => onValue(event.target.value)}
        {...rest}
      />
      {note !== undefined && (
        <p id={`${id}-note`} className={mistake === undefined ? 'field-hint' : 'field-mistake'}>
          {note}
        </p>
      )}
    </div>
  )
}
