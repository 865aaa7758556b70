import { FontSizeOutlined, MoonOutlined, SunOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useLanguage } from '../ui/language/use-say.js'
import { useLook } from '../ui/theme/Look.js'
import { languageNames } from './navigation-words.js'

/** Language, light or dark, text size: kept on this device. */
export function LookMenu() {
  const { t } = useTranslation('shell')
  const { preferences, change } = useLook()
  const other = useLanguage() === 'en' ? 'zh-CN' : 'en'
  const isDark = preferences.mode === 'dark'
  const isLarge = preferences.textSize === 'large'
  const modeLabel = isDark ? t('look.light') : t('look.dark')
  return (
    <>
      <Button type="text" lang={other} onClick={() => change({ language: other })}>
        {languageNames[other]}
      </Button>
      <Button
        type="text"
        icon={isDark ? <SunOutlined /> : <MoonOutlined />}
        aria-label={modeLabel}
        title={modeLabel}
        onClick={() => change({ mode: isDark ? 'light' : 'dark' })}
      />
      <Button
        type="text"
        icon={<FontSizeOutlined />}
        aria-label={t('look.large')}
        title={t('look.large')}
        aria-pressed={isLarge}
        onClick={() => change({ textSize: isLarge ? 'normal' : 'large' })}
      />
    </>
  )
}
