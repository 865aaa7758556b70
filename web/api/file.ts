import { ApiError, toApiError } from './problem.js'

/** A file the server makes, such as a CSV. */
export async function getFile(url: string): Promise<Blob> {
  const response = await fetch(url, { credentials: 'same-origin' }).catch((cause: unknown) => {
    throw new ApiError({ code: 'OFFLINE', status: 0 }, { cause })
  })
  if (response.ok) return response.blob()
  throw toApiError(response.status, await response.json().catch(() => undefined))
}
