import { QueryClientProvider } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { RouterProvider } from 'react-router/dom'
import { useToday } from '../api/installation.js'
import { makeQueryClient } from '../api/query.js'
import { SessionContext, type SignedIn } from '../api/session.js'
import { AntdLook } from '../ui/theme/AntdLook.js'
import { LookProvider } from '../ui/theme/Look.js'
import '../ui/kit.css'
import './frame.css'
import { makeRouter } from './router.js'

/** Instants are shown in the bank's zone once it is known. */
function ZonedLook({ children }: { readonly children: ReactNode }) {
  const today = useToday()
  return <LookProvider zone={today.data?.timeZone}>{children}</LookProvider>
}

/** The console: session, data, look and routes. */
export function Console({ session }: { readonly session: SignedIn }) {
  const [client] = useState(makeQueryClient)
  const [router] = useState(() => makeRouter(session))
  return (
    <SessionContext value={session}>
      <QueryClientProvider client={client}>
        <ZonedLook>
          <AntdLook>
            <RouterProvider router={router} />
          </AntdLook>
        </ZonedLook>
      </QueryClientProvider>
    </SessionContext>
  )
}
