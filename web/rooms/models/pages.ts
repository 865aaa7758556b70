import { loadWords } from '../../ui/language/language.js'
import type { RoomPages } from '../../ui/page/room-page.js'

async function loadWizard() {
  const [{ ModelWizardPage }] = await Promise.all([import('./wizard/ModelWizardPage.js'), loadWords('rule-editor')])
  return ModelWizardPage
}

export const modelsPages: RoomPages = {
  section: 'models',
  words: 'models',
  opens: { model: (key) => `/models/${encodeURIComponent(key)}` },
  pages: [
    {
      path: '/models',
      label: { zh: '模型', en: 'Models' },
      permission: 'model.read',
      load: async () => (await import('./ModelsPage.js')).ModelsPage,
    },
    {
      path: '/model-files',
      label: { zh: '模型文件', en: 'Model files' },
      permission: 'model.read',
      load: async () => (await import('./files/ModelFilesPage.js')).ModelFilesPage,
    },
    {
      path: '/models/new',
      label: { zh: '新建模型', en: 'New model' },
      permission: 'model.manage',
      inMenu: false,
      load: loadWizard,
    },
    {
      path: '/models/:key/edit',
      label: { zh: '编辑模型', en: 'Edit model' },
      permission: 'model.manage',
      inMenu: false,
      load: loadWizard,
    },
    {
      path: '/models/:key/customers/:custId',
      label: { zh: '客户得分', en: "A customer's score" },
      permission: 'customer.read',
      inMenu: false,
      load: async () => (await import('./score/CustomerScorePage.js')).CustomerScorePage,
    },
    {
      path: '/models/:key',
      label: { zh: '模型', en: 'Model' },
      permission: 'model.read',
      inMenu: false,
      load: async () => (await import('./one/ModelPage.js')).ModelPage,
    },
  ],
}
