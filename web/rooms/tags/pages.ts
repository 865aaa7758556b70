import { loadWords } from '../../ui/language/language.js'
import type { RoomPages } from '../../ui/page/room-page.js'

/** A page with the rule editor, once its words are there. */
async function withRuleWords<Page>(page: Page): Promise<Page> {
  await loadWords('rule-editor')
  return page
}

export const tagsPages: RoomPages = {
  section: 'customers',
  words: 'tags',
  pages: [
    {
      path: '/customers/tags',
      label: { zh: '标签', en: 'Tags' },
      permission: 'tag.read',
      load: async () => (await import('./catalogue/TagsPage.js')).TagsPage,
    },
    {
      path: '/customers/tags/new',
      label: { zh: '新建标签', en: 'New tag' },
      permission: 'tag.write',
      inMenu: false,
      load: async () => (await import('./builder/TagBuilderPage.js')).TagBuilderPage,
    },
    {
      path: '/customers/tag-requests',
      label: { zh: '标签需求', en: 'Tag requests' },
      permission: 'tag.read',
      load: async () => (await import('./requests/TagRequestsPage.js')).TagRequestsPage,
    },
    {
      path: '/customers/tag-evaluation',
      label: { zh: '标签评估', en: 'Tag evaluation' },
      permission: 'tag.read',
      load: async () => (await import('./evaluation/EvaluationPage.js')).EvaluationPage,
    },
    {
      path: '/customers/mis-tags',
      label: { zh: '误标核查', en: 'Mis-tags' },
      permission: 'tag.read',
      load: async () => (await import('./mistag/MisTagsPage.js')).MisTagsPage,
    },
    {
      path: '/customers/mis-tags/new',
      label: { zh: '新建误标核查', en: 'New check for mis-tags' },
      permission: 'tag.write',
      inMenu: false,
      load: async () => withRuleWords((await import('./definitions/MisTagEditPage.js')).MisTagEditPage),
    },
    {
      path: '/customers/mis-tags/:key/edit',
      label: { zh: '修改误标核查', en: 'Change a check for mis-tags' },
      permission: 'tag.write',
      inMenu: false,
      load: async () => withRuleWords((await import('./definitions/MisTagEditPage.js')).MisTagEditPage),
    },
    {
      path: '/customers/tag-evaluation/decisions/new',
      label: { zh: '新建决策', en: 'New decision' },
      permission: 'tag.write',
      inMenu: false,
      load: async () => withRuleWords((await import('./definitions/DecisionEditPage.js')).DecisionEditPage),
    },
    {
      path: '/customers/tag-evaluation/decisions/:key/edit',
      label: { zh: '修改决策', en: 'Change a decision' },
      permission: 'tag.write',
      inMenu: false,
      load: async () => withRuleWords((await import('./definitions/DecisionEditPage.js')).DecisionEditPage),
    },
    {
      path: '/customers/tag-evaluation/tag-labels/new',
      label: { zh: '新建标签核对值', en: 'New checked values' },
      permission: 'tag.write',
      inMenu: false,
      load: async () => withRuleWords((await import('./definitions/TagLabelEditPage.js')).TagLabelEditPage),
    },
    {
      path: '/customers/tag-evaluation/tag-labels/:key/edit',
      label: { zh: '修改标签核对值', en: 'Change checked values' },
      permission: 'tag.write',
      inMenu: false,
      load: async () => withRuleWords((await import('./definitions/TagLabelEditPage.js')).TagLabelEditPage),
    },
    {
      path: '/customers/mis-tags/:key',
      label: { zh: '误标核查详情', en: 'Mis-tag check' },
      permission: 'tag.read',
      inMenu: false,
      load: async () => (await import('./mistag/MisTagPage.js')).MisTagPage,
    },
    {
      path: '/customers/tags/:key',
      label: { zh: '标签详情', en: 'Tag' },
      permission: 'tag.read',
      inMenu: false,
      load: async () => (await import('./catalogue/TagPage.js')).TagPage,
    },
    {
      path: '/customers/tags/:key/edit',
      label: { zh: '修改标签', en: 'Change a tag' },
      permission: 'tag.write',
      inMenu: false,
      load: async () => (await import('./builder/TagBuilderPage.js')).TagBuilderPage,
    },
  ],
  opens: { tag: (key) => `/customers/tags/${encodeURIComponent(key)}`, 'mis-tag': (key) => `/customers/mis-tags/${encodeURIComponent(key)}`, decision: (key) => `/customers/tag-evaluation/decisions/${encodeURIComponent(key)}/edit`, 'tag-label': (key) => `/customers/tag-evaluation/tag-labels/${encodeURIComponent(key)}/edit` },
}
