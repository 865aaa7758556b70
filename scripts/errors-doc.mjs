// Writes docs/errors.md from the error catalogue. Usage: node scripts/errors-doc.mjs [--check]
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { tsImport } from 'tsx/esm/api'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const folder = join(root, 'src/kernel/error/catalogue')
const file = join(root, 'docs/errors.md')

const areas = []
for (const name of readdirSync(folder).filter((name) => name.endsWith('.ts')).sort()) {
  const loaded = await tsImport(join(folder, name), import.meta.url)
  areas.push([name.slice(0, -'.ts'.length), Object.assign({}, ...Object.values(loaded).filter(isCatalogue))])
}

function isCatalogue(value) {
  return typeof value === 'object' && value !== null && Object.values(value).every((entry) => typeof entry?.status === 'number')
}

const cell = (text) => text.replaceAll('|', '\\|')
const row = ([code, { status, zh, en }]) => `| \`${code}\` | ${status} | ${cell(zh)} | ${cell(en)} |`
const section = ([area, entries]) =>
  [`## ${area}`, '', '| code | status | 中文 | English |', '|---|---|---|---|', ...Object.entries(entries).map(row), ''].join('\n')

const text = `# Errors 错误

Made by \`node scripts/errors-doc.mjs\` from \`src/kernel/error/catalogue\`. \`status\` is the HTTP status; \`{name}\` is filled in.

${areas.map(section).join('\n')}`

if (process.argv.includes('--check')) {
  let found = ''
  try {
    found = readFileSync(file, 'utf8')
  } catch {
    // Compared below.
  }
  if (found !== text) {
    console.error('docs/errors.md differs from the catalogue: run node scripts/errors-doc.mjs')
    process.exit(1)
  }
} else {
  writeFileSync(file, text)
}
