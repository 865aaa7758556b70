import { Radio } from 'antd'

interface Props<Value extends string> {
  /** None chosen yet when absent. */
  readonly value: Value | undefined
  readonly options: readonly { readonly value: Value; readonly name: string; readonly what: string }[]
  readonly onChange: (value: Value) => void
}

/** One of a few, each with its name and what it is for. */
export function Choices<Value extends string>({ value, options, onChange }: Props<Value>) {
  return (
    <Radio.Group className="model-choices" {...(value === undefined ? {} : { value })} onChange={({ target }) => onChange(target.value as Value)}>
      {options.map((option) => (
        <Radio key={option.value} value={option.value}>
          <strong>{option.name}</strong> <span className="soft">{option.what}</span>
        </Radio>
      ))}
    </Radio.Group>
  )
}
