import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { catalogue } from '#kernel/error'
import { filesBelow, isFile, root, textOf } from '../kit/house.js'

const pages = [
  ...['README.md', 'README.zh-CN.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'CHANGELOG.md'].filter(isFile),
  ...['docs', 'src', 'web', 'bench', 'examples', 'demo'].flatMap(filesBelow).filter((path) => path.endsWith('.md')),
]

/** Targets of links and pictures in a page, code left out. */
function linksOf(path: string): string[] {
  const prose = textOf(path).replace(/```[\s\S]*?```/g, '').replace(/`[^`]*`/g, '')
  const written = [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map((found) => found[1]!)
  const html = [...prose.matchAll(/(?:src|href)="([^"]+)"/g)].map((found) => found[1]!)
  return [...written, ...html]
}

function anchorsOf(path: string): Set<string> {
  const headings = [...textOf(path).matchAll(/^#+ (.+)$/gm)].map((found) => found[1]!)
  return new Set(headings.map((text) => text.trim().toLowerCase().replace(/[^\p{L}\p{N}\s_-]/gu, '').replace(/\s/g, '-')))
}

function isBroken(page: string, link: string): boolean {
  if (/^[a-z]+:/.test(link)) return false
  const [file = '', anchor] = link.split('#')
  const target = file === '' ? page : join(dirname(page), decodeURIComponent(file))
  if (!existsSync(join(root, target))) return true
  return anchor !== undefined && target.endsWith('.md') && !anchorsOf(target).has(decodeURIComponent(anchor))
}

describe('pages', () => {
  it('link to what exists', () => {
    expect(pages.flatMap((page) => linksOf(page).filter((link) => isBroken(page, link)).map((link) => `${page}: ${link}`))).toEqual([])
  })

  it('name files that exist when they name a file of the repository', () => {
    const named = pages.flatMap((page) => [...textOf(page).matchAll(/`((?:src|test|scripts|docs|bin|examples)\/[\w./-]+\.\w+)`/g)].map((found) => [page, found[1]!] as const))
    expect(named.filter(([, path]) => !isFile(path) && !filesBelow('src').some((file) => file.endsWith(`/${path}`)))).toEqual([])
  })
})

describe('docs/errors.md', () => {
  it('lists the catalogue, no less and no more, with the same status and sentences', () => {
    const rows = [...textOf('docs/errors.md').matchAll(/^\| `([A-Z0-9_]+)` \| (\d+) \| (.*) \| (.*) \|$/gm)]
    const listed = Object.fromEntries(rows.map(([, code, status, zh, en]) => [code!, { status: Number(status), zh: plain(zh!), en: plain(en!) }] as const))
    expect(rows).toHaveLength(Object.keys(listed).length)
    expect(listed).toEqual(catalogue)
  })
})

function plain(cell: string): string {
  return cell.replaceAll('\\|', '|')
}

describe('the glossary', () => {
  const glossary = textOf('docs/glossary.md')

  it('has every kind of definition a room registers', () => {
    const sources = filesBelow('src').filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
    const kinds = sources.flatMap((path) => [...textOf(path).matchAll(/kind: '([a-z-]+)',\s+order: \d+/g)].map((found) => found[1]!))
    expect(kinds.length).toBeGreaterThan(3)
    expect(kinds.filter((kind) => !glossary.includes(`| ${kind} |`))).toEqual([])
  })

  it('gives Chinese and English for every word, each word once', () => {
    const rows = [...glossary.matchAll(/^\| ([a-z][^|]*?) \| ([^|]+?) \| ([^|]+?) \|$/gm)]
    const terms = rows.map((row) => row[1]!).filter((term) => term !== 'term')
    expect(terms.length).toBeGreaterThan(30)
    expect(new Set(terms).size).toBe(terms.length)
    expect(rows.filter((row) => row[1] !== 'term' && !/\p{Script=Han}/u.test(row[2]!)).map((row) => row[1])).toEqual([])
  })
})

describe('the repository', () => {
  it.each([
    ['package-lock.json has every optional platform package and no host', 'scripts/complete-lock.mjs', '--check'],
    ['package.json has the doors of house.json', 'scripts/doors.mjs', '--check'],
  ])('%s', (_name, ...args) => {
    const done = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' })
    expect(done.stderr).toBe('')
    expect(done.status).toBe(0)
  })
})
