import type { TwoLanguages } from '../ui/language/translated.js'

/** One located mistake of an input, as problem+json carries it. */
export interface LocatedMistake {
  readonly code: string
  readonly path: string
  readonly message: TwoLanguages
}

/** Faults of the line between browser and server; the kit has words for them, the server never sends them. */
export const lineFaults = ['OFFLINE', 'ANSWER_UNREADABLE', 'CANCELLED_HERE'] as const

interface Problem {
  readonly code: string
  readonly status: number
  readonly path?: string | undefined
  readonly params?: Readonly<Record<string, unknown>>
  /** Absent for a line fault. */
  readonly sentence?: TwoLanguages | undefined
  readonly mistakes?: readonly LocatedMistake[]
  /** Seconds to wait before trying again, from Retry-After. */
  readonly retryAfter?: number | undefined
}

/** An answer that is not a success: the server's problem+json, or a fault of the line (status 0). */
export class ApiError extends Error {
  readonly code: string
  readonly status: number
  readonly path: string | undefined
  readonly params: Readonly<Record<string, unknown>>
  readonly sentence: TwoLanguages | undefined
  readonly mistakes: readonly LocatedMistake[]
  readonly retryAfter: number | undefined

  constructor(problem: Problem, options?: ErrorOptions) {
    super(problem.sentence?.en ?? problem.code, options)
    this.name = 'ApiError'
    this.code = problem.code
    this.status = problem.status
    this.path = problem.path
    this.params = problem.params ?? {}
    this.sentence = problem.sentence
    this.mistakes = problem.mistakes ?? []
    this.retryAfter = problem.retryAfter
  }
}

type Loose = Readonly<Record<string, unknown>>
const isLoose = (value: unknown): value is Loose => typeof value === 'object' && value !== null
const asText = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

function asSentence(value: unknown): TwoLanguages | undefined {
  if (!isLoose(value)) return undefined
  const zh = asText(value['zh'])
  return zh === undefined ? undefined : { zh, en: asText(value['en']) }
}

function asMistake(value: unknown): LocatedMistake | undefined {
  if (!isLoose(value)) return undefined
  const code = asText(value['code'])
  const message = asSentence(value['message'])
  if (code === undefined || message === undefined) return undefined
  return { code, path: asText(value['path']) ?? '', message }
}

/** Reads a problem+json body; an answer that is none keeps its status under `ANSWER_UNREADABLE`. */
export function toApiError(status: number, body: unknown, retryAfter?: number): ApiError {
  const code = isLoose(body) ? asText(body['code']) : undefined
  if (!isLoose(body) || code === undefined) {
    return new ApiError({ code: 'ANSWER_UNREADABLE', status, retryAfter })
  }
  const mistakes = Array.isArray(body['mistakes']) ? body['mistakes'] : []
  return new ApiError({
    code,
    status,
    path: asText(body['path']),
    params: isLoose(body['params']) ? body['params'] : {},
    sentence: asSentence(body['message']),
    mistakes: mistakes.map(asMistake).filter((mistake) => mistake !== undefined),
    retryAfter,
  })
}

/** Anything thrown, as an ApiError. */
export function asApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error
  if (error instanceof DOMException && error.name === 'AbortError') {
    return new ApiError({ code: 'CANCELLED_HERE', status: 0 }, { cause: error })
  }
  return new ApiError({ code: 'ANSWER_UNREADABLE', status: 0 }, { cause: error })
}
