import { QueryClientProvider } from '@tanstack/react-query'
import { useState } from 'react'
import { RouterProvider } from 'react-router/dom'
import { makeQueryClient } from '../api/query.js'
import { SessionContext, type SignedIn } from '../api/session.js'
import { AntdLook } from '../ui/theme/AntdLook.js'
import { LookProvider } from '../ui/theme/Look.js'
import '../ui/kit.css'
import './frame.css'
import { makeRouter } from './router.js'

/** The console: session, data, look and routes. */
export function Console({ session }: { readonly session: SignedIn }) {
  const [client] = useState(makeQueryClient)
  const [router] = useState(() => makeRouter(session))
  return (
    <SessionContext value={session}>
      <QueryClientProvider client={client}>
        <LookProvider>
          <AntdLook>
            <RouterProvider router={router} />
          </AntdLook>
        </LookProvider>
      </QueryClientProvider>
    </SessionContext>
  )
}
