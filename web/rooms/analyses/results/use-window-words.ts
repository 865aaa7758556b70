import { useTranslation } from 'react-i18next'
import { useSay } from '../../../ui/language/use-say.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import { type Named, readNamed, useBody } from '../analysis-body.js'
import type { FiguresOf, ResultsProps } from '../one/analysis-view.js'
import { type HalfMonth, halfOf, readWindow } from './windows.js'

export type Clock = FiguresOf<'timing'>['clocks'][number]
export type Window = FiguresOf<'timing'>['windows'][number]

export interface TimingWords {
  readonly clock: (key: string) => string
  /** The stretch alone, such as "20:00 to 23:00". */
  readonly stretch: (window: Pick<Window, 'clock' | 'from' | 'to'>) => string
  /** The stretch with its clock, where it does not say by itself which clock it is of. */
  readonly whole: (window: Pick<Window, 'clock' | 'from' | 'to'>) => string
  readonly cell: (kind: string, at: number) => string
}

/** A month's short name, 1 to 12. */
const monthName = (month: number, language: string) => new Intl.DateTimeFormat(language, { month: 'short', timeZone: 'UTC' }).format(Date.UTC(2024, month - 1, 15))

/** Clocks whose windows say what they are. */
const ownWords: readonly string[] = ['year', 'hour']

const clockName = (clocks: Named['clocks'], key: string) => clocks.find((one) => one.key === key)?.name

/** Clocks and windows in words; clocks are named by the definition the figures are of. */
export function useTimingWords({ analysis, version, figures }: ResultsProps<'timing'>): TimingWords {
  const { t } = useTranslation('analyses')
  const say = useSay()
  const { language } = useFormatLocale()
  const { clocks } = readNamed(useBody('analysis', analysis.key, version).data?.body)
  const kinds = new Map(figures.clocks.map(({ key, kind }) => [key, kind]))
  const half = ({ month, half: which }: HalfMonth) => t(`timing.half.${which}`, { month: monthName(month, language) })
  const clock = (key: string): string => {
    const name = clockName(clocks, key)
    return name === undefined ? key : say(name)
  }
  const stretch = ({ clock: key, from, to }: Pick<Window, 'clock' | 'from' | 'to'>): string => {
    const words = readWindow(kinds.get(key) ?? '', from, to)
    if (words.word === 'oneDay') return t('timing.oneDay')
    if (words.word !== 'halves') return t(`timing.${words.word}`, { from: words.from, to: words.to })
    return from === to ? half(words.from) : t('timing.halves', { from: half(words.from), to: half(words.to) })
  }
  return {
    clock,
    stretch,
    whole: (window) => (ownWords.includes(kinds.get(window.clock) ?? '') ? stretch(window) : `${clock(window.clock)} ${stretch(window)}`),
    cell: (kind, at) => (kind === 'year' ? half(halfOf(at)) : String(at)),
  }
}
