import { createSets } from '#kernel/link'
import type { LinkRule } from './decide-pair.js'

export type Pair = readonly [a: number, b: number]

export interface ResolveInput {
  /** Pairs the rules link, by own number. */
  readonly linked: readonly Pair[]
  /** Pairs somebody merged, and pairs somebody keeps apart. */
  readonly together: readonly Pair[]
  readonly apart: readonly Pair[]
  /** Who is merged now: own number to the person's. */
  readonly current: ReadonlyMap<number, number>
  /** Identity number of a customer, as a hash; `'0'` or absent when there is none. */
  readonly idOf: ReadonlyMap<number, string>
  readonly maxMembers: number
}

export interface ResolvedPersons {
  /** Who is merged then: own number to the person's, which is the smallest own number among them. */
  readonly moved: ReadonlyMap<number, number>
  /** Members of persons no machine makes, by own number, with why. */
  readonly conflicts: ReadonlyMap<number, LinkRule>
  /** Pairs that are one person now and that nothing links any more. */
  readonly vanished: readonly Pair[]
}

/**
 * Persons as the connected components of links, decisions and what is merged already: a link that vanished is told, never
 * undone by machine. A component too large, with two identity numbers, or with customers kept apart stays as it is and
 * goes to review as a whole.
 */
export function resolvePersons(input: ResolveInput): ResolvedPersons {
  const fresh = createSets()
  for (const [a, b] of [...input.linked, ...input.together]) fresh.join(a, b)
  const all = createSets()
  for (const [a, b] of [...input.linked, ...input.together, ...input.current]) all.join(a, b)
  const apartIn = new Set(input.apart.filter(([a, b]) => all.find(a) === all.find(b)).map(([a]) => all.find(a)))
  const moved = new Map<number, number>()
  const conflicts = new Map<number, LinkRule>()
  const vanished: Pair[] = []
  for (const [first, members] of all.groups()) {
    const now = new Set(members.map((member) => input.current.get(member) ?? member))
    const conflict = now.size === 1 ? null : conflictOf(members, input, apartIn.has(first))
    for (const member of members) {
      const number = conflict === null ? first : (input.current.get(member) ?? member)
      if (number !== member) moved.set(member, number)
      if (conflict !== null) conflicts.set(member, conflict)
    }
    vanished.push(...vanishedPairs(members, input.current, (member) => fresh.find(member)))
  }
  return { moved, conflicts, vanished }
}

function conflictOf(members: readonly number[], input: ResolveInput, keptApart: boolean): LinkRule | null {
  if (keptApart) return 'CLUSTER_KEPT_APART'
  if (members.length > input.maxMembers) return 'CLUSTER_TOO_LARGE'
  const ids = new Set(members.map((member) => input.idOf.get(member) ?? '0').filter((id) => id !== '0'))
  return ids.size > 1 ? 'CLUSTER_TWO_IDS' : null
}

/** Of each person that is merged now, its first member with the first of every part nothing links to it. */
function vanishedPairs(members: readonly number[], current: ReadonlyMap<number, number>, partOf: (member: number) => number): Pair[] {
  const firsts = new Map<number, Map<number, number>>()
  for (const member of members) {
    const person = current.get(member) ?? member
    const parts = firsts.get(person) ?? new Map<number, number>()
    if (!parts.has(partOf(member))) parts.set(partOf(member), member)
    firsts.set(person, parts)
  }
  return [...firsts.values()].flatMap((parts) => {
    const [first, ...others] = parts.values()
    return first === undefined ? [] : others.map((other): Pair => [first, other])
  })
}

export interface Move {
  readonly own: number
  /** The person's number afterwards. */
  readonly no: number
  /** Which merge or split it belongs to, from 1. */
  readonly merge: number
}

/** What changes from one state to another: every member of each person that changes, also those that keep their number. */
export function movesBetween(before: ReadonlyMap<number, number>, after: ReadonlyMap<number, number>): Move[] {
  const touched = createSets()
  const changed = new Set<number>()
  for (const [own, no] of [...before, ...after]) {
    touched.join(own, no)
    if ((before.get(own) ?? own) !== (after.get(own) ?? own)) changed.add(own)
  }
  const moves: Move[] = []
  let merge = 0
  for (const [, members] of [...touched.groups()].sort(([a], [b]) => a - b)) {
    if (!members.some((member) => changed.has(member))) continue
    merge += 1
    for (const own of members) moves.push({ own, no: after.get(own) ?? own, merge })
  }
  return moves
}
