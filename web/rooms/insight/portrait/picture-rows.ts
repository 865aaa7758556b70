import { type Face, faceOf, faces } from '#customers/contract'
import type { Portrait, PortraitAssets, PortraitCell, PortraitTrait } from '#insight/contract'

/** Most measures of a radar, and most words of a cloud. */
const [MEASURES, WORDS, LEAST_SHARE] = [8, 40, 0.02]
const NUMBERS = ['int', 'decimal', 'money']

export interface Measure {
  readonly trait: PortraitTrait
  /** 100: as the base. */
  readonly index: number
  /** What is divided: means, or shares. */
  readonly of: number
  readonly base: number
  readonly isShare: boolean
}

function measureOf(trait: PortraitTrait): Measure | null {
  if (trait.type === 'bool') {
    const yes = trait.cells.find(({ code, hidden }) => code === 'true' && !hidden)
    if (yes?.tgi == null) return null
    return { trait, index: yes.tgi.value, of: yes.share ?? 0, base: yes.baseShare ?? 0, isShare: true }
  }
  if (!NUMBERS.includes(trait.type) || trait.mean === null || trait.mean.baseMean <= 0 || trait.mean.mean < 0) return null
  const { mean, baseMean } = trait.mean
  return { trait, index: (mean / baseMean) * 100, of: mean, base: baseMean, isShare: false }
}

/** The measures whose distributions differ most, as indices of the base: tags of numbers, and of yes and no. */
export function measuresOf({ traits }: Pick<Portrait, 'traits'>): readonly Measure[] {
  return traits.filter(({ kind }) => kind === 'tag').toSorted((a, b) => b.divergence - a.divergence).flatMap((trait) => measureOf(trait) ?? []).slice(0, MEASURES)
}

export interface CloudWord {
  readonly trait: PortraitTrait
  readonly cell: PortraitCell
  readonly tgi: number
  /** The interval of the index is above 100. */
  readonly proven: boolean
}

/** Values of tags that stand out: not rare, with an index above 100, highest first. */
export function cloudOf({ traits }: Pick<Portrait, 'traits'>): readonly CloudWord[] {
  const words = traits.filter(({ kind, type }) => kind === 'tag' && (type === 'bool' || type === 'enum' || type === 'string' || type === 'set')).flatMap((trait) =>
    trait.cells.flatMap((cell): CloudWord[] => {
      const isWord = !cell.hidden && cell.code !== null && cell.code !== '*' && cell.code !== 'false' && (cell.share ?? 0) >= LEAST_SHARE
      return isWord && cell.tgi !== null && cell.tgi.value > 100 ? [{ trait, cell, tgi: cell.tgi.value, proven: (cell.tgi.low ?? 0) > 100 }] : []
    }),
  )
  return words.toSorted((a, b) => b.tgi - a.tgi).slice(0, WORDS)
}

/** Traits by face, what differs most first. Portraits made before faces were told are sorted by category. */
export function traitsByFace({ traits }: Pick<Portrait, 'traits'>): ReadonlyMap<Face, readonly PortraitTrait[]> {
  const sorted = traits.toSorted((a, b) => b.divergence - a.divergence)
  return new Map(faces.map((face) => [face, sorted.filter((trait) => faceOf(trait) === face)]))
}

/** The value of a trait that stands out most: proven above 100 and not rare; null where none does. */
export function standoutOf({ cells }: Pick<PortraitTrait, 'cells'>): PortraitCell | null {
  const proven = cells.filter(({ code, tgi, share }) => code !== null && tgi !== null && tgi.low !== null && tgi.low > 100 && (share ?? 0) >= LEAST_SHARE)
  return proven.toSorted((a, b) => (b.tgi?.value ?? 0) - (a.tgi?.value ?? 0))[0] ?? null
}

export type BridgeKey = 'inflow' | 'outflow' | 'rest' | PortraitAssets['classes'][number]['key']

/** Steps of a bridge of assets: by flow where it is told, else by class. */
export function bridgeSteps({ inflow, outflow, rest, classes }: Pick<PortraitAssets, 'inflow' | 'outflow' | 'rest' | 'classes'>, by: 'flows' | 'classes'): readonly { readonly key: BridgeKey; readonly change: number }[] {
  if (by === 'flows' && inflow !== null && outflow !== null && rest !== null) return [{ key: 'inflow', change: inflow }, { key: 'outflow', change: -outflow }, { key: 'rest', change: rest }]
  return classes.map(({ key, start, end }) => ({ key, change: end - start }))
}
