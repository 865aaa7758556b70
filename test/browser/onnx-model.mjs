// A model file of the bank's own through the console: uploaded, read, refused where it does not fit, kept while it is used.
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { apiOf, openPage, root, settled, until } from './kit.mjs'

const FEATURES = 2

/** Writes an ONNX file that adds up two features, by the hand-written one of the engine tests. */
function writeOnnx(folder, name, weights) {
  const path = join(folder, name)
  const kit = pathToFileURL(join(root, 'test/kit/onnx-file.ts')).href
  const code = `import { writeFileSync } from 'node:fs'; import { logisticOnnx } from ${JSON.stringify(kit)}; writeFileSync(${JSON.stringify(path)}, logisticOnnx(${JSON.stringify(weights)}, 0))`
  const done = spawnSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', code], { cwd: root, encoding: 'utf8' })
  if (done.status !== 0) throw new Error(done.stderr)
  return path
}

function modelOf(file) {
  const always = { v: 1, kind: 'rule', rule: { kind: 'always' } }
  const own = (key) => ({ key, name: { zh: key, en: key }, value: { v: 1, kind: 'value', value: { kind: 'attr', table: 'customer', field: key } } })
  return {
    task: 'binary', population: always, features: [own('recency'), { ...own('history'), key: 'history' }].slice(0, FEATURES),
    label: { kind: 'rule', rule: always }, horizonDays: 30, training: { asOf: { monthEnds: 6 } }, algorithm: { kind: 'onnx', file },
  }
}

/** Runs the tests on a product with the example loop; `test(name, run)` and `same(found, wanted, what)` are the suite's. */
export async function onnxTests({ test, same, browser, demo }) {
  const ask = apiOf(demo)
  const open = async () => {
    const opened = await openPage(browser, demo.url, { login: 'demo-analyst', language: 'en-US' })
    await opened.page.goto(`${demo.url}/model-files`)
    await settled(opened.page)
    return opened
  }
  const files = async () => (await ask('GET', '/api/v1/model-files')).items
  await test('an ONNX file is uploaded in the console and shown with what it takes and gives', async () => {
    const { page, context, errors } = await open()
    await page.locator('input[type=file]').setInputFiles(writeOnnx(demo.folder, 'bank-model.onnx', [-0.5, 0.25]))
    await until(async () => (await page.locator('main').innerText()).includes('bank-model.onnx'))
    const [file] = await files()
    same([file.name, file.inputs.length > 0, file.outputs.length > 0], ['bank-model.onnx', true, true], 'the file as the API has it')
    if (!(await page.locator('main').innerText()).includes(file.file)) throw new Error('the hash is not shown')
    same(errors, [], 'console errors')
    await context.close()
  })
  await test('a file that is no ONNX is refused with a reason, and nothing is kept', async () => {
    const { page, context } = await open()
    const path = join(demo.folder, 'broken.onnx')
    writeFileSync(path, 'this is no model')
    await page.locator('input[type=file]').setInputFiles(path)
    await until(async () => /ONNX/.test(await page.locator('[role=alert]').first().innerText()))
    same((await files()).length, 1, 'files kept')
    await context.close()
  })
  await test('a file that a model uses cannot be deleted; another can, by clicks', async () => {
    const [used] = await files()
    await ask('POST', '/api/v1/definitions/apply', { files: [{ path: 'model/brought.yaml', text: JSON.stringify({ kind: 'model', key: 'brought', name: { zh: '本行模型', en: 'Our model' }, version: null, body: modelOf(used.file) }) }] })
    const { page, context } = await open()
    await page.locator('input[type=file]').setInputFiles(writeOnnx(demo.folder, 'spare.onnx', [1, 1]))
    await until(async () => (await files()).length === 2)
    await settled(page)
    const rowOf = (name) => page.locator('tr', { hasText: name })
    await until(async () => rowOf('bank-model.onnx').getByRole('button', { name: /delete|remove/i }).isDisabled())
    await rowOf('spare.onnx').getByRole('button', { name: /delete|remove/i }).click()
    await page.locator('.ant-modal, .ant-popover').getByRole('button', { name: /delete|remove/i }).last().click()
    await until(async () => (await files()).length === 1)
    same((await files())[0].name, 'bank-model.onnx', 'the file that stays')
    await page.goto(`${demo.url}/models/brought`)
    await settled(page)
    if (!/ONNX/.test(await page.locator('main').innerText())) throw new Error('the model does not say it is an ONNX file')
    await context.close()
  })
}
