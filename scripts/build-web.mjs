// Builds the console into dist/web, writes .gz and .br beside every file, and fails when a page is over its budget.
// Usage: node scripts/build-web.mjs [--measure]   (--measure: only measure what was built)
import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { build } from 'vite'

const root = fileURLToPath(new URL('../', import.meta.url))
const folder = join(root, 'dist/web')

if (!process.argv.includes('--measure')) {
  await build({ configFile: join(root, 'web/vite.config.ts'), logLevel: 'warn' })
  compress()
}
if (!process.argv.includes('--no-measure')) measure()

function compress() {
  const text = new Set(['.js', '.css', '.html', '.svg', '.json'])
  for (const name of readdirSync(folder, { recursive: true })) {
    const path = join(folder, name)
    if (!text.has(extname(name))) continue
    const bytes = readFileSync(path)
    if (bytes.length < 1024) continue
    writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }))
    writeFileSync(
      `${path}.br`,
      brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
    )
  }
}

/** Gzipped bytes of what a page loads: the entry, the modules it opens, and all they import. */
function measure() {
  const manifest = JSON.parse(readFileSync(join(folder, '.vite/manifest.json'), 'utf8'))
  const sizeOf = (file) => gzipSync(readFileSync(join(folder, file)), { level: 9 }).length
  const filesOf = (keys, seen = new Set()) => {
    for (const key of keys) {
      const chunk = manifest[key]
      if (chunk === undefined) throw new Error(`No chunk ${key} in the manifest`)
      if (seen.has(chunk.file)) continue
      seen.add(chunk.file)
      for (const css of chunk.css ?? []) seen.add(css)
      filesOf(chunk.imports ?? [], seen)
    }
    return seen
  }
  const total = (keys) => [...filesOf(keys)].reduce((sum, file) => sum + sizeOf(file), sizeOf('index.html'))
  const words = ['ui/words.zh.ts']
  const console_ = [
    'index.html',
    'shell/start-console.tsx',
    ...words,
    'shell/words.zh.ts',
    ...antdLocale(manifest),
  ]
  const pages = Object.keys(manifest).filter((key) => /^rooms\/.*Page\.tsx$/.test(key))
  const rows = [
    [
      'sign-in page',
      total(['index.html', 'shell/entrance/start-entrance.tsx', ...words, 'shell/entrance/words.zh.ts']),
      120,
    ],
    ['shell', total(console_), 480],
    ...pages.map((page) => [
      `shell + ${page}`,
      total([...console_, page, `rooms/${page.split('/')[1]}/words.zh.ts`]),
      480,
    ]),
  ]
  for (const [name, bytes, limit] of rows) {
    console.log(`${(bytes / 1024).toFixed(1).padStart(7)} KB gz of ${limit}  ${name}`)
  }
  const over = rows.filter(([, bytes, limit]) => bytes > limit * 1024)
  if (over.length > 0) {
    console.error(`Over budget: ${over.map(([name]) => name).join(', ')}`)
    process.exit(1)
  }
}

function antdLocale(manifest) {
  return Object.keys(manifest).filter((key) => /antd\/es\/locale\/zh_CN\.js$/.test(key))
}
