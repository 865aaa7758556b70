/** The colours of one mode. Every pair of text and ground has a contrast of at least 4.5:1 (tokens.test.ts). */
export interface Palette {
  readonly ground: string
  readonly surface: string
  readonly raised: string
  readonly line: string
  readonly text: string
  readonly textSoft: string
  readonly textFaint: string
  readonly accent: string
  readonly accentSoft: string
  readonly warm: string
  readonly warmSoft: string
  /** Loss or breach, nothing else. */
  readonly loss: string
  readonly lossSoft: string
  /** Proven gain, nothing else. */
  readonly gain: string
  readonly gainSoft: string
  /** At most six, in this order, told apart by colour-blind readers. */
  readonly series: readonly [string, string, string, string, string, string]
}

export const light: Palette = {
  ground: '#F4F6F9',
  surface: '#FFFFFF',
  raised: '#FFFFFF',
  line: '#DCE1E8',
  text: '#1A2330',
  textSoft: '#515D6E',
  textFaint: '#636F7F',
  accent: '#1F4E9E',
  accentSoft: '#E7EEF9',
  warm: '#9A560F',
  warmSoft: '#FBF0E2',
  loss: '#B3261E',
  lossSoft: '#FBEAE8',
  gain: '#1A7040',
  gainSoft: '#E5F4EB',
  series: ['#1F4E9E', '#C8741A', '#3E9AA8', '#7A6AAE', '#86A9DB', '#6B7684'],
}

export const dark: Palette = {
  ground: '#0F1319',
  surface: '#161B23',
  raised: '#1D2430',
  line: '#2E3743',
  text: '#E6EAF0',
  textSoft: '#AEB8C5',
  textFaint: '#939FAE',
  accent: '#86ADEA',
  accentSoft: '#1D2D48',
  warm: '#E6A35C',
  warmSoft: '#3A2A18',
  loss: '#F19088',
  lossSoft: '#3D2220',
  gain: '#6CC592',
  gainSoft: '#19332A',
  series: ['#86ADEA', '#E6A35C', '#5FBCC9', '#AD9DE0', '#4E74B0', '#93A0AF'],
}

export type Mode = 'light' | 'dark'
export const paletteOf = (mode: Mode): Palette => (mode === 'dark' ? dark : light)

export const fontStack =
  'system-ui, -apple-system, "Segoe UI", Roboto, "PingFang SC", "Noto Sans CJK SC", "Microsoft YaHei", sans-serif'

/** Base text sizes in px. */
export const textSizes = { normal: 14, large: 18 } as const
export type TextSize = keyof typeof textSizes

const cssNames: Readonly<Record<Exclude<keyof Palette, 'series'>, string>> = {
  ground: '--ground',
  surface: '--surface',
  raised: '--raised',
  line: '--line',
  text: '--text',
  textSoft: '--text-soft',
  textFaint: '--text-faint',
  accent: '--accent',
  accentSoft: '--accent-soft',
  warm: '--warm',
  warmSoft: '--warm-soft',
  loss: '--loss',
  lossSoft: '--loss-soft',
  gain: '--gain',
  gainSoft: '--gain-soft',
}

/** The palette as CSS custom properties, so that style sheets and Ant Design read one source. */
export function cssVariables(mode: Mode): Readonly<Record<string, string>> {
  const palette = paletteOf(mode)
  return Object.fromEntries(
    Object.entries(cssNames).map(([key, name]) => [name, palette[key as keyof typeof cssNames]]),
  )
}
