/** Every route that answers without a signed-in actor. A route is public only when it is listed here. */
export const PUBLIC_ROUTES: readonly string[] = [
  'GET /healthz',
  'GET /readyz',
  'GET /api/v1/session',
  'POST /api/v1/session',
  'POST /api/v1/setup',
  'POST /api/v1/setup/check',
  'GET /api/v1/demo/accounts',
  'POST /api/v1/demo/session',
]
