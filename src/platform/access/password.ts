import { hash, verify } from '@node-rs/argon2'
import { fail } from '#kernel/error'
import { isCommonPassword } from './common-passwords.js'

export const PASSWORD_MIN = 10
const PASSWORD_MAX = 200
const LOGIN = /^[A-Za-z0-9._@-]{2,64}$/

/** Argon2id cost; the default is OWASP's 19 MiB, two passes. Tests take less. */
export interface PasswordCost {
  readonly memoryKib: number
  readonly passes: number
}

export interface Passwords {
  hash(password: string): Promise<string>
  /** Takes as long when there is no hash: an answer does not tell whether the login exists. */
  isRight(stored: string | null, password: string): Promise<boolean>
}

export function createPasswords(cost: PasswordCost = { memoryKib: 19_456, passes: 2 }): Passwords {
  // The library's default algorithm is Argon2id; its enum cannot be imported under isolatedModules.
  const options = { memoryCost: cost.memoryKib, timeCost: cost.passes, parallelism: 1 }
  const toHash = (password: string): Promise<string> => hash(password.normalize('NFC'), options)
  let decoy: Promise<string> | null = null
  return {
    hash: toHash,
    async isRight(stored, password) {
      const against = stored ?? (await (decoy ??= toHash('nobody has this password')))
      const right = await verify(against, password.normalize('NFC'))
      return right && stored !== null
    },
  }
}

/** @throws AppError PASSWORD_* saying what is wrong; the path is that of the field. */
export function requireGoodPassword(password: string, login: string, path = 'password'): void {
  const length = Array.from(password).length
  if (length < PASSWORD_MIN) fail('PASSWORD_SHORT', { min: PASSWORD_MIN }, path)
  if (length > PASSWORD_MAX) fail('PASSWORD_LONG', { max: PASSWORD_MAX }, path)
  const plain = password.toLowerCase()
  const name = login.toLowerCase()
  if (plain === name || (name.length >= 5 && plain.includes(name))) fail('PASSWORD_IS_LOGIN', {}, path)
  if (isCommonPassword(plain)) fail('PASSWORD_COMMON', {}, path)
}

export function requireGoodLogin(login: string): void {
  if (!LOGIN.test(login)) fail('LOGIN_INVALID', {}, 'login')
}
