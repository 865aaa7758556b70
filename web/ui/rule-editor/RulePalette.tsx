import { Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BoolNode } from '#kernel/rule'
import type { Vocabulary } from '#tags/contract'
import { formatCompact, formatNumber } from '../format.js'
import { useSay } from '../language/use-say.js'
import { useFormatLocale } from '../theme/Look.js'
import { startDrag } from './drag.js'
import { type PaletteItem, type PaletteLabel, paletteOf, type PaletteSection } from './palette.js'
import type { RuleEditing } from './use-rule-editor.js'
import './rule-editor.css'

const MOST_SHOWN = 60

function usePaletteLabel(): PaletteLabel {
  const { t } = useTranslation('rule-editor')
  const say = useSay()
  return ({ as, name }) => (as === undefined ? say(name) : t(`palette.as.${as}`, { name: say(name) }))
}

function Section({ section, items, onAdd }: { section: PaletteSection['key']; items: readonly PaletteItem[]; onAdd: (node: BoolNode) => void }) {
  const { t } = useTranslation('rule-editor')
  const labelOf = usePaletteLabel()
  const locale = useFormatLocale()
  if (items.length === 0) return null
  const rest = items.length - MOST_SHOWN
  return (
    <section>
      <h3>{t(`palette.${section}`)}</h3>
      <ul>
        {items.slice(0, MOST_SHOWN).map((item) => (
          <li key={item.key}>
            <button
              type="button"
              draggable
              aria-label={t('palette.add', { name: labelOf(item) })}
              onClick={() => onAdd(item.node)}
              onDragStart={(event) => startDrag(event, { kind: 'rule', node: item.node })}
            >
              <span>{labelOf(item)}</span>
              {item.rows !== undefined && (
                <small className="soft figures">
                  {t('palette.rows', { count: item.rows, shown: formatCompact(item.rows, locale) })}
                </small>
              )}
            </button>
          </li>
        ))}
      </ul>
      {rest > 0 && <p className="soft">{t('palette.more', { shown: formatNumber(rest, locale) })}</p>}
    </section>
  )
}

interface Props {
  readonly editing: RuleEditing
  readonly vocabulary: Vocabulary
  /** A segment does not stand in its own rule. */
  readonly without?: string
}

/** What a rule may speak about, with search: a click adds to the chosen group. */
export function RulePalette({ editing, vocabulary, without }: Props) {
  const { t } = useTranslation('rule-editor')
  const [typed, setTyped] = useState('')
  const labelOf = usePaletteLabel()
  const sections = paletteOf(vocabulary, typed, without, labelOf)
  const add = (node: BoolNode) => editing.edit({ do: 'add', parent: editing.target, node })
  return (
    <aside className="rule-palette" aria-label={t('palette.title')}>
      <Input allowClear aria-label={t('palette.search')} placeholder={t('palette.search')} value={typed} onChange={({ target }) => setTyped(target.value)} />
      <p className="soft palette-hint">{t('palette.hint')}</p>
      <div className="palette-sections">
        {sections.map(({ key, items }) => (
          <Section key={key} section={key} items={items} onAdd={add} />
        ))}
        {sections.every(({ items }) => items.length === 0) && <p className="soft">{t('palette.noMatch')}</p>}
      </div>
    </aside>
  )
}
