import { linksBoth, placeOf } from './segment-protocol.js'
import { contentId } from './text-hash.js'
import { fault, firstText, objectOf, profileOps, textOf, timeOfValue, type Fault, type IntakeRecord, type ProfileOp, type Props } from './record.js'

const NONE: Props = {}

/** Records that are something that happened; binding an id is told as one, the id itself is not kept. */
const EVENTS: ReadonlySet<string> = new Set(['track', 'track_signup', 'track_id_bind', 'track_id_unbind'])

/**
 * A record of the Sensors Data protocol (manual.sensorsdata.cn, data format) as a record of ours, or why it is none.
 * `distinct_id` is a login id when the record says so, a device id when it says so, and otherwise either.
 */
export function readSensors(raw: unknown, linking: ReadonlySet<string>): IntakeRecord | Fault {
  const message = objectOf(raw) ?? NONE
  const type = textOf(message['type'])
  if (type === '') return fault('EVENT_MALFORMED', { type: 'none' })
  const props = objectOf(message['properties']) ?? NONE
  const said = saidOf(message, props, type)
  if (type === 'item_set' || type === 'item_delete') return itemOf(message, props, said, type)
  if (said.userId === '' && said.deviceId === '') return fault('EVENT_OWNER_MISSING')
  if (EVENTS.has(type)) return eventOf(message, props, said, type === 'track_signup', linking)
  return profileRecord(props, said, type)
}

function profileRecord(props: Props, said: SensorsSaid, type: string): IntakeRecord | Fault {
  const op = type.startsWith('profile_') ? profileOf(type.slice('profile_'.length)) : null
  if (op === null) return fault('EVENT_MALFORMED', { type })
  const traits = Object.fromEntries(Object.entries(props).filter(([key]) => key !== '$is_login_id'))
  return { kind: 'profile', op, ...said, traits, links: said.userId !== '' && said.deviceId !== '' }
}

function profileOf(op: string): ProfileOp | null {
  return profileOps.find((known) => known === op) ?? null
}

type SensorsSaid = ReturnType<typeof saidOf>

function saidOf(message: Props, props: Props, type: string) {
  const lib = objectOf(message['lib'])
  return {
    ...whoOf(message, props, type),
    id: idOf(message, type),
    clientTime: timeOfValue(message['time']),
    sentTime: timeOfValue(message['_flush_time']),
    lib: firstText(lib?.['$lib'], props['$lib']),
    libVersion: firstText(lib?.['$lib_version'], lib?.['$libVersion'], props['$lib_version']),
  }
}

function whoOf(message: Props, props: Props, type: string): { userId: string; deviceId: string; guess: boolean } {
  const distinct = textOf(message['distinct_id'])
  const identities = objectOf(message['identities']) ?? NONE
  const login = firstText(message['login_id'], identities['$identity_login_id'], props['$is_login_id'] === true || type === 'track_signup' ? distinct : '')
  const anonymous = firstText(
    message['anonymous_id'], type === 'track_signup' ? message['original_id'] : '', identities['$identity_cookie_id'], identities['$identity_anonymous_id'],
    props['$device_id'], login === '' ? distinct : '',
  )
  const guess = login === '' && props['$is_login_id'] === undefined && message['anonymous_id'] === undefined
  return { userId: login, deviceId: anonymous, guess }
}

/** `_track_id` is drawn once a record; with time, person and event it names the record however often it is sent. */
function idOf(message: Props, type: string): string {
  const track = textOf(message['_track_id'])
  if (track === '') return contentId(JSON.stringify({ ...message, _flush_time: undefined }))
  return `sa-${track}-${textOf(message['time'])}-${contentId(`${type}\n${textOf(message['event'])}\n${textOf(message['distinct_id'])}\n${textOf(message['item_id'])}`).slice(0, 16)}`
}

function itemOf(message: Props, props: Props, said: SensorsSaid, type: string): IntakeRecord | Fault {
  const [itemType, itemId] = [textOf(message['item_type']), textOf(message['item_id'])]
  if (itemType === '' || itemId === '') return fault('EVENT_MALFORMED', { type })
  return { kind: 'item', op: type === 'item_set' ? 'set' : 'delete', ...said, itemType, itemId, props }
}

function eventOf(message: Props, props: Props, said: SensorsSaid, signUp: boolean, linking: ReadonlySet<string>): IntakeRecord | Fault {
  const name = firstText(message['event'], signUp ? '$SignUp' : '')
  if (name === '' || name.length > 200) return fault('EVENT_NAME_MISSING')
  return {
    kind: 'event',
    ...said,
    name,
    sessionId: firstText(props['$event_session_id'], props['session_id']),
    page: firstText(props['$url_path'], props['$screen_name'], props['page']),
    ...placeOf(props),
    appVersion: firstText(props['$app_version'], props['app_ver']),
    os: firstText(props['$os'], props['os']),
    props,
    links: linksBoth(name, said, signUp ? new Set([name]) : linking),
  }
}
