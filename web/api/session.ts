import { createContext, use } from 'react'
import type { Permission, SessionView } from '#platform/access/contract'
import { get, keepCsrfToken } from './client.js'
import { lightSession } from './light-schemas.js'

export const SESSION = '/api/v1/session'

/** Asks who is signed in and keeps the CSRF token for writes. */
export async function loadSession(): Promise<SessionView> {
  const session = await get(SESSION, lightSession)
  keepCsrfToken(session.csrf ?? undefined)
  return session
}

export type SignedIn = SessionView & { readonly person: NonNullable<SessionView['person']> }

export const isSignedIn = (session: SessionView): session is SignedIn => session.person !== null

/** Only a path of this console may follow a sign-in; anything else leads home. */
export function safeReturn(wanted: string | null): string {
  if (wanted === null || !wanted.startsWith('/') || /^\/[/\\]/.test(wanted)) return '/'
  return /^\/(sign-in|setup)\b/.test(wanted) ? '/' : wanted
}

/** The sign-in page, coming back to where the person is now. */
export function signInPath(here: string): string {
  const back = safeReturn(here)
  return back === '/' ? '/sign-in' : `/sign-in?return=${encodeURIComponent(back)}`
}

export const SessionContext = createContext<SignedIn | null>(null)

/** Who is signed in and what they may do. */
export function useSession(): SignedIn {
  const session = use(SessionContext)
  if (session === null) throw new Error('useSession outside the console')
  return session
}

/** Whether the person may; hide or disable what they may not. The server decides in every case. */
export function useMay(permission: Permission): boolean {
  return useSession().permissions.includes(permission)
}
