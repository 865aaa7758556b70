import { Button, Input, type InputRef } from 'antd'
import { type KeyboardEvent, useId, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Vocabulary } from '#tags/contract'
import { formatNumber } from '../format.js'
import { useFormatLocale } from '../theme/Look.js'
import type { PaletteRow } from './palette-rows.js'
import { PaletteTree, usePaletteLabel } from './PaletteTree.js'
import { usePalette } from './use-palette.js'
import type { RuleEditing } from './use-rule-editor.js'
import './rule-editor.css'

interface Props {
  readonly editing: RuleEditing
  readonly vocabulary: Vocabulary
  /** A segment does not stand in its own rule. */
  readonly without?: string
}

/** What a rule may speak about, in sections that fold, with search: a press adds to the chosen group. */
export function RulePalette({ editing, vocabulary, without }: Props) {
  const { t } = useTranslation('rule-editor')
  const locale = useFormatLocale()
  const id = useId()
  const input = useRef<InputRef>(null)
  const { typed, rows, isSearch, count, search, fold, remember, forget, refresh } = usePalette(vocabulary, without, usePaletteLabel())
  const next = isSearch ? rows.find(({ item }) => item !== undefined) : undefined
  const press = (row: PaletteRow, isByKey: boolean) => {
    if (row.what === 'more') fold(row, true)
    if (row.what === 'gone') forget(row.was ?? '')
    if (row.item === undefined) return
    editing.edit({ do: 'add', parent: editing.target, node: row.item.node })
    remember(row)
    if (isByKey) refresh()
  }
  const clear = () => {
    search('')
    input.current?.focus()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    // Letters still being composed are not typed yet.
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Escape' && typed !== '') clear()
    else if (event.key === 'ArrowDown') document.getElementById(id)?.querySelector<HTMLElement>('[role=treeitem][tabindex="0"]')?.focus()
    else if (event.key === 'Enter' && next !== undefined) press(next, true)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <aside className="rule-palette" aria-label={t('palette.title')} onMouseLeave={refresh}>
      <Input ref={input} allowClear aria-label={t('palette.search')} aria-controls={id} placeholder={t('palette.search')} value={typed} onChange={({ target }) => search(target.value)} onKeyDown={onKeyDown} />
      <p className="soft palette-hint" aria-live="polite">
        {isSearch && rows.length > 0 ? t('palette.found', { count, shown: formatNumber(count, locale) }) : ''}
        {isSearch ? '' : t('palette.hint')}
      </p>
      {rows.length === 0 ? (
        <div className="palette-empty">
          <p className="soft">{t(isSearch ? 'palette.noMatch' : 'palette.nothing', { typed: typed.trim() })}</p>
          {isSearch && (
            <Button size="small" onClick={clear}>
              {t('palette.clear')}
            </Button>
          )}
        </div>
      ) : (
        <PaletteTree id={id} rows={rows} typed={typed} next={next} onFold={fold} onPress={press} onDropped={remember} onLeave={clear} />
      )}
    </aside>
  )
}
