import { useEffect, useState } from 'react'

/** The value after it has not changed for a while, so that typing asks the server once. Compared by its JSON. */
export function useSettled<T>(value: T, pause = 400): T {
  const [settled, setSettled] = useState(value)
  const text = JSON.stringify(value ?? null)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(JSON.parse(text) as T), pause)
    return () => clearTimeout(timer)
  }, [text, pause])
  return settled
}
