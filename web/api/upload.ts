import { csrfToken, isSignedOut, noticeSignedOut, type Query, type Schema, urlOf } from './client.js'
import { ApiError, toApiError } from './problem.js'

export interface UploadProgress {
  readonly sent: number
  readonly total: number
}

export interface UploadOptions {
  readonly query?: Query
  /** Text fields sent before the file. */
  readonly fields?: Readonly<Record<string, string>>
  readonly onProgress?: (progress: UploadProgress) => void
  readonly signal?: AbortSignal
  readonly idempotencyKey?: string
}

function formOf(file: File, fields: Readonly<Record<string, string>>): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  form.append('file', file, file.name)
  return form
}

function readAnswer(text: string): unknown {
  try {
    return text === '' ? undefined : (JSON.parse(text) as unknown)
  } catch {
    return undefined
  }
}

/** Sends one file as multipart with progress (fetch cannot report it); fails ApiError. */
export function upload<T>(
  path: string,
  file: File,
  schema: Schema<T>,
  options: UploadOptions = {},
): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const xhr = new XMLHttpRequest()
    xhr.open('POST', urlOf(path, options.query))
    xhr.setRequestHeader('accept', 'application/json, application/problem+json')
    const token = csrfToken()
    if (token !== undefined) xhr.setRequestHeader('x-csrf-token', token)
    if (options.idempotencyKey !== undefined) xhr.setRequestHeader('idempotency-key', options.idempotencyKey)
    xhr.upload.onprogress = (event) =>
      options.onProgress?.({ sent: event.loaded, total: event.total || file.size })
    xhr.onerror = () => reject(new ApiError({ code: 'OFFLINE', status: 0 }))
    xhr.onabort = () => reject(new ApiError({ code: 'CANCELLED_HERE', status: 0 }))
    xhr.onload = () => {
      const answer = readAnswer(xhr.responseText)
      if (xhr.status < 200 || xhr.status > 299) {
        const error = toApiError(xhr.status, answer)
        if (isSignedOut(error)) noticeSignedOut()
        reject(error)
        return
      }
      try {
        resolve(schema.parse(answer))
      } catch (cause) {
        reject(new ApiError({ code: 'ANSWER_UNREADABLE', status: xhr.status, params: { path } }, { cause }))
      }
    }
    options.signal?.addEventListener('abort', () => xhr.abort(), { once: true })
    xhr.send(formOf(file, options.fields ?? {}))
  })
}
