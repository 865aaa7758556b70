import { CaretDownOutlined, CaretRightOutlined, CloseOutlined } from '@ant-design/icons'
import { type KeyboardEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatCompact, formatNumber } from '../format.js'
import { useSay } from '../language/use-say.js'
import { useFormatLocale } from '../theme/Look.js'
import { startDrag } from './drag.js'
import type { PaletteItem, PaletteLabel, SectionKey } from './palette.js'
import { actOf, foundBy, type KeyAct, type PaletteRow, piecesOf, reached, shareLabel } from './palette-rows.js'

/** An item is read in the language of the screen, with what is said around its name. */
export function usePaletteLabel(): PaletteLabel {
  const { t } = useTranslation('rule-editor')
  const say = useSay()
  return ({ as, name }) => (as === undefined ? say(name) : t(`palette.as.${as}`, { name: say(name) }))
}

/** A name with what was searched for marked. */
function Marked({ text, typed }: { readonly text: string; readonly typed: string }) {
  return piecesOf(text, typed).map(({ text: piece, isFound }, at) => (isFound ? <mark key={at}>{piece}</mark> : piece))
}

function RowText({ row, typed }: { readonly row: PaletteRow; readonly typed: string }) {
  const { t } = useTranslation('rule-editor')
  const say = useSay()
  const labelOf = usePaletteLabel()
  const { what, section, item, tag, was = '', count = 0 } = row
  const locale = useFormatLocale()
  if (what === 'section') return t(`palette.${section}`)
  if (what === 'more') return t('palette.more', { shown: formatNumber(count, locale) })
  if (what === 'gone') return t('node.unknownName', { name: was.slice(was.indexOf('/') + 1) })
  if (item === undefined) return tag && <Marked typed={typed} text={say(tag.name)} />
  const label = labelOf(item)
  const why = foundBy(item, label, typed)
  return (
    <>
      <Marked typed={typed} text={row.level === 3 && item.under !== undefined ? shareLabel(label, say(item.under.name)) : label} />
      {why !== null && <small className="soft"> <Marked typed={typed} text={why} /></small>}
    </>
  )
}

/** What stands at the end of a line: how many are under it, how many rows there are, where it was used. */
function RowEnd({ row, isNext }: { readonly row: PaletteRow; readonly isNext: boolean }) {
  const { t } = useTranslation('rule-editor')
  const locale = useFormatLocale()
  const { what, item, was, count } = row
  if (isNext) return <kbd aria-hidden>{t('palette.enter')}</kbd>
  if (what === 'gone') return <CloseOutlined aria-hidden />
  if (was !== undefined) return <small className="soft">{t(`palette.${was as SectionKey}`)}</small>
  if (count !== undefined && what !== 'more') return <small className="soft figures">{formatNumber(count, locale)}</small>
  if (item?.rows === undefined) return null
  return <small className="soft figures">{t('palette.rows', { count: item.rows, shown: formatCompact(item.rows, locale) })}</small>
}

interface RowProps {
  readonly row: PaletteRow
  readonly typed: string
  /** Enter in the search adds it. */
  readonly isNext: boolean
  readonly isReached: boolean
  /** Its place among those that stand under the same. */
  readonly place: { readonly at: number; readonly of: number }
  readonly onPress: () => void
  readonly onFold: () => void
  readonly onDropped: (item: PaletteItem) => void
}

/** The sign that folds; under an item it is pressed by itself, the item's name adds. */
function FoldSign({ row, onFold }: Pick<RowProps, 'row' | 'onFold'>) {
  if (row.isOpen === undefined) return <span className="palette-fold" />
  const sign = row.isOpen ? <CaretDownOutlined aria-hidden /> : <CaretRightOutlined aria-hidden />
  return (
    <span
      className="palette-fold"
      onClick={(event) => {
        event.stopPropagation()
        onFold()
      }}
    >
      {sign}
    </span>
  )
}

/** What pressing a line does, for who points at it. */
function useRowTitle({ what, item }: PaletteRow): string | undefined {
  const { t } = useTranslation('rule-editor')
  const labelOf = usePaletteLabel()
  if (what === 'gone') return t('palette.forget')
  return item === undefined ? undefined : t('palette.add', { name: labelOf(item) })
}

