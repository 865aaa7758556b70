import { useLayoutEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Lineage } from '#quality/contract'
import { useSay } from '../../../ui/language/use-say.js'
import { kindName } from '../dictionary/DictionaryPage.js'
import { layersOf } from './layers.js'

interface Props {
  readonly lineage: Lineage
  readonly onChoose: (node: string) => void
}

interface Line {
  readonly key: string
  readonly d: string
}

/** Layers from left to right, joined by the flow of data; a node opens its own lineage. */
export function LineageGraph({ lineage, onChoose }: Props) {
  const { t } = useTranslation('quality')
  const say = useSay()
  const box = useRef<HTMLDivElement>(null)
  const [lines, setLines] = useState<readonly Line[]>([])
  const layers = layersOf(lineage.nodes, lineage.edges)
  useLayoutEffect(() => {
    const measure = () => setLines(box.current === null ? [] : linesIn(box.current, lineage))
    const observer = new ResizeObserver(measure)
    if (box.current !== null) observer.observe(box.current)
    return () => observer.disconnect()
  }, [lineage])
  return (
    <div className="lineage-graph">
      <div className="lineage-layers" ref={box}>
        <svg aria-hidden="true" width="100%" height="100%">
          {lines.map(({ key, d }) => (
            <path key={key} d={d} />
          ))}
        </svg>
        {layers.map(({ kind, nodes }) => (
          <section key={kind} className="lineage-layer">
            <h3>{kindName(kind, t)}</h3>
            {nodes.map((node) => (
              <button key={node.id} type="button" data-node={node.id} className={node.id === lineage.node ? 'lineage-node chosen' : 'lineage-node'} onClick={() => onChoose(node.id)}>
                {say(node.name)}
                <div className="soft">
                  <code>{node.key}</code>
                </div>
              </button>
            ))}
          </section>
        ))}
      </div>
    </div>
  )
}

/** Curves between the measured places of the nodes. */
function linesIn(box: HTMLElement, { edges }: Lineage): Line[] {
  const origin = box.getBoundingClientRect()
  const places = new Map([...box.querySelectorAll<HTMLElement>('[data-node]')].map((element) => [element.dataset['node'] ?? '', element.getBoundingClientRect()]))
  return edges.flatMap(({ from, to }) => {
    const [left, right] = [places.get(from), places.get(to)]
    if (left === undefined || right === undefined) return []
    const [x1, y1] = [left.right - origin.left, left.top + left.height / 2 - origin.top]
    const [x2, y2] = [right.left - origin.left, right.top + right.height / 2 - origin.top]
    const bend = Math.max(24, Math.abs(x2 - x1) / 2)
    return [{ key: `${from} ${to}`, d: `M${x1},${y1} C${x1 + bend},${y1} ${x2 - bend},${y2} ${x2},${y2}` }]
  })
}
