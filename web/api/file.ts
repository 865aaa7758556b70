import { csrfToken } from './client.js'
import { ApiError, toApiError } from './problem.js'

/** A file the server makes, such as a CSV. */
export function getFile(url: string): Promise<Blob> {
  return fileOf(url, {})
}

/** A file of customer rows: what it is for goes along, since the audit and the file keep it. */
export function postForFile(url: string, purpose: string, asked: object = {}): Promise<Blob> {
  const token = csrfToken()
  const headers = { 'content-type': 'application/json', ...(token === undefined ? {} : { 'x-csrf-token': token }) }
  return fileOf(url, { method: 'POST', headers, body: JSON.stringify({ ...asked, purpose }) })
}

async function fileOf(url: string, init: RequestInit): Promise<Blob> {
  const response = await fetch(url, { ...init, credentials: 'same-origin' }).catch((cause: unknown) => {
    throw new ApiError({ code: 'OFFLINE', status: 0 }, { cause })
  })
  if (response.ok) return response.blob()
  throw toApiError(response.status, await response.json().catch(() => undefined))
}
