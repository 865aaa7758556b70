import type { BoolNode } from '#kernel/rule'
import type { Face } from '#customers/contract'
import { type Tag, tagSchema } from '#tags/contract'
import type { DefinitionView } from '../../../api/definitions.js'
import type { CodeForm } from './CodeTable.js'
import { isWhole } from '../../../ui/rule-editor/operand.js'
import { fromShares, type ShareForm, toShares } from './figure-form.js'

/** What a tag says about itself besides its computation. */
export interface AboutForm {
  readonly key: string
  readonly nameZh: string
  readonly nameEn: string
  readonly descriptionZh: string
  readonly descriptionEn: string
  /** Whom it is about; null: everybody. */
  readonly population: BoolNode | null
  readonly facet: Tag['facet']
  readonly layer: Tag['layer']
  /** Face of a portrait; '' goes by the facet. */
  readonly face: Face | ''
  readonly refresh: Tag['refresh']
  readonly owner: string
  /** Empty: a new value counts at once. */
  readonly holdDays: string
  readonly holdAtOnce: readonly string[]
  readonly classification: Tag['classification']
  readonly purposes: readonly string[]
  /** What codes are called. */
  readonly labels: readonly CodeForm[]
  /** Numbers told of codes beside the value. */
  readonly shares: readonly ShareForm[]
}

export const emptyAbout: AboutForm = {
  key: '',
  nameZh: '',
  nameEn: '',
  descriptionZh: '',
  descriptionEn: '',
  population: null,
  facet: 'value',
  layer: 'basic',
  face: '',
  refresh: 'daily',
  owner: '',
  holdDays: '',
  holdAtOnce: [],
  classification: 'C1',
  purposes: ['MARKETING'],
  labels: [],
  shares: [],
}

export interface ReadTag {
  readonly about: AboutForm
  readonly body: Tag
}

/** What it is and whom it is about. */
const toldOf = ({ description, population }: Tag): Pick<AboutForm, 'descriptionZh' | 'descriptionEn' | 'population'> => ({ descriptionZh: description?.zh ?? '', descriptionEn: description?.en ?? '', population: population?.rule ?? null })

/** A stored tag as the forms hold it; null when its body does not fit the contract. */
export function readTag({ key, name, body }: DefinitionView): ReadTag | null {
  const parsed = tagSchema.safeParse(body)
  if (!parsed.success) return null
  const { facet, layer, face = '', refresh, owner = '', hold, classification, purposes = [], labels = {}, shares } = parsed.data
  const holding = { holdDays: hold === undefined ? '' : String(hold.days), holdAtOnce: hold?.atOnce ?? [] }
  return {
    about: { key, nameZh: name.zh, nameEn: name.en ?? '', ...toldOf(parsed.data), facet, layer, face, refresh, owner, ...holding, classification, purposes, labels: Object.entries(labels).map(([code, { zh, en }]) => ({ code, zh, en })), shares: fromShares(shares) },
    body: parsed.data,
  }
}

const describedBy = ({ descriptionZh, descriptionEn }: AboutForm): Pick<Tag, 'description'> => {
  const [zh, en] = [descriptionZh.trim(), descriptionEn.trim()]
  return zh === '' ? {} : { description: { zh, ...(en === '' ? {} : { en }) } }
}

const peopleOf = ({ population }: AboutForm): Pick<Tag, 'population'> => (population === null || population.kind === 'always' ? {} : { population: { v: 1, kind: 'rule', rule: population } })

/** Whom it is about is said wholly, or not at all. */
export const isPopulationWhole = ({ population }: AboutForm): boolean => population === null || isWhole(population)

/** Body of a tag definition; what the forms do not show stays as `before` has it. */
export function toTagBody(about: AboutForm, compute: unknown, before: Partial<Tag> = {}): unknown {
  const { facet, layer, refresh, classification, purposes } = about
  // None declared: it serves what all its inputs serve.
  const kept = Object.fromEntries(Object.entries(before).filter(([key]) => !['description', 'population', 'face', 'purposes', 'owner', 'hold', 'labels', 'shares'].includes(key)))
  const owner = about.owner.trim() === '' ? {} : { owner: about.owner.trim() }
  const hold = about.holdDays === '' ? {} : { hold: { days: Number(about.holdDays), ...(about.holdAtOnce.length === 0 ? {} : { atOnce: about.holdAtOnce }) } }
  const named = about.labels.filter(({ code, zh }) => code.trim() !== '' && zh.trim() !== '')
  const labels = named.length === 0 ? {} : { labels: Object.fromEntries(named.map(({ code, zh, en }) => [code.trim(), { zh: zh.trim(), en: en.trim() === '' ? zh.trim() : en.trim() }])) }
  return { ...kept, ...describedBy(about), ...peopleOf(about), facet, layer, ...(about.face === '' ? {} : { face: about.face }), refresh, ...owner, ...hold, classification, ...(purposes.length === 0 ? {} : { purposes }), ...labels, ...toShares(about.shares), compute }
}

export const toName = ({ nameZh, nameEn }: AboutForm): { zh: string; en?: string } => ({
  zh: nameZh.trim(),
  ...(nameEn.trim() === '' ? {} : { en: nameEn.trim() }),
})
