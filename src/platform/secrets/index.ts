export { openSecrets, type KeySet, type SecretsOptions } from './open-secrets.js'
export type { Secrets } from './secrets.js'
