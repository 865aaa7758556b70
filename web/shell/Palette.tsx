import { Input, Modal } from 'antd'
import { type KeyboardEvent, useDeferredValue, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useSearchParams } from 'react-router'
import { useApi } from '../api/query.js'
import { useSession } from '../api/session.js'
import { useSay } from '../ui/language/use-say.js'
import { keepScope } from '../ui/place/scope.js'
import { useFoundCustomers } from './found-customers.js'
import { findPages, type PaletteItem, searchSchema, toItems } from './palette-items.js'

interface ListProps {
  readonly id: string
  readonly items: readonly PaletteItem[]
  readonly at: number
  readonly onOpen: (item: PaletteItem) => void
  readonly onPoint: (at: number) => void
}

function ItemList({ id, items, at, onOpen, onPoint }: ListProps) {
  const { t } = useTranslation('shell')
  const say = useSay()
  return (
    <ul id={id} role="listbox" aria-label={t('search.results')} className="palette-items">
      {items.map((item, index) => (
        <li
          key={item.key}
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === at}
          onMouseMove={() => onPoint(index)}
          onClick={() => onOpen(item)}
        >
          <span>{say(item.name)}</span>
          <span className="soft">{say(item.group)}</span>
        </li>
      ))}
    </ul>
  )
}

/** Finds pages and definitions by name; arrows choose, Enter opens, Escape closes. */
export function Palette({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('shell')
  const { permissions } = useSession()
  const [search] = useSearchParams()
  const navigate = useNavigate()
  const id = useId()
  const [typed, setTyped] = useState('')
  const [chosen, setChosen] = useState(0)
  const asked = useDeferredValue(typed.trim())
  const answer = useApi(asked === '' ? null : '/api/v1/search', searchSchema, {
    query: { q: asked },
    keepPrevious: true,
  })
  const kindName = (kind: string) => ({ zh: t(`search.kind.${kind as 'tag'}`, { defaultValue: kind }) })
  const found = answer.data && asked !== '' ? toItems(answer.data, kindName) : []
  const customers = useFoundCustomers(asked, permissions)
  const items = [...customers, ...findPages(typed, permissions), ...found]
  const at = Math.min(chosen, items.length - 1)
  const open = (item: PaletteItem | undefined) => {
    if (item === undefined) return
    onClose()
    void navigate(keepScope(item.to, search))
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined) {
      event.preventDefault()
      setChosen((at + step + items.length) % Math.max(1, items.length))
    }
    if (event.key === 'Enter' && !event.nativeEvent.isComposing) open(items[at])
  }
  return (
    <Modal
      open
      footer={null}
      closable={false}
      onCancel={onClose}
      className="palette"
      title={null}
      transitionName=""
      maskTransitionName=""
    >
      <Input
        autoFocus
        size="large"
        role="combobox"
        aria-expanded="true"
        aria-controls={id}
        aria-activedescendant={at < 0 ? '' : `${id}-${at}`}
        aria-label={t('search.open')}
        placeholder={t('search.placeholder')}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value)
          setChosen(0)
        }}
        onKeyDown={onKeyDown}
      />
      <ItemList id={id} items={items} at={at} onOpen={open} onPoint={setChosen} />
      {items.length === 0 && <p className="soft palette-none">{t('search.none')}</p>}
    </Modal>
  )
}
