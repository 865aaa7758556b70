import { Tabs } from 'antd'
import { type ReactNode, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { AppLink } from '../place/AppLink.js'
import { useUrlState } from '../place/scope.js'

export interface ObjectTab {
  readonly key: string
  readonly label: ReactNode
  readonly content: ReactNode
}

interface HeaderProps {
  readonly name: string
  /** The list the object belongs to. */
  readonly parent?: { readonly label: string; readonly to: string }
  readonly status?: ReactNode
  readonly owner?: string
  readonly version?: number | null
  readonly hasDraft?: boolean
  readonly asOf?: string
  readonly note?: ReactNode
  readonly actions?: ReactNode
}

/** Name, status, owner, version, as-of and actions of one object. */
export function ObjectHeader(props: HeaderProps) {
  const { name, parent, status, owner, version, hasDraft = false, asOf, note, actions } = props
  const { t } = useTranslation('ui')
  useEffect(() => {
    document.title = `${name} · Qunce`
  }, [name])
  return (
    <header className="page-header object-header">
      <div>
        {parent && (
          <AppLink className="parent" to={parent.to}>
            {parent.label}
          </AppLink>
        )}
        <h1>
          {name} {status}
        </h1>
        <p className="facts figures">
          {version !== undefined && version !== null && <span>{t('object.version', { version })}</span>}
          {hasDraft && <span>{t('object.draft')}</span>}
          {owner !== undefined && <span>{t('object.owner', { name: owner })}</span>}
          {asOf !== undefined && <span>{t('object.asOf', { date: asOf })}</span>}
        </p>
        {note !== undefined && <p className="purpose">{note}</p>}
      </div>
      {actions !== undefined && <div className="page-actions">{actions}</div>}
    </header>
  )
}

interface Props {
  readonly header: ReactNode
  readonly tabs: readonly ObjectTab[]
  /** Usually a `Lineage`. */
  readonly rail?: ReactNode
}

/** An object's page: header, tabs (kept in the URL as `tab`) and the right rail. */
export function ObjectPage({ header, tabs, rail }: Props) {
  const [search, change] = useUrlState()
  const wanted = search.get('tab')
  const active = tabs.find(({ key }) => key === wanted)?.key ?? tabs[0]?.key
  return (
    <>
      {header}
      <div className={rail === undefined ? 'object-body' : 'object-body with-rail'}>
        <Tabs
          {...(active === undefined ? {} : { activeKey: active })}
          onChange={(key) => change({ tab: key === tabs[0]?.key ? null : key, cursor: null, sort: null })}
          items={tabs.map(({ key, label, content }) => ({ key, label, children: content }))}
        />
        {rail !== undefined && <aside className="rail">{rail}</aside>}
      </div>
    </>
  )
}
