import { describe, expect, it } from 'vitest'
import { dark, light, type Palette } from './tokens.js'

const channel = (value: number) => (value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)

/** Relative luminance, WCAG 2.2. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) =>
    channel(Number.parseInt(hex.slice(at, at + 2), 16) / 255),
  )
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function contrast(a: string, b: string): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y)
  return (high + 0.05) / (low + 0.05)
}

const inks = ['text', 'textSoft', 'textFaint', 'accent', 'warm', 'loss', 'gain'] as const
const tints = [
  ['accent', 'accentSoft'],
  ['warm', 'warmSoft'],
  ['loss', 'lossSoft'],
  ['gain', 'gainSoft'],
] as const

describe.each([
  ['light', light],
  ['dark', dark],
])('%s palette', (_, palette: Palette) => {
  it.each(inks)('%s reads at 4.5:1 on ground and surface', (ink) => {
    expect(contrast(palette[ink], palette.surface)).toBeGreaterThanOrEqual(4.5)
    expect(contrast(palette[ink], palette.ground)).toBeGreaterThanOrEqual(4.5)
  })

  it.each(tints)('%s reads at 4.5:1 on its tint %s', (ink, tint) => {
    expect(contrast(palette[ink], palette[tint])).toBeGreaterThanOrEqual(4.5)
  })
})
