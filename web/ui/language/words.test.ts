import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import type { WordTree } from './translated.js'

const web = join(import.meta.dirname, '..', '..')
const sources = readdirSync(web, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name))
  .map((name) => name.replaceAll('\\', '/'))

const zhFiles = sources.filter((name) => /(^|\/)words(-[a-z]+)?\.zh\.ts$/.test(name))

/** Flat `path → sentence`; a plural's forms are one entry under its base. */
function flatten(tree: WordTree, prefix = ''): Map<string, string[]> {
  const all = new Map<string, string[]>()
  for (const [key, value] of Object.entries(tree)) {
    if (typeof value === 'string') {
      const path = prefix + key.replace(/_(one|other)$/, '')
      all.set(path, [...(all.get(path) ?? []), value])
    } else {
      for (const [path, texts] of flatten(value, `${prefix}${key}.`)) all.set(path, texts)
    }
  }
  return all
}

const places = (text: string): string[] =>
  [...text.matchAll(/\{\{(\w+)\}\}/g)].map((found) => found[1]!).sort()

/** The words of a file, or of a part of one. */
const load = async (name: string): Promise<WordTree> => {
  const exported = (await import(/* @vite-ignore */ join(web, name))) as Record<string, WordTree>
  return Object.values(exported)[0]!
}

describe.each(zhFiles)('%s', (name) => {
  it('has the same keys and places in English, nothing empty and no Chinese left in it', async () => {
    const zh = flatten(await load(name))
    const en = flatten(await load(name.replace('.zh.ts', '.en.ts')))
    expect([...en.keys()].sort()).toEqual([...zh.keys()].sort())
    for (const [key, [text]] of zh) {
      for (const other of en.get(key)!) {
        expect(other.trim(), key).not.toBe('')
        expect(places(other), key).toEqual(places(text!))
      }
      expect(text!.trim(), key).not.toBe('')
    }
    const chinese = [...en].filter(
      ([key, texts]) => key !== 'language' && texts.some((text) => /\p{Script=Han}/u.test(text)),
    )
    expect(chinese).toEqual([])
  })
})

// Where text in both languages is data: names the navigation shows in both, the gallery's example rows, and names a new
// definition begins with, which it keeps in both.
const twoLanguageData = [
  /(^|\/)words(-[a-z]+)?\.(zh|en)\.ts$/,
  /shell\/navigation-words\.ts$/,
  /rooms\/\w+\/pages\.ts$/,
  /charts\/gallery\//,
  /tiers\/edit\/plan-start\.ts$/,
]

const spokenAttributes = new Set([
  'title',
  'placeholder',
  'label',
  'alt',
  'aria-label',
  'aria-description',
  'description',
  'purpose',
])
const isWordy = (text: string) => /\p{L}{2,}/u.test(text)

function hardCoded(name: string): string[] {
  const file = ts.createSourceFile(name, readFileSync(join(web, name), 'utf8'), ts.ScriptTarget.ESNext, true)
  const found: string[] = []
  const report = (node: ts.Node, text: string) => {
    const { line } = file.getLineAndCharacterOfPosition(node.getStart())
    found.push(`${name}:${line + 1} ${text.trim()}`)
  }
  const visit = (node: ts.Node): void => {
    if (ts.isJsxText(node) && isWordy(node.text)) report(node, node.text)
    const isSpoken = ts.isJsxAttribute(node) && spokenAttributes.has(node.name.getText())
    if (
      isSpoken &&
      node.initializer &&
      ts.isStringLiteral(node.initializer) &&
      isWordy(node.initializer.text)
    ) {
      report(node, node.initializer.text)
    }
    if ((ts.isStringLiteralLike(node) || ts.isTemplateHead(node)) && /\p{Script=Han}/u.test(node.text)) {
      report(node, node.text)
    }
    ts.forEachChild(node, visit)
  }
  visit(file)
  return found
}

it('no component holds English or Chinese text of its own', () => {
  const checked = sources.filter((name) => !twoLanguageData.some((pattern) => pattern.test(name)))
  expect(checked.flatMap(hardCoded)).toEqual([])
})

it('every words file has a line in resources.ts', () => {
  const resources = readFileSync(join(import.meta.dirname, 'resources.ts'), 'utf8')
  const whole = zhFiles.filter((name) => name.endsWith('words.zh.ts'))
  const missing = whole.filter((name) => {
    const path = relative(import.meta.dirname, join(web, name))
      .replaceAll('\\', '/')
      .replace(/\.ts$/, '.js')
    return !resources.includes(`'${path.startsWith('.') ? path : `./${path}`}'`)
  })
  expect(missing).toEqual([])
})
