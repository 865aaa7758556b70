import type { Mistake } from '#kernel/error'
import { contentVariables, type Content, type Strategy } from '../contract.js'

const SHARE_TOLERANCE = 1e-9

/** Everything a schema cannot see: arms, content the channel needs, dates, hosts. Located from the body. */
export function checkStrategy(body: Strategy, webhookHosts: readonly string[]): Mistake[] {
  return [...armMistakes(body), ...contentMistakes(body), ...webhookMistakes(body, webhookHosts), ...dateMistakes(body)]
}

function armMistakes(body: Strategy): Mistake[] {
  const mistakes: Mistake[] = []
  const controls = body.arms.filter((arm) => arm.control).length
  if (controls !== 1) mistakes.push({ code: 'STRATEGY_CONTROL_COUNT', path: 'arms', params: { count: controls } })
  const sum = body.arms.reduce((total, arm) => total + arm.share, 0)
  if (Math.abs(sum - 1) > SHARE_TOLERANCE) mistakes.push({ code: 'STRATEGY_SHARES_SUM', path: 'arms', params: { sum: Number(sum.toFixed(9)) } })
  body.arms.forEach((arm, at) => {
    const first = body.arms.findIndex((other) => other.key === arm.key)
    if (first !== at) mistakes.push({ code: 'STRATEGY_ARM_REPEATED', path: `arms[${at}].key`, params: { key: arm.key } })
  })
  return mistakes
}

function contentMistakes(body: Strategy): Mistake[] {
  const mistakes = body.content === undefined ? [] : variableMistakes(body.content, 'content')
  body.arms.forEach((arm, at) => {
    if (arm.content !== undefined) mistakes.push(...variableMistakes(arm.content, `arms[${at}].content`))
    if (body.channel !== 'EMAIL' || arm.control) return
    const content = arm.content ?? body.content
    const path = arm.content === undefined ? 'content' : `arms[${at}].content`
    if (content === undefined) mistakes.push(missing(body, path, 'content'))
    else if (content.subject === undefined || content.subject === '') mistakes.push(missing(body, `${path}.subject`, 'subject'))
  })
  return mistakes.filter((mistake, at) => mistakes.findIndex((other) => other.path === mistake.path && other.code === mistake.code && JSON.stringify(other.params) === JSON.stringify(mistake.params)) === at)
}

function variableMistakes(content: Content, path: string): Mistake[] {
  return (['subject', 'body'] as const).flatMap((part) =>
    unknownVariables(content[part] ?? '').map((variable): Mistake => ({
      code: 'STRATEGY_VARIABLE_UNKNOWN',
      path: `${path}.${part}`,
      params: { variable, known: contentVariables.join(', ') },
    })),
  )
}

function unknownVariables(text: string): string[] {
  const named = [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '')
  return [...new Set(named)].filter((name) => !contentVariables.some((known) => known === name))
}

function webhookMistakes(body: Strategy, hosts: readonly string[]): Mistake[] {
  if (body.webhookUrl === undefined) return body.channel === 'WEBHOOK' ? [missing(body, 'webhookUrl', 'webhookUrl')] : []
  const { host, hostname } = new URL(body.webhookUrl)
  if (hosts.includes(host) || hosts.includes(hostname)) return []
  return [{ code: 'WEBHOOK_HOST_NOT_ALLOWED', path: 'webhookUrl', params: { host } }]
}

function dateMistakes(body: Strategy): Mistake[] {
  const { validFrom, validTo } = body
  if (validFrom === undefined || validTo === undefined || validFrom <= validTo) return []
  return [{ code: 'STRATEGY_DATES_TURNED', path: 'validTo', params: { from: validFrom, to: validTo } }]
}

function missing(body: Strategy, path: string, what: string): Mistake {
  return { code: 'STRATEGY_CONTENT_MISSING', path, params: { channel: body.channel, what } }
}

/** Whether a strategy may be acted on at a business date. */
export function isValidOn(body: Pick<Strategy, 'validFrom' | 'validTo'>, date: string): boolean {
  return (body.validFrom === undefined || body.validFrom <= date) && (body.validTo === undefined || date <= body.validTo)
}
