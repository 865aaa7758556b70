import { ConfigProvider, message } from 'antd'
import type { Locale } from 'antd/es/locale'
import { createContext, type ReactNode, use, useEffect, useMemo, useState } from 'react'
import { useLanguage } from '../language/use-say.js'
import type { Language } from '../preferences.js'
import { antdThemeOf } from './antd-theme.js'
import { useLook } from './Look.js'

const locales: Readonly<Record<Language, () => Promise<{ default: Locale }>>> = {
  'zh-CN': () => import('antd/es/locale/zh_CN'),
  en: () => import('antd/es/locale/en_US'),
}

/** Says briefly that something was done, or was not; read out by screen readers. */
export interface Notice {
  readonly done: (text: string) => void
  readonly warn: (text: string) => void
}

const NoticeContext = createContext<Notice>({ done: () => undefined, warn: () => undefined })
export const useNotice = (): Notice => use(NoticeContext)

/** Ant Design in our tokens and the reader's language. */
export function AntdLook({ children }: { readonly children: ReactNode }) {
  const { preferences } = useLook()
  const language = useLanguage()
  const [locale, setLocale] = useState<Locale>()
  useEffect(() => {
    let current = true
    void locales[language]().then((file) => current && setLocale(file.default))
    return () => {
      current = false
    }
  }, [language])
  const theme = useMemo(
    () => antdThemeOf(preferences.mode, preferences.textSize),
    [preferences.mode, preferences.textSize],
  )
  const [show, holder] = message.useMessage({ top: 56, maxCount: 3 })
  const notice = useMemo<Notice>(
    () => ({
      done: (text) => void show.success(text),
      warn: (text) => void show.warning(text, 6),
    }),
    [show],
  )
  return (
    <ConfigProvider
      theme={theme}
      componentSize="middle"
      button={{ autoInsertSpace: false }}
      {...(locale ? { locale } : {})}
    >
      <NoticeContext value={notice}>
        {holder}
        {children}
      </NoticeContext>
    </ConfigProvider>
  )
}
