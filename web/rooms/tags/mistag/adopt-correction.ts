import { evaluationWords as en } from '../words-evaluation.en.js'
import { evaluationWords as zh } from '../words-evaluation.zh.js'
import type { BoolNode } from '#kernel/rule'
import { type MisTagDetail, type Tag, tagSchema, type TagListItem } from '#tags/contract'

type Check = Pick<MisTagDetail, 'key' | 'name' | 'tag' | 'tagName' | 'corrected' | 'threshold'>

/** The tag that tells the probability of a check, if there is one: the newest published. */
export function probabilityTagOf(check: string, definitions: readonly { readonly key: string; readonly body: unknown; readonly version: number | null }[]): string | null {
  const found = definitions.find(({ body, version }) => {
    const parsed = tagSchema.safeParse(body)
    return version !== null && parsed.success && parsed.data.compute.kind === 'correction' && parsed.data.compute.check === check
  })
  return found?.key ?? null
}

/** Customers the check takes for mis-tagged. */
export function correctedRule(probabilityTag: string, threshold: number): BoolNode {
  return { kind: 'compare', left: { kind: 'tag', tag: probabilityTag }, op: '>=', value: threshold }
}

/** A name made of another, in both languages. */
const inBoth = (name: 'probabilityName' | 'correctedName', tag: { readonly zh: string; readonly en: string }) => ({ zh: zh.mistag.adopt[name].replace('{{tag}}', tag.zh), en: en.mistag.adopt[name].replace('{{tag}}', tag.en) })

const classOf = (classification: string): Tag['classification'] => (classification === 'C1' ? 'C1' : 'C2')

/** The tag that tells the probability of a check. */
export function probabilityTag({ key, name, tagName }: Check, classification: string) {
  return {
    key: `${key}-probability`.slice(0, 60),
    name: inBoth('probabilityName', tagName),
    body: { description: name, facet: 'interest', layer: 'interest', classification: classOf(classification), refresh: 'weekly', compute: { v: 1, kind: 'correction', check: key, maxAgeDays: 62 } } satisfies Tag,
  }
}

interface Adopting {
  readonly probability: string
  /** The tag checked, as the catalogue has it, and its body. */
  readonly type: TagListItem['type']
  readonly body: Tag
}

/**
 * The corrected tag: the corrected value from the threshold on, else what the tag checked says. A tag of its own: as a version of
 * the tag checked it would be read by the very check it comes of.
 */
export function correctedTag({ corrected, threshold, tag, tagName }: Check, { probability, type, body }: Adopting): { readonly key: string; readonly name: { zh: string; en: string }; readonly body: Tag } {
  const named = Object.fromEntries((type?.values ?? []).map(({ code, zh, en }) => [code, { zh, en }]))
  const { facet, layer, classification, refresh, purposes, owner, population } = body
  return {
    key: `${tag}-corrected`.slice(0, 60),
    name: inBoth('correctedName', tagName),
    body: {
      facet,
      layer,
      classification,
      refresh,
      ...(purposes === undefined ? {} : { purposes }),
      ...(owner === undefined ? {} : { owner }),
      ...(population === undefined ? {} : { population }),
      labels: { [corrected.code]: { zh: corrected.name.zh, en: corrected.name.en ?? corrected.name.zh }, ...named },
      compute: { v: 1, kind: 'value', value: { kind: 'case', when: [{ if: correctedRule(probability, threshold), then: { kind: 'literal', type: 'enum', value: corrected.code } }], else: { kind: 'tag', tag } } },
    },
  }
}
