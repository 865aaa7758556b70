import { linksBoth, placeOf } from './segment-protocol.js'
import { contentId } from './text-hash.js'
import { fault, firstText, objectOf, textOf, timeOfValue, type Fault, type IntakeRecord, type Props } from './record.js'

/**
 * A plain JSON event in the names of the bank model: `{ name, event_id?, ts?, cust_id?, device_id?, session_id?, page?,
 * element?, product_id?, app_ver?, os?, mode?, x?, y?, props? }`.
 */
export function readPlain(raw: unknown, sentAt: number | null, linking: ReadonlySet<string>): IntakeRecord | Fault {
  const message = objectOf(raw)
  if (message === null) return fault('EVENT_MALFORMED', { type: 'none' })
  const name = firstText(message['name'], message['event'])
  if (name === '' || name.length > 200) return fault('EVENT_NAME_MISSING')
  const [userId, deviceId] = [textOf(message['cust_id']), textOf(message['device_id'])]
  if (userId === '' && deviceId === '') return fault('EVENT_OWNER_MISSING')
  const props: Props = objectOf(message['props']) ?? {}
  return {
    kind: 'event',
    id: textOf(message['event_id']) || contentId(JSON.stringify(message)),
    userId,
    deviceId,
    guess: false,
    clientTime: timeOfValue(message['ts']),
    sentTime: timeOfValue(message['sent_at']) ?? sentAt,
    lib: firstText(message['lib'], 'plain'),
    libVersion: textOf(message['lib_version']),
    name,
    sessionId: textOf(message['session_id']),
    page: textOf(message['page']),
    ...placeOf({ ...props, ...message }),
    appVersion: textOf(message['app_ver']),
    os: textOf(message['os']),
    props,
    links: linksBoth(name, { userId, deviceId }, linking),
  }
}
