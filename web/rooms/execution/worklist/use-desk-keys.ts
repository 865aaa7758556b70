import { useEffect, useRef } from 'react'
import { deskMove, type DeskMove } from './desk-keys.js'

const isTypingIn = (target: EventTarget | null): boolean => target instanceof Element && target.closest('input, textarea, select, [contenteditable]') !== null
const isPressable = (target: EventTarget | null): boolean => target instanceof Element && target.closest('button, a') !== null

/** Hears the keys of the desk while it is on screen. */
export function useDeskKeys(act: (move: DeskMove) => void): void {
  const latest = useRef(act)
  useEffect(() => {
    latest.current = act
  })
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const move = deskMove(event, isTypingIn(event.target))
      if (move === null || document.querySelector('.ant-modal-wrap, .ant-drawer-open') !== null) return
      if (move.kind === 'record' && isPressable(event.target) && !event.ctrlKey) (event.target as HTMLElement).blur()
      event.preventDefault()
      latest.current(move)
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
}
