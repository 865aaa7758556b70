import type { PlanProp } from '#events/contract'

/** A property while it is written; rows keep their place while they are renamed. */
export interface PropRow {
  readonly name: string
  readonly prop: PlanProp
}

export const freshProp: PlanProp = { type: 'text', required: false }

export const rowsOf = (props: Readonly<Record<string, PlanProp>> | undefined): readonly PropRow[] => Object.entries(props ?? {}).map(([name, prop]) => ({ name, prop }))

/** The properties of the rows that have a name; of two with one name the first counts. */
export function propsOf(rows: readonly PropRow[]): Record<string, PlanProp> {
  const props: Record<string, PlanProp> = {}
  for (const { name, prop } of rows) if (name !== '' && !(name in props)) props[name] = prop
  return props
}

/** Whether another row before it has its name. */
export const isRepeated = (rows: readonly PropRow[], at: number): boolean => rows[at] !== undefined && rows[at].name !== '' && rows.findIndex(({ name }) => name === rows[at]?.name) < at

/** Rows with what was seen and is not declared added at their end. */
export function withSeen(rows: readonly PropRow[], seen: Readonly<Record<string, PlanProp>>): readonly PropRow[] {
  const known = new Set(rows.map(({ name }) => name))
  return [...rows, ...rowsOf(seen).filter(({ name }) => !known.has(name))]
}

/** A property of another type; only text lists its values. */
export function withType(prop: PlanProp, type: PlanProp['type']): PlanProp {
  const { values, ...rest } = prop
  return type === 'text' && values !== undefined ? { ...rest, type, values } : { ...rest, type }
}
