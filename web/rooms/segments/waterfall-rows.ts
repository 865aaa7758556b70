import type { SegmentPreview } from '#segments/contract'
import type { TwoLanguages } from '../../ui/language/translated.js'

export interface NamedStep {
  readonly name: string
  readonly left: number
}

type Say = (text: TwoLanguages) => string

/** Long conditions are cut for the axis; the table beside keeps them whole. */
const shortened = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most - 1)}…` : text)

/** What is left after each condition, from all customers on. */
export function waterfallRows({ total, steps }: Pick<SegmentPreview, 'total' | 'steps'>, say: Say, all: string, most = 18): readonly NamedStep[] {
  return [{ name: all, left: total }, ...steps.map(({ sentence, left }, at) => ({ name: `${at + 1} ${shortened(say(sentence), most)}`, left }))]
}

/** The condition that takes out the most customers; null when none takes out any. */
export function worstStep({ total, steps }: Pick<SegmentPreview, 'total' | 'steps'>): SegmentPreview['steps'][number] | null {
  const removed = steps.map((step, at) => (steps[at - 1]?.left ?? total) - step.left)
  const most = Math.max(0, ...removed)
  return most === 0 ? null : (steps[removed.indexOf(most)] ?? null)
}
