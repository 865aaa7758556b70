/** Many may hold numbers still at once; one alone may change them. First come, first served. */
export interface NumberLock {
  readonly hold: <T>(work: () => Promise<T>) => Promise<T>
  readonly alone: <T>(work: () => Promise<T>) => Promise<T>
}

export function createNumberLock(): NumberLock {
  let aloneBefore: Promise<unknown> = Promise.resolve()
  let holders: Promise<unknown>[] = []
  const settled = (work: Promise<unknown>): Promise<unknown> => work.catch(() => undefined)
  return {
    hold(work) {
      const running = aloneBefore.then(work)
      const ended = settled(running)
      holders.push(ended)
      void ended.then(() => (holders = holders.filter((other) => other !== ended)))
      return running
    },
    alone(work) {
      const running = Promise.all([aloneBefore, ...holders]).then(work)
      aloneBefore = settled(running)
      return running
    },
  }
}
