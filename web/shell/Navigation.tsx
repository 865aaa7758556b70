import {
  AimOutlined,
  ApiOutlined,
  AuditOutlined,
  DatabaseOutlined,
  DeploymentUnitOutlined,
  HomeOutlined,
  LineChartOutlined,
  MenuFoldOutlined,
  MenuUnfoldOutlined,
  RightOutlined,
  SettingOutlined,
  TeamOutlined,
} from '@ant-design/icons'
import { type ComponentType, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'react-router'
import { useSession } from '../api/session.js'
import { useLanguage } from '../ui/language/use-say.js'
import type { TwoLanguages } from '../ui/language/translated.js'
import type { RoomPage, Section } from '../ui/page/room-page.js'
import { AppLink } from '../ui/place/AppLink.js'
import { useLook } from '../ui/theme/Look.js'
import { Mark } from './Mark.js'
import { sectionNames } from './navigation-words.js'
import { menuFor, type MenuSection, pageAt } from './navigation.js'

const icons: Readonly<Record<Section, ComponentType>> = {
  home: HomeOutlined,
  data: DatabaseOutlined,
  insight: LineChartOutlined,
  customers: TeamOutlined,
  models: DeploymentUnitOutlined,
  strategy: AimOutlined,
  execution: ApiOutlined,
  review: AuditOutlined,
  settings: SettingOutlined,
}

/** A name in both languages, the reader's first. */
function BothNames({ name }: { readonly name: Required<TwoLanguages> }) {
  const isEnglish = useLanguage() === 'en'
  const [first, second] = isEnglish ? [name.en, name.zh] : [name.zh, name.en]
  return (
    <span className="both-names">
      {first}{' '}
      <span className="second-name" lang={isEnglish ? 'zh-CN' : 'en'}>
        {second}
      </span>
    </span>
  )
}

function PageItem({ page, here }: { readonly page: RoomPage; readonly here: boolean }) {
  const Badge = page.badge
  return (
    <li>
      <AppLink
        to={page.path}
        className="nav-page"
        onMouseEnter={() => void page.load()}
        onFocus={() => void page.load()}
        {...(here ? { 'aria-current': 'page' as const } : {})}
      >
        <BothNames name={page.label} />
        {Badge && <Badge />}
      </AppLink>
    </li>
  )
}

function SectionItem({ item, isWide }: { readonly item: MenuSection; readonly isWide: boolean }) {
  const { pathname } = useLocation()
  const language = useLanguage()
  const [isOpen, setOpen] = useState(true)
  const name = sectionNames[item.section]
  const Icon = icons[item.section]
  const current = pageAt(item.pages, pathname)
  const here = current !== undefined
  const [only] = item.pages
  if (!isWide || (item.pages.length === 1 && only?.path === '/')) {
    return (
      <li>
        <AppLink
          to={only?.path ?? '/'}
          className="nav-section"
          title={language === 'en' ? name.en : name.zh}
          {...(here ? { 'aria-current': 'true' as const } : {})}
        >
          <Icon />
          {isWide ? (
            <BothNames name={name} />
          ) : (
            <span className="nav-short">{language === 'en' ? name.en : name.zh}</span>
          )}
        </AppLink>
      </li>
    )
  }
  return (
    <li>
      <button type="button" className="nav-section" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        <Icon />
        <BothNames name={name} />
        <RightOutlined className="nav-arrow" />
      </button>
      {isOpen && (
        <ul>
          {item.pages.map((page) => (
            <PageItem key={page.path} page={page} here={page === current} />
          ))}
        </ul>
      )}
    </li>
  )
}

/** The loop, top to bottom; only rooms that work and that the person may open. */
export function Navigation() {
  const { t } = useTranslation('shell')
  const { permissions } = useSession()
  const { preferences, change } = useLook()
  const isWide = preferences.navigation === 'wide'
  const label = isWide ? t('frame.fold') : t('frame.unfold')
  return (
    <nav className="navigation" aria-label={t('frame.navigation')}>
      <AppLink to="/" className="brand">
        <Mark />
        {isWide && <span>{t('frame.brand')}</span>}
      </AppLink>
      <ul className="nav-sections">
        {menuFor(permissions).map((item) => (
          <SectionItem key={item.section} item={item} isWide={isWide} />
        ))}
      </ul>
      <button
        type="button"
        className="nav-fold"
        aria-label={label}
        title={label}
        onClick={() => change({ navigation: isWide ? 'narrow' : 'wide' })}
      >
        {isWide ? <MenuFoldOutlined /> : <MenuUnfoldOutlined />}
      </button>
    </nav>
  )
}
