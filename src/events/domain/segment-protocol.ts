import { contentId } from './text-hash.js'
import { fault, firstText, numberOf, objectOf, textOf, timeOfValue, type EventRecord, type Fault, type IntakeRecord, type Props } from './record.js'

export const segmentTypes = ['track', 'identify', 'page', 'screen', 'group', 'alias'] as const
type SegmentType = (typeof segmentTypes)[number]

const NONE: Props = {}

/**
 * A message of the Segment protocol (segment.com/docs/connections/spec) as a record, or why it is none. `type` is that
 * of the address when the message has none; `sentAt` that of its batch.
 */
export function readSegment(raw: unknown, type: string, sentAt: number | null, linking: ReadonlySet<string>): IntakeRecord | Fault {
  const message = objectOf(raw)
  const named = firstText(message?.['type'], type)
  if (message === null || !isType(named)) return fault('EVENT_MALFORMED', { type: named || 'none' })
  const said = saidOf(message, sentAt)
  if (named === 'alias') {
    const deviceId = firstText(message['previousId'], message['anonymousId'])
    return deviceId === '' || said.userId === '' ? fault('EVENT_OWNER_MISSING') : { kind: 'link', ...said, deviceId }
  }
  if (said.userId === '' && said.deviceId === '') return fault('EVENT_OWNER_MISSING')
  if (named === 'identify') return { kind: 'profile', op: 'set', ...said, traits: objectOf(message['traits']) ?? NONE, links: true }
  return eventOf(message, named, said, linking)
}

function isType(text: string): text is SegmentType {
  return (segmentTypes as readonly string[]).includes(text)
}

function saidOf(message: Record<string, unknown>, sentAt: number | null) {
  const library = objectOf(objectOf(message['context'])?.['library'])
  return {
    id: textOf(message['messageId']) || contentId(JSON.stringify(message)),
    userId: textOf(message['userId']),
    deviceId: textOf(message['anonymousId']),
    guess: false,
    clientTime: timeOfValue(message['timestamp'] ?? message['originalTimestamp']),
    sentTime: timeOfValue(message['sentAt']) ?? sentAt,
    lib: textOf(library?.['name']),
    libVersion: textOf(library?.['version']),
  }
}

function eventOf(message: Record<string, unknown>, type: SegmentType, said: ReturnType<typeof saidOf>, linking: ReadonlySet<string>): EventRecord | Fault {
  const given = objectOf(message['properties']) ?? NONE
  const label = textOf(message['name'])
  const name = type === 'track' ? textOf(message['event']) : type
  if (name === '' || name.length > 200) return fault('EVENT_NAME_MISSING')
  const context = objectOf(message['context']) ?? NONE
  const page = objectOf(context['page']) ?? NONE
  const view = type === 'page' || type === 'screen'
  const props = type === 'group' ? groupProps(message) : given
  return {
    kind: 'event',
    ...said,
    ...contextOf(context, given),
    ...placeOf(given),
    name,
    page: view ? firstText(given['path'], page['path'], label) : firstText(given['page'], page['path']),
    props: withContext(props, view ? { title: label, category: message['category'] } : NONE, context, page),
    links: linksBoth(name, said, linking),
  }
}

/** Whether an event says of its device and its user that they are one. */
export function linksBoth(name: string, { userId, deviceId }: Pick<EventRecord, 'userId' | 'deviceId'>, linking: ReadonlySet<string>): boolean {
  return userId !== '' && deviceId !== '' && linking.has(name)
}

function contextOf(context: Props, given: Props): Pick<EventRecord, 'sessionId' | 'appVersion' | 'os'> {
  return {
    sessionId: firstText(context['sessionId'], given['session_id'], context['session_id']),
    appVersion: firstText(objectOf(context['app'])?.['version'], given['app_ver']),
    os: firstText(objectOf(context['os'])?.['name'], given['os']),
  }
}

/** The columns every protocol finds among an event's own properties. */
export function placeOf(props: Props): Pick<EventRecord, 'element' | 'productId' | 'mode' | 'x' | 'y'> {
  return {
    element: firstText(props['element'], props['$element_id'], props['$element_content']),
    productId: firstText(props['product_id'], props['productId']),
    mode: textOf(props['mode']),
    x: numberOf(props['x'] ?? props['$page_x']),
    y: numberOf(props['y'] ?? props['$page_y']),
  }
}

function groupProps(message: Record<string, unknown>): Props {
  return { ...objectOf(message['traits']), group_id: textOf(message['groupId']) }
}

/** Properties with what of the context is of use later, under names that begin with `_`; never the address (IP). */
function withContext(given: Props, labels: Props, context: Props, page: Props): Props {
  const more = contextProps(context, page)
  for (const [key, value] of Object.entries(labels)) if (textOf(value) !== '' && !(key in given)) more[key] = value
  // Most server-side events have nothing to add: theirs are not copied.
  return Object.keys(more).length === 0 ? given : { ...given, ...more }
}

function contextProps(context: Props, page: Props): Record<string, unknown> {
  const more: Record<string, unknown> = {}
  if (page['url'] !== undefined) more['_url'] = page['url']
  if (textOf(page['referrer']) !== '') more['_referrer'] = page['referrer']
  if (context['campaign'] !== undefined) more['_campaign'] = context['campaign']
  if (context['locale'] !== undefined) more['_locale'] = context['locale']
  const model = objectOf(context['device'])?.['model']
  if (model !== undefined) more['_device_model'] = model
  return more
}
