import { afterEach, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { get, keepCsrfToken, onSignedOut, post, urlOf } from './client.js'
import { ApiError, toApiError } from './problem.js'
import { isUnder } from './query.js'

const answer = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  new Response(body === undefined ? null : JSON.stringify(body), { status, headers })

const fetchGives = (response: Response) => {
  const fake = vi.fn<typeof fetch>().mockResolvedValue(response)
  vi.stubGlobal('fetch', fake)
  return fake
}

const fault = async (work: Promise<unknown>): Promise<ApiError> => {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(ApiError)
  return error as ApiError
}

afterEach(() => {
  vi.unstubAllGlobals()
  keepCsrfToken(undefined)
  onSignedOut(() => undefined)
})

describe('urlOf', () => {
  it('sorts keys, repeats lists and leaves empty values out', () => {
    expect(urlOf('/api/v1/x', { b: 2, a: 'one two', c: '', d: undefined, e: ['p', 'q'] })).toBe(
      '/api/v1/x?a=one+two&b=2&e=p&e=q',
    )
    expect(urlOf('/api/v1/x')).toBe('/api/v1/x')
  })
})

describe('client', () => {
  it('parses the answer with the contract', async () => {
    fetchGives(answer(200, { n: 3, extra: true }))
    await expect(get('/api/v1/x', z.object({ n: z.number() }))).resolves.toEqual({ n: 3 })
  })

  it('says ANSWER_UNREADABLE when the answer breaks the contract', async () => {
    fetchGives(answer(200, { n: 'three' }))
    expect((await fault(get('/api/v1/x', z.object({ n: z.number() })))).code).toBe('ANSWER_UNREADABLE')
  })

  it('sends the CSRF token, the idempotency key and the revision with a write', async () => {
    keepCsrfToken('t0k')
    const fake = fetchGives(answer(200, {}))
    await post('/api/v1/x', { a: 1 }, z.object({}), { idempotencyKey: 'once', revision: 4 })
    const headers = new Headers(fake.mock.calls[0]?.[1]?.headers)
    expect(headers.get('x-csrf-token')).toBe('t0k')
    expect(headers.get('idempotency-key')).toBe('once')
    expect(headers.get('if-match')).toBe('"4"')
  })

  it('turns problem+json into an ApiError with located mistakes', async () => {
    const body = {
      code: 'INPUT_INVALID',
      path: 'rule',
      params: { count: 1 },
      message: { zh: '错', en: 'wrong' },
      mistakes: [
        { code: 'FIELD_INVALID', path: 'rule.all[2].value', message: { zh: '错', en: 'wrong' } },
        'noise',
      ],
    }
    fetchGives(answer(422, body, { 'retry-after': '30' }))
    const error = await fault(post('/api/v1/x', {}, z.object({})))
    expect(error).toMatchObject({ code: 'INPUT_INVALID', status: 422, path: 'rule', retryAfter: 30 })
    expect(error.mistakes).toEqual([body.mistakes[0]])
  })

  it('tells the console about a 401', async () => {
    const listener = vi.fn()
    onSignedOut(listener)
    fetchGives(answer(401, { code: 'SIGN_IN_NEEDED', message: { zh: '未登录', en: 'not signed in' } }))
    await fault(get('/api/v1/x', z.object({})))
    fetchGives(answer(401, { code: 'SIGN_IN_FAILED', message: { zh: '密码错误', en: 'wrong password' } }))
    await fault(post('/api/v1/session/password', {}, z.object({})))
    expect(listener).toHaveBeenCalledOnce()
  })

  it('says OFFLINE when the line is down', async () => {
    vi.stubGlobal('fetch', vi.fn<typeof fetch>().mockRejectedValue(new TypeError('Failed to fetch')))
    expect((await fault(get('/api/v1/x', z.object({})))).code).toBe('OFFLINE')
  })

  it('keeps the status of an answer that is no problem+json', () => {
    expect(toApiError(502, '<html>')).toMatchObject({ code: 'ANSWER_UNREADABLE', status: 502 })
  })
})

describe('isUnder', () => {
  it('matches whole path steps only', () => {
    expect(isUnder('/api/v1/people?x=1', '/api/v1/people')).toBe(true)
    expect(isUnder('/api/v1/people/7', '/api/v1/people')).toBe(true)
    expect(isUnder('/api/v1/peoples', '/api/v1/people')).toBe(false)
  })
})
