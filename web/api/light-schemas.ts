import type { z } from 'zod'
import type { demoAccountListSchema, SessionView, setupValidSchema } from '#platform/access/contract'
import type { Schema } from './client.js'

type Loose = Readonly<Record<string, unknown>>

/**
 * Checks of the few answers the sign-in page reads. They stand in for the contract's zod schemas there, because zod
 * alone is a fifth of that page's budget; a test holds them to the contract.
 */
function light<T>(fits: (value: Loose) => boolean): Schema<T> {
  return {
    parse(value) {
      if (typeof value !== 'object' || value === null || !fits(value as Loose)) {
        throw new TypeError('Unexpected answer')
      }
      return value as T
    },
  }
}

const isTextOrNull = (value: unknown): boolean => value === null || typeof value === 'string'

export const lightSession = light<SessionView>(
  ({ person, roles, permissions, csrf, demo, setupNeeded }) =>
    typeof person === 'object' &&
    Array.isArray(roles) &&
    Array.isArray(permissions) &&
    isTextOrNull(csrf) &&
    typeof demo === 'boolean' &&
    typeof setupNeeded === 'boolean',
)

export const lightSetupValid = light<z.infer<typeof setupValidSchema>>(
  ({ valid }) => typeof valid === 'boolean',
)

export const lightDemoAccounts = light<z.infer<typeof demoAccountListSchema>>(({ items }) =>
  Array.isArray(items),
)

export const lightRestarting = light<{ readonly restarting: boolean }>(({ restarting }) => restarting === true)
