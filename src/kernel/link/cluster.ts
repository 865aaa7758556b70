/** Sets of numbers that only ever join: union-find with path halving (Tarjan 1975), the smallest number the root. */
export interface Sets {
  join(a: number, b: number): void
  /** The smallest number of the set. */
  find(number: number): number
  /** Sets of two and more that were ever named in a join, each sorted; by their smallest number. */
  groups(): Map<number, number[]>
}

export function createSets(): Sets {
  const parent = new Map<number, number>()
  const root = (number: number): number => {
    let at = number
    for (;;) {
      const up = parent.get(at) ?? at
      if (up === at) return at
      const above = parent.get(up) ?? up
      parent.set(at, above)
      at = above
    }
  }
  return {
    join(a, b) {
      const [x, y] = [root(a), root(b)]
      parent.set(Math.max(x, y), Math.min(x, y))
      if (!parent.has(Math.min(x, y))) parent.set(Math.min(x, y), Math.min(x, y))
    },
    find: root,
    groups() {
      const groups = new Map<number, number[]>()
      for (const number of parent.keys()) {
        const first = root(number)
        const members = groups.get(first)
        if (members === undefined) groups.set(first, [number])
        else members.push(number)
      }
      for (const [first, members] of groups) {
        if (members.length < 2) groups.delete(first)
        else members.sort((a, b) => a - b)
      }
      return groups
    },
  }
}
