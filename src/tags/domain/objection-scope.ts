import { ALL_PERSONAL_TAGS } from '#privacy/contract'
import type { Tag } from '../contract.js'
import { isScored } from './score-tag.js'

/** A tag by its key, with its definition where it is still known. */
export interface ObjectableTag {
  readonly key: string
  readonly body?: Pick<Tag, 'layer' | 'compute'> | undefined
}

/** What a customer may object to so that a tag is not read of them: the tag itself, and every personal tag where it may be one. */
export function objectionScopes({ key, body }: ObjectableTag): string[] {
  return body === undefined || isPersonal(body) ? [key, ALL_PERSONAL_TAGS] : [key]
}

/** A tag about interests, of intent, or told by a model. */
function isPersonal({ layer, compute }: Pick<Tag, 'layer' | 'compute'>): boolean {
  return layer !== 'basic' || (isScored(compute) && compute.kind !== 'manual')
}
