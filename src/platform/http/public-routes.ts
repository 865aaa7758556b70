/** Every route that answers without a signed-in actor. A route is public only when it is listed here. */
export const PUBLIC_ROUTES: readonly string[] = [
  'GET /healthz',
  'GET /readyz',
  'GET /api/v1/session',
  'POST /api/v1/session',
  'POST /api/v1/setup',
  'POST /api/v1/setup/check',
  'POST /api/v1/setup/demo',
  'GET /api/v1/demo/accounts',
  'POST /api/v1/demo/session',
  // Event intake: a write key instead of a session (rule EVT-1).
  ...['track', 'identify', 'page', 'screen', 'group', 'alias', 't', 'i', 'p', 's', 'g', 'a', 'batch', 'b', 'import', 'events', 'sensors'].flatMap((name) => [`POST /v1/${name}`, `OPTIONS /v1/${name}`]),
  'GET /v1/sensors',
  'GET /v1/projects/:writeKey/settings',
  'OPTIONS /v1/projects/:writeKey/settings',
]
