import { phraseCompare } from './phrase-compare.js'
import { phraseSequence } from './phrase-sequence.js'
import { say, type Phraser, type Place } from './phraser.js'
import { type TypedBool } from './typed.js'

type Of<Kind extends TypedBool['kind']> = Extract<TypedBool, { kind: Kind }>

/** A condition in words. */
export function phraseBool(p: Phraser, node: TypedBool, place: Place): string {
  switch (node.kind) {
    case 'always':
      return say(p, '全部客户', 'every customer')
    case 'all':
    case 'any':
      return phraseGroup(p, node, place)
    case 'not':
      return phraseNot(p, node, place)
    case 'atLeast': {
      const items = node.of.map((each, at) => `(${at + 1}) ${p.bool(p, each, { ...place, nested: true })}`)
      return bracketed(p, place, `${atLeastHead(p, node)}${items.join(say(p, '；', '; '))}`)
    }
    case 'compare':
      return phraseCompare(p, node, place)
    case 'inSegment':
    case 'inList':
      return phraseMembership(p, node, true)
    case 'sequence':
      return phraseSequence(p, node)
    case 'sample': {
      const share = `${Number((node.share * 100).toFixed(6))}%`
      return say(
        p,
        `抽中 ${share} 随机样本（盐值 ${node.salt}）`,
        `is in a random ${share} sample (salt ${node.salt})`,
      )
    }
  }
}

function bracketed(p: Phraser, place: Place, text: string): string {
  return place.nested ? say(p, `（${text}）`, `(${text})`) : text
}

function phraseGroup(p: Phraser, node: Of<'all' | 'any'>, place: Place): string {
  const inner = { ...place, nested: node.of.length > 1 || place.nested }
  const parts = node.of.map((each) => p.bool(p, each, inner))
  if (parts.length === 1) return parts.join('')
  const joint = node.kind === 'all' ? say(p, '，且', ', and ') : say(p, '，或', ', or ')
  return bracketed(p, place, parts.join(joint))
}

/** `atLeast` up to its items. */
export function atLeastHead(p: Phraser, node: Of<'atLeast'>): string {
  return say(
    p,
    `以下${node.of.length}项中至少满足${node.k}项：`,
    `at least ${node.k} of these ${node.of.length}: `,
  )
}

function phraseNot(p: Phraser, node: Of<'not'>, place: Place): string {
  if (node.of.kind === 'inSegment' || node.of.kind === 'inList') return phraseMembership(p, node.of, false)
  const inner = p.bool(p, node.of, { nested: false, negated: !place.negated })
  return say(p, `不满足「${inner}」`, `not (${inner})`)
}

function phraseMembership(p: Phraser, node: Of<'inSegment'> | Of<'inList'>, positive: boolean): string {
  const name = node.spec[p.lang]
  const not = positive ? '' : ' not'
  if (node.kind === 'inList') {
    return say(p, `${positive ? '在' : '不在'}名单「${name}」中`, `is${not} in the list “${name}”`)
  }
  const version = versionInWords(p, node)
  const [zh, is, en] = node.daysAgo === null ? ['', 'is', ''] : [`${node.daysAgo}天前`, 'was', ` ${node.daysAgo} day${node.daysAgo === 1 ? '' : 's'} ago`]
  if (node.spec.isList === true) return say(p, `${zh}${positive ? '在' : '不在'}名单「${name}」${version}中`, `${is}${not} on the list “${name}”${version}${en}`)
  return say(p, `${zh}${positive ? '属于' : '不属于'}客群「${name}」${version}`, `${is}${not} in the segment “${name}”${version}${en}`)
}

/** Of a day in the past without a version it is whichever there was. */
function versionInWords(p: Phraser, { version, daysAgo }: Of<'inSegment'>): string {
  if (version !== 'latest') return say(p, `（第${version}版）`, ` (version ${version})`)
  return daysAgo === null ? say(p, '（最新版）', ' (latest version)') : ''
}
