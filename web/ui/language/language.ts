import i18next, { type BackendModule } from 'i18next'
import { initReactI18next } from 'react-i18next'
import { type Language, languages } from '../preferences.js'
import type { WordSet } from './resources.js'
import type { TwoLanguages, WordTree } from './translated.js'

type WordsFile = () => Promise<{ readonly words: WordTree }>

const files: Readonly<Record<string, WordsFile>> = import.meta.glob<{ readonly words: WordTree }>([
  '../words.*.ts',
  '../*/words.*.ts',
  '../../shell/words.*.ts',
  '../../shell/entrance/words.*.ts',
  '../../rooms/*/words.*.ts',
  '!**/*.test.ts',
])

/** `../../rooms/settings/words.zh.ts` → `zh-CN/settings`. */
function keyOf(path: string): string {
  const found = /(?:([\w-]+)\/)?words\.(zh|en)\.ts$/.exec(path.replace(/^(\.\.\/)+/, ''))
  return `${found?.[2] === 'zh' ? 'zh-CN' : 'en'}/${found?.[1] ?? 'ui'}`
}

const loaders = new Map(Object.entries(files).map(([path, load]) => [keyOf(path), load]))

/** Loads the words of one set in one language when a screen needs them. */
const wordFiles: BackendModule = {
  type: 'backend',
  init: () => undefined,
  read(language, set, done) {
    const load = loaders.get(`${language}/${set}`)
    if (load === undefined) {
      done(new Error(`No words for ${language}/${set}`), false)
      return
    }
    load().then(
      (file) => done(null, file.words),
      (error: unknown) => done(error instanceof Error ? error : new Error(String(error)), true),
    )
  },
}

/** Starts i18next with the word sets the first screen needs; resolves when they are loaded. */
export async function startLanguage(language: Language, sets: readonly WordSet[]): Promise<void> {
  await i18next
    .use(wordFiles)
    .use(initReactI18next)
    .init({
      lng: language,
      supportedLngs: [...languages],
      fallbackLng: false,
      ns: [...sets],
      defaultNS: 'ui',
      interpolation: { escapeValue: false },
    })
}

export const loadWords = (set: WordSet): Promise<void> => i18next.loadNamespaces(set)

export const asLanguage = (value: string | undefined): Language => (value === 'en' ? 'en' : 'zh-CN')

/** Picks the sentence of a two-language text. */
export function say(text: TwoLanguages, language: Language): string {
  return language === 'en' ? (text.en ?? text.zh) : text.zh
}
