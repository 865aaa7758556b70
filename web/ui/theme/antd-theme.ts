import { theme as antdTheme, type ThemeConfig } from 'antd'
import { type Mode, fontStack, paletteOf, textSizes, type TextSize } from './tokens.js'

// Ant Design derives hover and active shades from a seed; in dark mode the link colour is too light to be one.
const seeds = { light: '#1F4E9E', dark: '#3E74C9' } as const

/** Our tokens as an Ant Design theme. Rows are 38 px (46 px in large text). */
export function antdThemeOf(mode: Mode, textSize: TextSize): ThemeConfig {
  const palette = paletteOf(mode)
  const fontSize = textSizes[textSize]
  const scale = fontSize / textSizes.normal
  return {
    algorithm: mode === 'dark' ? antdTheme.darkAlgorithm : antdTheme.defaultAlgorithm,
    token: {
      colorPrimary: seeds[mode],
      colorInfo: seeds[mode],
      colorLink: palette.accent,
      colorText: palette.text,
      colorTextSecondary: palette.textSoft,
      colorTextDescription: palette.textSoft,
      colorTextPlaceholder: palette.textFaint,
      colorBgLayout: palette.ground,
      colorBgContainer: palette.surface,
      colorBgElevated: palette.raised,
      colorBorder: palette.line,
      colorBorderSecondary: palette.line,
      colorError: palette.loss,
      colorWarning: palette.warm,
      colorSuccess: palette.gain,
      // Ant Design's own tints of these dark seeds are grey.
      colorErrorBg: palette.lossSoft,
      colorWarningBg: palette.warmSoft,
      colorSuccessBg: palette.gainSoft,
      colorInfoBg: palette.accentSoft,
      fontFamily: fontStack,
      fontSize,
      controlHeight: Math.round(32 * scale),
      borderRadius: 4,
      wireframe: false,
      motionDurationMid: '0.12s',
      motionDurationSlow: '0.16s',
    },
    components: {
      Table: {
        cellPaddingBlockMD: Math.round(8 * scale),
        cellPaddingInlineMD: 12,
        headerBg: palette.surface,
        headerColor: palette.textSoft,
        headerSplitColor: 'transparent',
        rowHoverBg: palette.accentSoft,
        headerBorderRadius: 0,
      },
      Tabs: {
        itemSelectedColor: palette.accent,
        inkBarColor: palette.accent,
        horizontalItemPadding: '10px 0',
      },
      Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none', fontWeight: 500 },
      Form: { verticalLabelPadding: '0 0 4px', itemMarginBottom: 20 },
    },
  }
}
