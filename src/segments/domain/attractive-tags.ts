import type { Tag } from '#tags/contract'

const NUMERIC: readonly string[] = ['money', 'decimal', 'int']
const EFFECTS: readonly string[] = ['effect', 'gain']

interface Column {
  readonly key: string
  readonly type: { readonly type: string }
}

/** Tags that count something, the one of value where nobody chose (money of the facet value, else any money), and the effects of uplift models. */
export function comparedTags<Own extends Column>(columns: readonly Own[], bodies: ReadonlyMap<string, Pick<Tag, 'facet' | 'compute'>>): { values: Own[]; value: Own | undefined; effects: Own[] } {
  const isEffect = ({ key }: Own) => {
    const compute = bodies.get(key)?.compute
    return compute?.kind === 'score' && EFFECTS.includes(compute.field)
  }
  const values = columns.filter(({ type }) => NUMERIC.includes(type.type))
  const money = values.filter((column) => column.type.type === 'money' && !isEffect(column))
  return { values, value: money.find(({ key }) => bodies.get(key)?.facet === 'value') ?? money[0], effects: columns.filter(isEffect) }
}
