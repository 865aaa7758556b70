import { describe, expect, it } from 'vitest'
import { missingOfUplift, readUplift, startUplift, upliftStepOf, withCampaigns } from './uplift-draft.js'

const campaign = (name: string, arms: readonly string[], metrics: readonly string[]) => ({ campaign: name, first: '2025-06-01', last: '2025-06-09', customers: 100, arms: arms.map((arm) => ({ arm, customers: 50 })), channels: ['SMS'], metrics: metrics.map((metric) => ({ metric, amounts: metric === 'buy' })) })
const known = [campaign('A', ['hold-out', 'sms'], ['buy', 'visit']), campaign('B', ['control', 'call'], ['visit']), campaign('C', ['x', 'y'], [])]

describe('a draft of an uplift model', () => {
  it('is read as it began, keeps parts the steps do not show, and is not read when it predicts', () => {
    const body = { ...startUplift, monitor: { scorePsi: 0.2 } }
    expect(readUplift(body)).toEqual(body)
    expect(readUplift({ ...startUplift, task: 'binary' })).toBeNull()
  })

  it('finds the step of a mistake, and what is missing', () => {
    expect(['treatment.campaigns[0]', 'outcome.metric', 'horizonDays', 'learner.method', 'quadrants.gain', 'training.folds', 'features[2]', 'name'].map(upliftStepOf)).toEqual(['campaigns', 'campaigns', 'campaigns', 'learner', 'learner', 'learner', 'features', 'review'])
    expect(missingOfUplift(startUplift).map(({ step }) => step)).toEqual(['campaigns', 'features'])
  })

  it('takes the arm that looks left alone as control and the outcome known of every campaign', () => {
    const one = withCampaigns(startUplift, ['A'], known)
    expect([one.treatment.control, one.outcome.metric, one.outcome.amount]).toEqual([['hold-out'], 'buy', true])
    const both = withCampaigns({ ...startUplift, ...one }, ['A', 'B'], known)
    expect([both.treatment.control, both.outcome.metric, both.outcome.amount]).toEqual([['hold-out'], 'visit', false])
    expect(withCampaigns(startUplift, ['C'], known).treatment.control).toEqual(['control'])
  })

  it('forgets the intended share of a campaign that is taken away', () => {
    const draft = { ...startUplift, treatment: { ...startUplift.treatment, campaigns: ['A', 'B'], shares: { A: 0.6, B: 0.5 } } }
    expect(withCampaigns(draft, ['B'], known).treatment.shares).toEqual({ B: 0.5 })
    expect(withCampaigns(draft, [], known).treatment).not.toHaveProperty('shares')
  })
})
