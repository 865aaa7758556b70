import type { LoopStatus } from '#insight/contract'

export const stageKeys = ['data', 'customers', 'strategy', 'execution', 'review'] as const
export type StageKey = (typeof stageKeys)[number]

export type NextWord = 'load' | 'rejects' | 'tags' | 'segment' | 'segments' | 'strategy' | 'evaluate' | 'evaluations' | 'execution'

export interface Stage {
  readonly key: StageKey
  readonly isReached: boolean
  /** What can be done here. */
  readonly next: { readonly word: NextWord; readonly to: string }
}

type Status = Pick<LoopStatus, 'loads' | 'tags' | 'segments' | 'strategies' | 'evaluations'>

function stageOf(key: StageKey, { loads, tags, segments, strategies, evaluations }: Status): Stage {
  switch (key) {
    case 'data':
      return {
        key,
        isReached: loads.total > 0,
        next: loads.total > 0 && loads.rejected > 0 ? { word: 'rejects', to: '/data/loads' } : { word: 'load', to: '/data/import' },
      }
    case 'customers': {
      if (tags.asOf === null) return { key, isReached: false, next: { word: 'tags', to: '/customers/tags' } }
      const isReached = segments > 0
      return { key, isReached, next: isReached ? { word: 'segments', to: '/customers/segments' } : { word: 'segment', to: '/customers/segments/new' } }
    }
    case 'strategy':
      return { key, isReached: strategies > 0, next: { word: 'strategy', to: '/strategy/new' } }
    case 'execution':
      return { key, isReached: false, next: { word: 'execution', to: '/execution' } }
    case 'review':
      return {
        key,
        isReached: evaluations > 0,
        next: evaluations > 0 ? { word: 'evaluations', to: '/review/evaluations' } : { word: 'evaluate', to: '/review/evaluations/new' },
      }
  }
}

/** The five stages; a step whose page does not exist here, or may not be opened, has no link. */
export const stagesOf = (status: Status): readonly Stage[] => stageKeys.map((key) => stageOf(key, status))

/** The first stage not reached that has something to do; the last one when all are. */
export function nextStage(stages: readonly Stage[], isOpen: (path: string) => boolean): StageKey | null {
  const open = stages.filter(({ next }) => isOpen(next.to))
  return (open.find(({ isReached }) => !isReached) ?? open.at(-1))?.key ?? null
}

/** Nothing loaded and nothing running on it. */
export const isEmpty = ({ loads }: Pick<LoopStatus, 'loads'>): boolean => loads.total === 0
