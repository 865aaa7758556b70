import { Button, Input, type InputRef } from 'antd'
import { type ReactNode, useEffect, useEffectEvent, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { linkRules } from '#identity/contract'
import { KeyHint } from '../../../ui/action/KeyHint.js'
import { EmptyState } from '../../../ui/feedback/EmptyState.js'
import { Loaded } from '../../../ui/feedback/Loaded.js'
import { formatNumber } from '../../../ui/format.js'
import { ObjectHeader } from '../../../ui/page/ObjectPage.js'
import { AppLink } from '../../../ui/place/AppLink.js'
import { useUrlState } from '../../../ui/place/scope.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import { type DeskKey, deskKeyOf, deskKeys } from './desk-keys.js'
import { EvidenceTable } from './EvidenceTable.js'
import { SidePanel } from './SidePanel.js'
import { type Desk, useDesk } from './use-desk.js'
import '../identity.css'

const isTyping = (target: EventTarget | null): boolean => target instanceof HTMLElement && (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName))

/** One pair at a time, by keyboard: what each field says, who would be together, and the decision. */
export function DeskPage() {
  const { t } = useTranslation('identity')
  const locale = useFormatLocale()
  const [search] = useUrlState()
  const desk = useDesk(linkRules.find((rule) => rule === search.get('rule')))
  return (
    <>
      <ObjectHeader name={t('desk.title')} parent={{ label: t('desk.parent'), to: '/data/identity?tab=queue' }} note={t('desk.left', { n: formatNumber(desk.left, locale) })} />
      <Loaded query={desk.query}>
        {() =>
          desk.item === null ? (
            <EmptyState title={t('desk.emptyTitle')} why={t('desk.emptyWhy')} action={<AppLink to="/data/identity">{t('desk.back')}</AppLink>} />
          ) : (
            <>
              <Buttons desk={desk} />
              <div className="desk" aria-busy={desk.isBusy}>
                <EvidenceTable item={desk.item} />
                <SidePanel item={desk.item} />
              </div>
            </>
          )
        }
      </Loaded>
    </>
  )
}

function Buttons({ desk }: { readonly desk: Desk }) {
  const { t } = useTranslation('identity')
  const note = useRef<InputRef>(null)
  const act = (key: DeskKey) => {
    if (key === 'next' || key === 'previous' || key === 'undo') desk[key]()
    else desk.decide(key)
  }
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const key = deskKeyOf(event, isTyping(event.target))
    if (key === null || document.querySelector('.ant-modal-wrap, .ant-drawer-open') !== null) return
    event.preventDefault()
    act(key)
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event)
    addEventListener('keydown', listen)
    return () => removeEventListener('keydown', listen)
  }, [])
  const button = (key: DeskKey, options: { readonly primary?: boolean; readonly disabled?: boolean } = {}): ReactNode => (
    <Button type={options.primary === true ? 'primary' : 'default'} disabled={options.disabled ?? desk.isBusy} onClick={() => act(key)}>
      {t(`desk.${key}`)} <KeyHint keys={deskKeys[key]} />
    </Button>
  )
  return (
    <div className="desk-keys">
      {button('merge', { primary: true })}
      {button('apart')}
      {button('unsure')}
      {button('previous', { disabled: !desk.canGoBack })}
      {button('next')}
      {button('undo', { disabled: !desk.canUndo })}
      <Input
        ref={note}
        className="filter-text"
        value={desk.note}
        maxLength={1000}
        onChange={(event) => desk.setNote(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape' || event.key === 'Enter') note.current?.blur()
        }}
        placeholder={t('desk.note')}
        aria-label={t('desk.noteKey')}
      />
    </div>
  )
}
