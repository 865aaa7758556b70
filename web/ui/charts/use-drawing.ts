import type { EChartsOption } from 'echarts'
import { type RefObject, useEffect, useEffectEvent, useRef, useState } from 'react'
import type { Drawing } from './renderer.js'

export type DrawingState = 'loading' | 'drawn' | 'failed'

interface Result {
  readonly state: DrawingState
  readonly toCanvas: (ground: string) => HTMLCanvasElement | undefined
}

/** Keeps a drawing in an element: loads ECharts, redraws on change, follows the element's size. `null` draws nothing. */
export function useDrawing(
  element: RefObject<HTMLElement | null>,
  option: EChartsOption | null,
  onPick: ((row: number) => void) | undefined,
): Result {
  const drawing = useRef<Drawing | null>(null)
  const [state, setState] = useState<DrawingState>('loading')
  const pick = useEffectEvent((row: number) => onPick?.(row))
  const draw = useEffectEvent(() => {
    if (option !== null) drawing.current?.update(option)
  })
  const isWanted = option !== null
  useEffect(() => {
    const target = element.current
    if (!isWanted || target === null) return
    let isCurrent = true
    const watcher = new ResizeObserver(() => drawing.current?.resize())
    import('./renderer.js').then(
      ({ drawChart }) => {
        if (!isCurrent) return
        drawing.current = drawChart(target, (row) => pick(row))
        draw()
        watcher.observe(target)
        setState('drawn')
      },
      () => isCurrent && setState('failed'),
    )
    return () => {
      isCurrent = false
      watcher.disconnect()
      drawing.current?.dispose()
      drawing.current = null
      setState('loading')
    }
  }, [element, isWanted])
  useEffect(() => {
    draw()
  }, [option])
  return { state, toCanvas: (ground) => drawing.current?.toCanvas(ground) }
}
