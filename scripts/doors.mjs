// Writes the doors (package.json "imports") from the room list in house.json.
// Usage: node scripts/doors.mjs [--check]
import { existsSync, readFileSync, writeFileSync } from 'node:fs'

const root = new URL('../', import.meta.url)
const house = JSON.parse(readFileSync(new URL('house.json', root), 'utf8'))

const door = (path) => ({ source: `./src/${path}.ts`, default: `./dist/src/${path}.js` })

function addWindow(imports, name, path) {
  if (existsSync(new URL(`src/${path}/contract.ts`, root))) imports[`${name}/contract`] = door(`${path}/contract`)
}

export function doors() {
  const imports = {}
  for (const name of house.kernel) imports[`#kernel/${name}`] = door(`kernel/${name}/index`)
  for (const name of house.platform) {
    imports[`#platform/${name}`] = door(`platform/${name}/index`)
    addWindow(imports, `#platform/${name}`, `platform/${name}`)
  }
  for (const name of house.rooms) {
    imports[`#${name}`] = door(`${name}/index`)
    addWindow(imports, `#${name}`, name)
  }
  imports['#app'] = door('app/index')
  addWindow(imports, '#app', 'app')
  return imports
}

const file = new URL('package.json', root)
const manifest = JSON.parse(readFileSync(file, 'utf8'))
const wanted = doors()
if (process.argv.includes('--check')) {
  if (JSON.stringify(manifest.imports) !== JSON.stringify(wanted)) {
    console.error('package.json "imports" differs from house.json: run node scripts/doors.mjs')
    process.exit(1)
  }
} else {
  manifest.imports = wanted
  writeFileSync(file, `${JSON.stringify(manifest, null, 2)}\n`)
}
