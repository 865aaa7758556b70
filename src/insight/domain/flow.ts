import type { Flow } from '../contract-portrait.js'
import { notKnown } from './portrait-cells.js'

/** Customers by state on two dates, as the engine counts them. */
export interface FlowCount {
  readonly was: number
  readonly known_before: number
  readonly code_before: string
  readonly is: number
  readonly known_after: number
  readonly code_after: string
  readonly n: string
}

export interface FlowGround {
  readonly values: readonly { readonly code: string; readonly zh: string; readonly en: string }[]
  /** A tag was asked for. */
  readonly told: boolean
  readonly minCell: number
}

type State = Flow['flows'][number]['before']

/** Flows as people see them: who came, stayed and left; too small ones are only counted together. */
export function flowOf(rows: readonly FlowCount[], ground: FlowGround): Omit<Flow, 'from' | 'to' | 'reconstructed'> {
  const total = (where: (row: FlowCount) => boolean) => rows.filter(where).reduce((all, row) => all + Number(row.n), 0)
  const shown = (count: number) => (count > 0 && count < ground.minCell ? null : count)
  const [came, left, stayed] = [total((row) => row.was === 0), total((row) => row.is === 0), total((row) => row.was === 1 && row.is === 1)]
  // The sizes give away what is hidden of the three parts.
  const hides = [came, left, stayed].some((count) => shown(count) === null)
  const flows = rows.map((row) => ({
    before: stateOf(row.was, row.known_before, row.code_before, ground),
    after: stateOf(row.is, row.known_after, row.code_after, ground),
    customers: Number(row.n),
  }))
  const large = flows.filter(({ customers }) => customers >= ground.minCell)
  return {
    before: hides ? null : left + stayed,
    after: hides ? null : came + stayed,
    came: shown(came),
    left: shown(left),
    stayed: shown(stayed),
    flows: large,
    hidden: flows.length - large.length,
  }
}

function stateOf(member: number, known: number, code: string, { values, told }: FlowGround): State {
  const label = !told ? { zh: '', en: '' } : code === '' ? { ...notKnown } : labelOf(code, values)
  return { in: member === 1, known: known === 1, code: !told || code === '' ? null : code, label }
}

function labelOf(code: string, values: FlowGround['values']): State['label'] {
  const known = values.find((value) => value.code === code)
  if (known !== undefined) return { zh: known.zh, en: known.en }
  if (code === 'true' || code === 'false') return code === 'true' ? { zh: '是', en: 'Yes' } : { zh: '否', en: 'No' }
  return { zh: code, en: code }
}
