export { openSecrets, type SecretsOptions } from './open-secrets.js'
export type { KeySet } from './key-file.js'
export { keyOf, type ResealOptions, type SealedPlace, type Secrets } from './secrets.js'
