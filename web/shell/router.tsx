import { createBrowserRouter, redirect, type RouteObject } from 'react-router'
import type { SignedIn } from '../api/session.js'
import { loadWords } from '../ui/language/language.js'
import type { RoomPages } from '../ui/page/room-page.js'
import { keepScope } from '../ui/place/scope.js'
import { CrashPage } from './CrashPage.js'
import { Frame } from './Frame.js'
import { menuFor, roomsFor } from './navigation.js'
import { NotFoundPage } from './NotFoundPage.js'
import { StartOutline } from './StartOutline.js'

/** A room's pages as routes; words and code of a page load side by side when it is opened. */
function routesOf({ words, pages }: RoomPages): RouteObject[] {
  return pages.map(({ path, load }) => ({
    path,
    errorElement: <CrashPage />,
    lazy: async () => {
      const [Component] = await Promise.all([load(), loadWords(words)])
      return { Component }
    },
  }))
}

const galleryRoute: RouteObject = {
  path: '/gallery',
  errorElement: <CrashPage />,
  lazy: async () => ({ Component: (await import('../ui/charts/gallery/GalleryPage.js')).GalleryPage }),
}

export function makeRouter(session: SignedIn): ReturnType<typeof createBrowserRouter> {
  const first = menuFor(session.permissions)[0]?.pages[0]?.path
  const start: RouteObject = {
    index: true,
    loader: ({ request }) =>
      first === undefined ? null : redirect(keepScope(first, new URL(request.url).searchParams)),
    element: <NotFoundPage />,
  }
  const hasHome = first === '/'
  return createBrowserRouter([
    {
      element: <Frame />,
      errorElement: <CrashPage />,
      hydrateFallbackElement: <StartOutline />,
      children: [
        ...(hasHome ? [] : [start]),
        ...roomsFor(session.permissions).flatMap(routesOf),
        ...(import.meta.env.DEV || session.demo ? [galleryRoute] : []),
        { path: '*', element: <NotFoundPage /> },
      ],
    },
  ])
}
