import { Select } from 'antd'
import type { Vocabulary } from '#tags/contract'
import { useSay } from '../language/use-say.js'
import { factOf } from './spoken.js'

interface Props {
  readonly label: string
  readonly table: string
  readonly vocabulary: Vocabulary
  readonly onChange: (table: string) => void
}

/** The table whose rows are meant; one nobody knows any more is shown by its code. */
export function TableSelect({ label, table, vocabulary, onChange }: Props) {
  const say = useSay()
  const gone = factOf(vocabulary, table) === undefined ? [{ value: table, label: table }] : []
  return (
    <Select<string>
      aria-label={label}
      popupMatchSelectWidth={false}
      showSearch={{ optionFilterProp: 'label' }}
      value={table}
      onChange={onChange}
      options={[...vocabulary.facts.map((fact) => ({ value: fact.table, label: say(fact.name) })), ...gone]}
    />
  )
}
