import type { z } from 'zod'
import type { Channel, goalKindSchema, Purpose, Strategy } from '#strategy/contract'
import { type ArmValues, roundPercent, toShare } from '../arms.js'

/** What the form holds; empty text is "not given". */
export interface StrategyValues {
  readonly key: string
  readonly zh: string
  readonly en: string
  readonly goal: z.infer<typeof goalKindSchema>
  readonly goalMetric: string
  readonly goalNote: string
  readonly segment: string
  readonly segmentVersion: number | 'latest'
  readonly purpose: Purpose
  readonly channel: Channel
  readonly arms: readonly ArmValues[]
  readonly metrics: readonly string[]
  readonly windowDays: number | null
  readonly subject: string
  readonly body: string
  readonly webhookUrl: string
  readonly capDays: number | null
  readonly capMax: number | null
  readonly validFrom: string
  readonly validTo: string
}

interface ArmNames {
  readonly treated: string
  readonly control: string
}

const firstArms = ({ treated, control }: ArmNames): readonly ArmValues[] => [
  { key: 't', zh: treated, en: '', percent: 90, control: false },
  { key: 'c', zh: control, en: '', percent: 10, control: true },
]

/** A new strategy for a segment: 90 contacted, 10 held back. */
export function newValues(segment: string, names: ArmNames): StrategyValues {
  return {
    key: '', zh: '', en: '', goal: 'ACTIVITY', goalMetric: '', goalNote: '', segment, segmentVersion: 'latest',
    purpose: 'MARKETING', channel: 'FILE', arms: firstArms(names), metrics: [], windowDays: 14, subject: '', body: '',
    webhookUrl: '', capDays: null, capMax: null, validFrom: '', validTo: '',
  }
}

interface Named {
  readonly key: string
  readonly name: { readonly zh: string; readonly en?: string | undefined }
}

/** A saved strategy as the form shows it. Arms' own texts and the description stay in `body` and are not lost. */
export function toValues({ key, name }: Named, body: Strategy): StrategyValues {
  return {
    key, zh: name.zh, en: name.en ?? '',
    goal: body.goal.kind, goalMetric: body.goal.metric ?? '', goalNote: body.goal.note ?? '',
    segment: body.segment.key, segmentVersion: body.segment.version,
    purpose: body.purpose, channel: body.channel,
    arms: body.arms.map((arm) => ({ key: arm.key, zh: arm.name.zh, en: arm.name.en ?? '', percent: roundPercent(arm.share * 100), control: arm.control })),
    metrics: body.metrics,
    ...partsOf(body),
  }
}

/** The parts a strategy may lack. */
function partsOf({ window, content = { body: '' }, caps, webhookUrl = '', validFrom = '', validTo = '' }: Strategy) {
  const { subject = '', body } = content
  return { windowDays: window?.days ?? null, subject, body, webhookUrl, capDays: caps?.perCustomerDays ?? null, capMax: caps?.max ?? null, validFrom, validTo }
}

const nameOf = (zh: string, en: string) => ({ zh: zh.trim(), ...(en.trim() === '' ? {} : { en: en.trim() }) })
const given = (key: string, value: string) => (value.trim() === '' ? {} : { [key]: value.trim() })

function contentOf({ subject, body, channel }: StrategyValues) {
  if (body.trim() === '' && subject.trim() === '') return {}
  if (channel === 'FILE' && body.trim() === '') return {}
  return { content: { ...given('subject', subject), body } }
}

function capsOf({ capDays, capMax }: StrategyValues) {
  return capDays === null && capMax === null ? {} : { caps: { perCustomerDays: capDays, max: capMax } }
}

/** The body the server checks and keeps; parts the form does not show are taken over from `kept`. */
export function toBody(values: StrategyValues, kept: Strategy | null): Record<string, unknown> {
  const keptArms = new Map(kept?.arms.map((arm) => [arm.key, arm.content]) ?? [])
  return {
    ...(kept?.description === undefined ? {} : { description: kept.description }),
    goal: { kind: values.goal, ...given('metric', values.goalMetric), ...given('note', values.goalNote) },
    segment: { key: values.segment, version: values.segmentVersion },
    purpose: values.purpose,
    channel: values.channel,
    arms: values.arms.map(({ key, zh, en, percent, control }) => {
      const content = keptArms.get(key)
      return { key: key.trim(), name: nameOf(zh, en), share: toShare(percent), control, ...(content === undefined ? {} : { content }) }
    }),
    metrics: values.metrics,
    ...(values.windowDays === null ? {} : { window: { days: values.windowDays } }),
    ...contentOf(values),
    ...(values.channel === 'WEBHOOK' ? given('webhookUrl', values.webhookUrl) : {}),
    ...capsOf(values),
    ...given('validFrom', values.validFrom),
    ...given('validTo', values.validTo),
  }
}

export const toDraft = (values: StrategyValues, kept: Strategy | null) => ({
  key: values.key.trim(),
  name: nameOf(values.zh, values.en),
  body: toBody(values, kept),
})

export interface Located {
  readonly path: string
  readonly text: string
}

/** The texts of mistakes at a place or below it. */
export function mistakesAt(mistakes: readonly Located[], ...places: readonly string[]): string[] {
  const isAt = (path: string, place: string) => path === place || path.startsWith(`${place}.`) || path.startsWith(`${place}[`)
  return [...new Set(mistakes.filter(({ path }) => places.some((place) => isAt(path, place))).map(({ text }) => text))]
}
