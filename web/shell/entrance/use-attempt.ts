import { useEffect, useState } from 'react'
import { type ApiError, asApiError } from '../../api/problem.js'

interface Attempt {
  readonly busy: boolean
  readonly error: ApiError | undefined
  /** Seconds until the server takes another try; 0 when it does. */
  readonly wait: number
  readonly run: (work: () => Promise<unknown>) => Promise<void>
}

function secondsOf(error: ApiError): number {
  const { seconds } = error.params
  if (error.code !== 'SIGN_IN_THROTTLED') return 0
  return typeof seconds === 'number' ? seconds : (error.retryAfter ?? 30)
}

/** One try at a time; after throttling it counts the seconds down. */
export function useAttempt(): Attempt {
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<ApiError>()
  const [wait, setWait] = useState(0)
  useEffect(() => {
    if (wait === 0) return
    const timer = setTimeout(() => setWait(wait - 1), 1000)
    return () => clearTimeout(timer)
  }, [wait])
  const run = async (work: () => Promise<unknown>) => {
    setBusy(true)
    setError(undefined)
    try {
      await work()
    } catch (reason) {
      const fault = asApiError(reason)
      setError(fault)
      setWait(secondsOf(fault))
      setBusy(false)
    }
  }
  return { busy, error, wait, run }
}
