import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { loadSession } from '../api/session.js'
import { ApiError } from '../api/problem.js'

const PAUSE = 3000

/** Says that the server cannot be reached, keeps asking, and reads the page again when it is back. */
export function ConnectionBanner() {
  const { t } = useTranslation('shell')
  const client = useQueryClient()
  const [isDown, setDown] = useState(false)
  useEffect(
    () =>
      client.getQueryCache().subscribe(({ type, query }) => {
        const error: unknown = query.state.error
        if (type === 'updated' && error instanceof ApiError && error.code === 'OFFLINE') setDown(true)
      }),
    [client],
  )
  useEffect(() => {
    const lost = () => setDown(true)
    addEventListener('offline', lost)
    return () => removeEventListener('offline', lost)
  }, [])
  useEffect(() => {
    if (!isDown) return
    const timer = setInterval(() => {
      loadSession().then(
        () => {
          setDown(false)
          void client.invalidateQueries()
        },
        () => undefined,
      )
    }, PAUSE)
    return () => clearInterval(timer)
  }, [isDown, client])
  return (
    <div role="status" className={isDown ? 'connection-banner' : ''}>
      {isDown && t('frame.offline')}
    </div>
  )
}