function Row({ row, typed, isNext, isReached, place, onPress, onFold, onDropped }: RowProps) {
  const { item, what, level, isOpen } = row
  const isDragged = item !== undefined
  return (
    <div
      role="treeitem"
      className={`palette-row is-${what} level-${level}`}
      aria-level={level}
      aria-posinset={place.at}
      aria-setsize={place.of}
      aria-selected={isReached}
      tabIndex={isReached ? 0 : -1}
      title={useRowTitle(row)}
      draggable={isDragged}
      onClick={onPress}
      {...(isOpen === undefined ? {} : { 'aria-expanded': isOpen })}
      {...(isDragged && {
        onDragStart: (event) => startDrag(event, { kind: 'rule', node: item.node }),
        onDragEnd: ({ dataTransfer }) => dataTransfer.dropEffect !== 'none' && onDropped(item),
      })}
    >
      <FoldSign row={row} onFold={onFold} />
      <span className="palette-name">
        <RowText row={row} typed={typed} />
      </span>
      <RowEnd row={row} isNext={isNext} />
    </div>
  )
}

/** Each row's place among those that stand under the same. */
function placesOf(rows: readonly PaletteRow[]): readonly RowProps['place'][] {
  const seen = new Map<string | null, number>()
  const at = rows.map(({ parent }) => {
    const place = (seen.get(parent) ?? 0) + 1
    seen.set(parent, place)
    return place
  })
  return rows.map(({ parent }, index) => ({ at: at[index] ?? 1, of: seen.get(parent) ?? 1 }))
}

interface Props {
  readonly id: string
  readonly rows: readonly PaletteRow[]
  readonly typed: string
  /** The row that Enter in the search adds. */
  readonly next: PaletteRow | undefined
  readonly onFold: (row: PaletteRow, isOpen: boolean) => void
  /** Adds an item, or does what its line is for. */
  readonly onPress: (row: PaletteRow, isByKey: boolean) => void
  readonly onDropped: (row: PaletteRow) => void
  /** Back to the search. */
  readonly onLeave: () => void
}

/** The lines of the palette: arrows go through them, left and right fold and open, Enter adds, Escape goes back to the search. */
export function PaletteTree({ id, rows, typed, next, onFold, onPress, onDropped, onLeave }: Props) {
  const { t } = useTranslation('rule-editor')
  const tree = useRef<HTMLDivElement>(null)
  const [active, setActive] = useState('')
  const found = rows.findIndex(({ key }) => key === active)
  const at = Math.max(found, 0)
  const places = placesOf(rows)
  const go = (to: number) => {
    setActive(rows[to]?.key ?? '')
    tree.current?.querySelectorAll<HTMLElement>('[role=treeitem]')[to]?.focus()
  }
  const press = (row: PaletteRow, isByKey: boolean) => (row.what === 'section' || row.what === 'fold' ? onFold(row, row.isOpen !== true) : onPress(row, isByKey))
  const acts: Readonly<Record<KeyAct, (row: PaletteRow, key: string) => void>> = {
    open: (row) => onFold(row, true),
    fold: (row) => onFold(row, false),
    press: (row) => press(row, true),
    leave: onLeave,
    go: (_, key) => go(reached(rows, at, key)),
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const row = rows[at]
    const act = event.altKey || event.ctrlKey || event.metaKey ? undefined : actOf(rows, at, event.key)
    if (row === undefined || act === undefined) return
    acts[act](row, event.key)
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div id={id} ref={tree} role="tree" aria-label={t('palette.title')} className="palette-sections" onKeyDown={onKeyDown}>
      {rows.map((row, index) => (
        <Row
          key={row.key}
          row={row}
          typed={typed}
          place={places[index] ?? { at: 1, of: 1 }}
          isNext={row === next}
          isReached={index === at}
          onPress={() => {
            setActive(row.key)
            press(row, false)
          }}
          onFold={() => onFold(row, row.isOpen !== true)}
          onDropped={() => onDropped(row)}
        />
      ))}
    </div>
  )
}
