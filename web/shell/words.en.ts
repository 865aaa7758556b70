import type { Translated } from '../ui/language/translated.js'
import type { words as zh } from './words.zh.js'

export const words: Translated<typeof zh> = {
  frame: {
    brand: 'Qunce',
    skip: 'Skip to content',
    navigation: 'Main navigation',
    fold: 'Fold the navigation',
    unfold: 'Unfold the navigation',
    loading: 'Opening the page',
    offline: 'The server cannot be reached; trying again. This page updates by itself when it is back.',
    demo: 'Demo data',
  },
  org: {
    label: 'Organisation: {{name}}',
    all: 'Everything I may see',
    search: 'Find by name or number',
    none: 'No organisation found',
  },
  asOf: {
    label: 'Business date: {{day}}',
    latest: 'Latest date',
    day: 'A business date',
    monthEnds: 'Recent month ends',
  },
  search: {
    open: 'Search',
    placeholder: 'Pages, customer numbers, tags, segments, strategies…',
    results: 'Results',
    none: 'Nothing found',
    kind: {
      tag: 'Tag',
      segment: 'Segment',
      strategy: 'Strategy',
      metric: 'Metric',
      source: 'Source',
      list: 'List',
      evaluation: 'Evaluation',
      customer: 'Customer',
    },
  },
  jobs: {
    label_one: '{{count}} job is running',
    label_other: '{{count}} jobs are running',
    none: 'No job is running now.',
    all: 'All jobs',
  },
  clock: {
    today: 'Business date {{date}}',
    what: 'Lets days pass in the demo: each is closed in turn, schedules that come due run, the simulated channels answer. There is no way back.',
    days_one: 'On by {{count}} day',
    days_other: 'On by {{count}} days',
  },
  look: { light: 'Light', dark: 'Dark', large: 'Large text' },
  person: { password: 'Change password', signOut: 'Sign out' },
  role: {
    ADMIN: 'Administrator',
    HO_STRATEGIST: 'Head-office strategist',
    ANALYST: 'Analyst',
    DATA_STEWARD: 'Data steward',
    COMPLIANCE: 'Compliance',
    BRANCH_MGR: 'Branch manager',
    SUB_MGR: 'Sub-branch manager',
    RM: 'Relationship manager',
  },
  notFound: {
    title: 'There is no such page',
    why: 'The address is wrong, or you may not see it.',
    home: 'Go home',
  },
  gallery: {
    title: 'Chart gallery',
    purpose: 'Every chart of the console on example data, for checking.',
  },
}
