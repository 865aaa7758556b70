import type { z } from 'zod'
import type { modelListSchema } from '#models/contract'

export type ModelItem = z.infer<typeof modelListSchema>['items'][number]
export type Version = NonNullable<ModelItem['newest']>

/** How far a model is from published scores; each state has one next step. */
export const modelStates = ['draft', 'untrained', 'trained', 'approved', 'unscored', 'live'] as const
export type ModelState = (typeof modelStates)[number]

/** A champion that was never scored counts as unscored, whatever newer versions wait for. */
export function stateOf({ version, champion, newest, scored }: Pick<ModelItem, 'version' | 'champion' | 'newest' | 'scored'>): ModelState {
  if (champion !== null) return scored === null ? 'unscored' : 'live'
  if (newest?.status === 'trained') return 'trained'
  if (newest !== null) return 'approved'
  return version === null ? 'draft' : 'untrained'
}

/** What a status looks like: live is done, what waits for somebody is active. */
export const toneOf = { trained: 'active', approved: 'active', champion: 'done', challenger: 'quiet', retired: 'quiet' } as const

export const stateTones = { draft: 'quiet', untrained: 'active', trained: 'active', approved: 'active', unscored: 'active', live: 'done' } as const
