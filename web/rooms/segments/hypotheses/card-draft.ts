import type { Hypothesis, HypothesisBody } from '#segments/contract'

export type CardDraft = Omit<HypothesisBody, 'evidence'> & { readonly evidence: string }

const empty: CardDraft = { claim: '', who: '', need: '', why: '', expectedSize: null, expectedEffect: '', evidence: '', rule: null }

export function draftOf(card: Hypothesis | null): CardDraft {
  if (card === null) return empty
  const { claim, who, need, why, expectedSize, expectedEffect, evidence, rule } = card
  return { claim, who, need, why, expectedSize, expectedEffect, evidence: evidence ?? '', rule }
}

/** What is left to fill in before it can be saved. */
export function lacks({ claim, who, need, why, evidence }: CardDraft): readonly ('claim' | 'who' | 'need' | 'why' | 'evidence')[] {
  const empties = ([['claim', claim, 5], ['who', who, 1], ['need', need, 1], ['why', why, 1]] as const).filter(([, text, least]) => text.trim().length < least).map(([key]) => key)
  return evidence.trim() === '' || /^(https?:\/\/\S+|\/\S*)$/.test(evidence.trim()) ? empties : [...empties, 'evidence']
}

export function bodyOf({ evidence, ...draft }: CardDraft): HypothesisBody {
  return { ...draft, evidence: evidence.trim() === '' ? null : evidence.trim() }
}
