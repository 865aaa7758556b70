import type { Translated } from '../../ui/language/translated.js'
import type { words as zh } from './words.zh.js'

export const words: Translated<typeof zh> = {
  title: 'Models',
  purpose: 'What each predicts, how well it stood the test, and which version is live.',
  search: 'Name or key',
  column: { name: 'Name', task: 'Task', horizon: 'Horizon', champion: 'Live version', newest: 'Newest version', figure: 'Tested', scored: 'Last scored', work: 'Work', key: 'Key' },
  task: { binary: 'Yes or no', regression: 'Amount' },
  days: '{{days}} days',
  version: 'Version {{number}}',
  status: { trained: 'Waits for approval', approved: 'Approved', champion: 'Live', challenger: 'Shadow', retired: 'Retired' },
  noChampion: 'None live',
  notTrained: 'Not trained',
  auc: 'AUC {{value}} ({{low}}–{{high}})',
  r2: 'R² {{value}} ({{low}}–{{high}})',
  scored: '{{asOf}}, {{customers}} customers',
  jobs: 'Show',
  empty: { title: 'No model yet', why: 'Apply examples/models.yaml to get an early warning of churn.' },
}
