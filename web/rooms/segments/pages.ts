import { loadWords } from '../../ui/language/language.js'
import type { RoomPages } from '../../ui/page/room-page.js'

async function loadBuilder() {
  const [{ SegmentBuilderPage }] = await Promise.all([import('./builder/SegmentBuilderPage.js'), loadWords('rule-editor')])
  return SegmentBuilderPage
}

async function loadTierEditor() {
  const [{ TieringEditPage }] = await Promise.all([import('./tiers/edit/TieringEditPage.js'), loadWords('rule-editor')])
  return TieringEditPage
}

async function loadClusterWizard() {
  const [{ ClusterWizardPage }] = await Promise.all([import('./clusters/wizard/ClusterWizardPage.js'), loadWords('rule-editor')])
  return ClusterWizardPage
}

async function loadDiscoveryEditor() {
  const [{ DiscoveryEditPage }] = await Promise.all([import('./discovery/edit/DiscoveryEditPage.js'), loadWords('rule-editor')])
  return DiscoveryEditPage
}

async function loadSet() {
  const [{ SetPage }] = await Promise.all([import('./hypotheses/SetPage.js'), loadWords('rule-editor')])
  return SetPage
}

export const segmentsPages: RoomPages = {
  section: 'customers',
  words: 'segments',
  opens: {
    segment: (key) => `/customers/segments/${encodeURIComponent(key)}`,
    discovery: (key) => `/customers/subgroups/${encodeURIComponent(key)}`,
    tiering: (key) => `/customers/tiers/${encodeURIComponent(key)}`,
    clustering: (key) => `/customers/clusters/${encodeURIComponent(key)}`,
  },
  pages: [
    {
      path: '/customers/segments',
      label: { zh: '客群', en: 'Segments' },
      permission: 'segment.read',
      load: async () => (await import('./SegmentsPage.js')).SegmentsPage,
    },
    {
      path: '/customers/tiers',
      label: { zh: '客户分层', en: 'Tiers' },
      permission: 'segment.read',
      load: async () => (await import('./tiers/TieringsPage.js')).TieringsPage,
    },
    {
      path: '/customers/tiers/new',
      label: { zh: '新建客户分层', en: 'New tiers' },
      permission: 'segment.write',
      inMenu: false,
      load: loadTierEditor,
    },
    {
      path: '/customers/tiers/:key/edit',
      label: { zh: '编辑客户分层', en: 'Edit tiers' },
      permission: 'segment.write',
      inMenu: false,
      load: loadTierEditor,
    },
    {
      path: '/customers/tiers/:key',
      label: { zh: '客户分层', en: 'Tiers' },
      permission: 'segment.read',
      inMenu: false,
      load: async () => (await import('./tiers/TieringPage.js')).TieringPage,
    },
    {
      path: '/customers/subgroups',
      label: { zh: '子群发现', en: 'Subgroups' },
      permission: 'segment.read',
      load: async () => (await import('./discovery/DiscoveriesPage.js')).DiscoveriesPage,
    },
    {
      path: '/customers/subgroups/new',
      label: { zh: '新建子群发现', en: 'New search for subgroups' },
      permission: 'segment.write',
      inMenu: false,
      load: loadDiscoveryEditor,
    },
    {
      path: '/customers/subgroups/:key/edit',
      label: { zh: '编辑子群发现', en: 'Edit search for subgroups' },
      permission: 'segment.write',
      inMenu: false,
      load: loadDiscoveryEditor,
    },
    {
      path: '/customers/subgroups/:key',
      label: { zh: '子群发现', en: 'Subgroups' },
      permission: 'segment.read',
      inMenu: false,
      load: async () => (await import('./discovery/DiscoveryPage.js')).DiscoveryPage,
    },
    {
      path: '/customers/templates',
      label: { zh: '模板', en: 'Templates' },
      permission: 'segment.read',
      load: async () => (await import('./templates/TemplatesPage.js')).TemplatesPage,
    },
    {
      path: '/customers/clusters',
      label: { zh: '聚类', en: 'Clusters' },
      permission: 'segment.read',
      load: async () => (await import('./clusters/ClusteringsPage.js')).ClusteringsPage,
    },
    {
      path: '/customers/clusters/new',
      label: { zh: '新建聚类', en: 'New clustering' },
      permission: 'segment.write',
      inMenu: false,
      load: loadClusterWizard,
    },
    {
      path: '/customers/clusters/:key/edit',
      label: { zh: '修改聚类', en: 'Change clustering' },
      permission: 'segment.write',
      inMenu: false,
      load: loadClusterWizard,
    },
    {
      path: '/customers/clusters/:key',
      label: { zh: '聚类', en: 'Clusters' },
      permission: 'segment.read',
      inMenu: false,
      load: async () => (await import('./clusters/ClusteringPage.js')).ClusteringPage,
    },
    {
      path: '/customers/sets',
      label: { zh: '头脑风暴', en: 'Ideas' },
      permission: 'segment.read',
      load: loadSet,
    },
    {
      path: '/customers/sets/:universe',
      label: { zh: '头脑风暴', en: 'Ideas' },
      permission: 'segment.read',
      inMenu: false,
      load: loadSet,
    },
    {
      path: '/customers/segments/new',
      label: { zh: '新建客群', en: 'New segment' },
      permission: 'segment.write',
      inMenu: false,
      load: loadBuilder,
    },
    {
      path: '/customers/segments/:key/edit',
      label: { zh: '编辑客群', en: 'Edit segment' },
      permission: 'segment.write',
      inMenu: false,
      load: loadBuilder,
    },
    {
      path: '/customers/segments/attractiveness',
      label: { zh: '客群吸引力', en: 'Attractiveness of segments' },
      permission: 'segment.read',
      inMenu: false,
      load: async () => (await import('./attract/AttractivenessPage.js')).AttractivenessPage,
    },
    {
      path: '/customers/segments/:key',
      label: { zh: '客群', en: 'Segment' },
      permission: 'segment.read',
      inMenu: false,
      load: async () => (await import('./detail/SegmentPage.js')).SegmentPage,
    },
  ],
}
