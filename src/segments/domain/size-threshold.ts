import type { Subscribe } from '../contract-life.js'

interface Sizes {
  readonly now: number
  /** Size compared with; null where there is none. */
  readonly then: number | null
}

/**
 * What a subscription measures and whether it is met: growth is now / then − 1 and shrinking 1 − now / then (from none, any
 * growth counts as infinite and is told as the customers there are now); above and below compare the size itself. Null
 * where there is nothing to compare with.
 */
export function measureSize({ measure, threshold }: Pick<Subscribe, 'measure' | 'threshold'>, { now, then }: Sizes): { readonly value: number; readonly isMet: boolean } | null {
  if (measure === 'above') return { value: now, isMet: now > threshold }
  if (measure === 'below') return { value: now, isMet: now < threshold }
  if (then === null) return null
  if (then === 0) return { value: now, isMet: measure === 'grows' && now > 0 }
  const value = measure === 'grows' ? now / then - 1 : 1 - now / then
  return { value, isMet: value >= threshold - 1e-12 }
}

const percent = (share: number) => `${Math.round(share * 1000) / 10} %`

/** What is watched, in words: the name of the notice. */
export function sizeNotice(name: { readonly zh: string; readonly en?: string | undefined }, { measure, threshold }: Pick<Subscribe, 'measure' | 'threshold'>): { zh: string; en: string } {
  const en = name.en ?? name.zh
  switch (measure) {
    case 'grows':
      return { zh: `客群“${name.zh}”增长 ${percent(threshold)} 或更多`, en: `Segment "${en}" grew by ${percent(threshold)} or more` }
    case 'shrinks':
      return { zh: `客群“${name.zh}”减少 ${percent(threshold)} 或更多`, en: `Segment "${en}" shrank by ${percent(threshold)} or more` }
    case 'above':
      return { zh: `客群“${name.zh}”超过 ${threshold} 人`, en: `Segment "${en}" has more than ${threshold} customers` }
    case 'below':
      return { zh: `客群“${name.zh}”少于 ${threshold} 人`, en: `Segment "${en}" has fewer than ${threshold} customers` }
  }
}
