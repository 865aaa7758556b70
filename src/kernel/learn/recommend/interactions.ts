import { fail } from '#kernel/error'

/** Who took what: rows by user in `starts`, of each the items in rising order with their weights. */
export interface Interactions {
  readonly users: number
  readonly items: number
  readonly starts: Uint32Array
  readonly columns: Uint32Array
  readonly weights: Float64Array
}

export interface InteractionTriples {
  readonly user: ArrayLike<number>
  readonly item: ArrayLike<number>
  /** Above 0: how often, how much. Of a pair given twice they add up. */
  readonly weight: ArrayLike<number>
}

/** Interactions from triples, in any order. Errors: LEARN_PARAM (a place outside, a weight that is not above 0 or not finite). */
export function interactionsOf(triples: InteractionTriples, users: number, items: number): Interactions {
  const count = triples.user.length
  const order = Array.from({ length: count }, (_, at) => at)
  for (const at of order) requireTriple(triples, at, users, items)
  order.sort((a, b) => at(triples.user, a) - at(triples.user, b) || at(triples.item, a) - at(triples.item, b))
  const starts = new Uint32Array(users + 1)
  const columns: number[] = []
  const weights: number[] = []
  let last = -1
  for (const place of order) {
    const [user, item] = [at(triples.user, place), at(triples.item, place)]
    const key = user * items + item
    if (key === last) weights[weights.length - 1] = (weights.at(-1) ?? 0) + at(triples.weight, place)
    else {
      columns.push(item)
      weights.push(at(triples.weight, place))
      starts[user + 1] = (starts[user + 1] ?? 0) + 1
    }
    last = key
  }
  for (let user = 0; user < users; user += 1) starts[user + 1] = (starts[user + 1] ?? 0) + (starts[user] ?? 0)
  return { users, items, starts, columns: Uint32Array.from(columns), weights: Float64Array.from(weights) }
}

function requireTriple(
  { user, item, weight }: InteractionTriples,
  place: number,
  users: number,
  items: number,
): void {
  const within = (value: number, below: number): boolean =>
    Number.isInteger(value) && value >= 0 && value < below
  if (!within(at(user, place), users))
    {fail('LEARN_PARAM', { name: 'user', value: at(user, place), allowed: `0 … ${users - 1}` })}
  if (!within(at(item, place), items))
    {fail('LEARN_PARAM', { name: 'item', value: at(item, place), allowed: `0 … ${items - 1}` })}
  if (!(at(weight, place) > 0 && Number.isFinite(at(weight, place))))
    {fail('LEARN_PARAM', { name: 'weight', value: at(weight, place), allowed: '> 0' })}
}

function at(values: ArrayLike<number>, place: number): number {
  return values[place] ?? Number.NaN
}

/** Items of a user with their weights. */
export function basketOf(
  { starts, columns, weights }: Interactions,
  user: number,
): { readonly items: Uint32Array; readonly weights: Float64Array } {
  const [from, to] = [starts[user] ?? 0, starts[user + 1] ?? 0]
  return { items: columns.subarray(from, to), weights: weights.subarray(from, to) }
}

/** The same rows by item. */
export function transposed(rows: Interactions): Interactions {
  const user = new Uint32Array(rows.columns.length)
  for (let row = 0; row < rows.users; row += 1) user.fill(row, rows.starts[row], rows.starts[row + 1])
  return interactionsOf({ user: rows.columns, item: user, weight: rows.weights }, rows.items, rows.users)
}
